// A control for a value that the hub file holds itself.
import { useRef } from 'preact/hooks'
import type { Json } from '../../core/json.ts'
import { t } from '../i18n.ts'
import { CheckedField, type Reading } from '../parts/checked-field.tsx'
import { readFixed, textOfFixed, type Kind, type Target } from './fixed-value.ts'

const EXAMPLES: Record<Kind, string> = { number: '7', boolean: 'true', list: '["a", "b"]', object: '{"a": 1}' }

interface Props {
  label: string
  hint?: string
  isHidden?: boolean
  value: Json | undefined
  target: Target
  onChange: (value: Json) => void
  /** For a value that may be left out: called when the field is emptied. */
  onNone?: () => void
}

export function FixedField({ value, target, onChange, onNone, ...rest }: Props) {
  // `null` is a text like any other, unless a null stood here before.
  const wasNull = useRef(false)
  if (value === null) wasNull.current = true
  const read = (text: string): Reading<Json | undefined> => {
    if (onNone && text === '') return { read: undefined }
    const reading = readFixed(text, wasNull.current && text === 'null' ? null : value, target)
    return 'not' in reading ? { wrong: notText(reading.not) } : reading
  }
  return (
    <CheckedField
      {...rest}
      shown={textOfFixed(value)}
      read={read}
      onRead={(next) => {
        if (next === undefined) onNone?.()
        else onChange(next)
      }}
    />
  )
}

/** What is wanted where a text does not read as this kind. */
export function notText(kind: Kind): string {
  return t(`fixed.${kind}`, { example: EXAMPLES[kind] })
}
