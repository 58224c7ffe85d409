// Where a value comes from: one source, a text with sources in braces, or a fixed value: whichever the value has.
import type { Value } from '../../core/hub-file.ts'
import { Field } from '../parts/field.tsx'
import { SourceInput } from '../parts/source-input.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { change } from './rows.ts'
import { scalarOf } from './scalar.ts'
import { sortOf } from './value-sort.ts'

interface Props {
  value: Value
  label: string
  /** A fixed value that reads as one is a number or a yes or no, not a text. */
  isTyped: boolean
  onChange: (value: Value) => void
}

export function ValueSource({ value, label, isTyped, onChange }: Props) {
  const sort = sortOf(value)
  if (sort === 'from') {
    return (
      <Field label={label} isHidden>
        <SourceInput
          value={[value.from ?? []].flat().join(', ')}
          onChange={(text) => {
            const [first = '', ...others] = text.split(',').map((one) => one.trim())
            onChange(change(value, { from: others.length ? [first, ...others].filter(Boolean) : first }))
          }}
        />
      </Field>
    )
  }
  const shown = value[sort]
  return (
    <Field label={label} isHidden>
      <TextInput
        class="mono"
        value={typeof shown === 'string' ? shown : JSON.stringify(shown)}
        onChange={(event) => {
          const text = event.currentTarget.value
          onChange(change(value, sort === 'value' ? { value: isTyped ? scalarOf(text) : text } : { template: text }))
        }}
      />
    </Field>
  )
}
