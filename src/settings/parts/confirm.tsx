// Asks before what cannot be undone, in the browser's own modal dialog: focus stays in it, Escape cancels.
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../i18n.ts'

interface Props {
  title: string
  text: string
  action: string
  onDone: (isConfirmed: boolean) => void
}

export function Confirm({ title, text, action, onDone }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={() => onDone(false)}>
      <h2 id={id}>{title}</h2>
      <p>{text}</p>
      <div class="actions">
        <button type="button" onClick={() => onDone(false)}>
          {t('cancel')}
        </button>
        <button type="button" class="danger" onClick={() => onDone(true)}>
          {action}
        </button>
      </div>
    </dialog>
  )
}
