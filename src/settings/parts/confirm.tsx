// Asks before what cannot be undone, in the browser's own modal dialog: focus stays in it, Escape cancels, and whoever opened it has the focus again.
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../i18n.ts'
import { keepFocus } from './focus.ts'

interface Props {
  title: string
  text: string
  action: string
  /** Nothing is lost by it. */
  isHarmless?: boolean
  onDone: (isConfirmed: boolean) => void
}

export function Confirm({ title, text, action, isHarmless = false, onDone }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const shown = dialog.current
    const giveBack = keepFocus()
    shown?.showModal()
    return () => {
      shown?.close()
      // The action may remove what opened the dialog: after a frame the page has been rendered again.
      requestAnimationFrame(giveBack)
    }
  }, [])
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={() => onDone(false)}>
      <h2 id={id}>{title}</h2>
      <p>{text}</p>
      <div class="actions">
        <button type="button" onClick={() => onDone(false)}>
          {t('cancel')}
        </button>
        <button type="button" class={isHarmless ? 'primary' : 'danger'} onClick={() => onDone(true)}>
          {action}
        </button>
      </div>
    </dialog>
  )
}
