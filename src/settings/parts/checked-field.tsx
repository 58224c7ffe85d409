// A labelled text that has to read as something. What does not stays as it was typed, with what is wrong with it; the value before stands until it does.
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Field } from './field.tsx'
import { TextArea, TextInput } from './text-input.tsx'

export type Reading<T> = { read: T } | { wrong: string }

interface Props<T> {
  label: string
  hint?: ComponentChildren
  isHidden?: boolean
  /** The value as a text. */
  shown: string
  read: (text: string) => Reading<T>
  onRead: (value: T) => void
  placeholder?: string
  /** A datalist's id. */
  list?: string | undefined
  /** More than one line. */
  rows?: number
}

export function CheckedField<T>({ label, hint, isHidden = false, shown, read, onRead, placeholder, list, rows }: Props<T>) {
  // A refused text is shown only while the value is still the same: one that changed from elsewhere takes its place.
  const refused = useSignal<{ text: string; beside: string } | undefined>(undefined)
  const { text, beside } = refused.value ?? {}
  const reading = text !== undefined && beside === shown ? read(text) : undefined
  const wrong = reading && 'wrong' in reading ? reading.wrong : undefined
  const control = {
    class: 'mono',
    value: wrong === undefined || text === undefined ? shown : text,
    spellcheck: false,
    ...(placeholder !== undefined && { placeholder }),
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }): void => {
      const next = read(value)
      refused.value = 'wrong' in next ? { text: value, beside: shown } : undefined
      if ('read' in next) onRead(next.read)
    },
  }
  return (
    <Field label={label} hint={hint} error={wrong} isHidden={isHidden}>
      {rows === undefined ? (
        <TextInput {...control} list={list} autocapitalize="off" autocomplete="off" />
      ) : (
        <TextArea {...control} rows={rows} />
      )}
    </Field>
  )
}
