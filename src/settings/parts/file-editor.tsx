// The hub file as text: for what has no control of its own on these pages.
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { readHubFile, whyUnread } from '../import-hub.ts'
import { Field } from './field.tsx'
import { TextArea } from './text-input.tsx'

export function FileEditor({ editor }: { editor: Editor }) {
  const { draft, unread } = editor
  const isUnshown = editor.isUnshown.value
  const details = useRef<HTMLDetailsElement>(null)
  const isUnread = unread.value !== undefined
  useLayoutEffect(() => {
    if (isUnread && details.current) details.current.open = true
  }, [isUnread])
  const discard = (): void => {
    unread.value = undefined
    details.current?.querySelector('textarea')?.focus()
  }
  return (
    <details class="card" ref={details} open={isUnshown}>
      <summary>
        <h2>{t('file.title')}</h2>
      </summary>
      <Field
        label={t('file.label')}
        hint={t('file.hint')}
        error={unread.value === undefined ? undefined : whyUnread(unread.value, draft.value.hub)}
      >
        <TextArea
          class="mono file"
          rows={20}
          spellcheck={false}
          value={editor.text.value}
          onChange={({ currentTarget: { value } }) => {
            const file = readHubFile(value)
            if (file?.hub === draft.value.hub) editor.replace(file)
            else unread.value = value
          }}
        />
      </Field>
      {unread.value !== undefined && (
        <button type="button" class="small" onClick={discard}>
          {t('file.discard')}
        </button>
      )}
    </details>
  )
}
