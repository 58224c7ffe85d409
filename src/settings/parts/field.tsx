// A labelled control with hint and error, tied together for screen readers.
import { cloneElement, type ComponentChildren, type VNode } from 'preact'
import { useId } from 'preact/hooks'

interface Props {
  label: string
  hint?: ComponentChildren
  error?: string | undefined
  /** The label is for screen readers only: where a heading or a column says it already. */
  isHidden?: boolean
  children: VNode<Record<string, unknown>>
}

export function Field({ label, hint, error, isHidden, children }: Props) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id} class={isHidden ? 'unseen' : undefined}>
        {label}
      </label>
      {cloneElement(children, { id, ...(described && { 'aria-describedby': described }), ...(error && { 'aria-invalid': 'true' }) })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="wrong" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
