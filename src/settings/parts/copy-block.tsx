// Code to be copied: the text, and a button that says when it is done.
import { useEffect, useState } from 'preact/hooks'
import { t } from '../i18n.ts'
import { Icon } from './icon.tsx'

export function CopyBlock({ label, text }: { label: string; text: string }) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => setCopied(false), [text])
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 2500)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      // Without clipboard access the text is there to be selected.
    }
  }
  return (
    <div class="copy-block">
      <pre tabIndex={0} aria-label={label}>
        <code>{text}</code>
      </pre>
      <button type="button" class="quiet small" onClick={() => void copy()}>
        <Icon name={isCopied ? 'check' : 'copy'} />
        <span aria-live="polite">{isCopied ? t('copied') : t('copy')}</span>
        <span class="unseen">{label}</span>
      </button>
    </div>
  )
}
