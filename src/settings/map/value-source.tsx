// Where a value comes from: one source, a text with sources in braces, or a fixed value: whichever the value has.
import type { Value } from '../../core/hub-file.ts'
import { Field } from '../parts/field.tsx'
import { SourceInput } from '../parts/source-input.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { FixedField } from './fixed-field.tsx'
import type { Target } from './fixed-value.ts'
import { change } from './rows.ts'
import { textOfValues, valuesOfText } from './typed-values.ts'
import { sortOf } from './value-sort.ts'

interface Props {
  value: Value
  label: string
  target: Target
  onChange: (value: Value) => void
}

export function ValueSource({ value, label, target, onChange }: Props) {
  switch (sortOf(value)) {
    case 'from':
      return (
        <Field label={label} isHidden>
          <SourceInput
            // Emptied: a text of no length would show as a pair of quotes.
            value={textOfValues([value.from || []].flat())}
            onChange={(text) => {
              const paths = valuesOfText(text)
              onChange(change(value, { from: paths.length > 1 ? paths : (paths[0] ?? '') }))
            }}
          />
        </Field>
      )
    case 'template':
      return (
        <Field label={label} isHidden>
          <TextInput
            class="mono"
            value={value.template ?? ''}
            onChange={(event) => onChange(change(value, { template: event.currentTarget.value }))}
          />
        </Field>
      )
    case 'value':
      return (
        <FixedField
          label={label}
          isHidden
          value={value.value}
          target={target}
          onChange={(fixed) => onChange(change(value, { value: fixed }))}
        />
      )
  }
}
