// One test of a condition: a source, what is asked of it, and the values where it is compared.
import type { Scalar } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { SourceInput } from '../parts/source-input.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { ASKED, isSource, type Asked, type ConditionRow } from './condition-rows.ts'
import { scalarOf } from './scalar.ts'
import { severalHint, textOfValues, valuesOfText } from './typed-values.ts'

interface Props {
  row: ConditionRow
  number: number
  onChange: (row: ConditionRow) => void
  onRemove: () => void
}

export function ConditionRowFields({ row, number, onChange, onRemove }: Props) {
  const isCompared = row.asked === 'is' || row.asked === 'isNot'
  return (
    <li class={isCompared ? 'condition-row compared' : 'condition-row'}>
      <Field label={t('if.source', { number })} isHidden>
        <SourceInput
          value={row.path}
          onChange={(path) => {
            // What is no source would make another condition of it: the old one stands.
            if (isSource(path)) onChange({ ...row, path })
          }}
        />
      </Field>
      <Field label={t('if.test', { number })} isHidden>
        <select value={row.asked} onChange={(event) => onChange({ ...row, asked: event.currentTarget.value as Asked })}>
          {ASKED.map((asked) => (
            <option key={asked} value={asked}>
              {t(`if.${asked}`)}
            </option>
          ))}
        </select>
      </Field>
      {isCompared && (
        <Field label={t('if.values', { number })} hint={severalHint(row.values)} isHidden>
          <TextInput
            class="mono"
            value={textOfValues(row.values)}
            placeholder={t('if.valuesHint')}
            onChange={(event) => onChange({ ...row, values: valuesTyped(event.currentTarget.value, row.values) })}
          />
        </Field>
      )}
      <RemoveButton what={t('if.number', { number })} onRemove={onRemove} />
    </li>
  )
}

/** A number beside numbers is one; else what is typed is a text. */
function valuesTyped(text: string, before: Scalar[]): Scalar[] {
  const hasNumbers = before.some((value) => typeof value === 'number')
  return valuesOfText(text).map((one) => {
    const scalar = scalarOf(one)
    return before.find((value) => String(value) === one) ?? (hasNumbers && typeof scalar === 'number' ? scalar : one)
  })
}
