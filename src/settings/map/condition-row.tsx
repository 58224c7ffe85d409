// One test of a condition: a source, what is asked of it, and the values where it is compared.
import { useRef } from 'preact/hooks'
import type { Scalar } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { CheckedField, type Reading } from '../parts/checked-field.tsx'
import { Field } from '../parts/field.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { SOURCES_ID } from '../parts/source-input.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { ASKED, isSource, type Asked, type ConditionRow } from './condition-rows.ts'
import { guessedScalar } from './scalar.ts'
import { severalHint, textOfValues, valuesOfText } from './typed-values.ts'

interface Props {
  row: ConditionRow
  number: number
  onChange: (row: ConditionRow) => void
  onRemove: () => void
}

export function ConditionRowFields({ row, number, onChange, onRemove }: Props) {
  const isCompared = comparesValues(row.asked)
  // The values survive a change to a test that has none, and back.
  const values = useRef(row.values)
  if (isCompared) values.current = row.values
  const ask = (asked: Asked): void => onChange({ ...row, asked, values: comparesValues(asked) ? values.current : [] })
  return (
    <li class={isCompared ? 'condition-row compared' : 'condition-row'}>
      <CheckedField
        label={t('if.source', { number })}
        isHidden
        shown={row.path}
        list={SOURCES_ID}
        placeholder="field.email"
        read={(text) => readSource(text.trim())}
        onRead={(path) => onChange({ ...row, path })}
      />
      <Field label={t('if.test', { number })} isHidden>
        <select value={row.asked} onChange={(event) => ask(event.currentTarget.value as Asked)}>
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

function comparesValues(asked: Asked): boolean {
  return asked === 'is' || asked === 'isNot'
}

/** A text that is no source, such as `not`, would make another condition of the row. */
function readSource(path: string): Reading<string> {
  return isSource(path) ? { read: path } : { wrong: t('if.noSource', { example: 'field.team' }) }
}

/** What is typed is a number if it reads as one and stands beside numbers, else a text. */
function valuesTyped(text: string, before: Scalar[]): Scalar[] {
  const hasNumbers = before.some((value) => typeof value === 'number')
  return valuesOfText(text).map((one) => {
    const scalar = guessedScalar(one)
    return before.find((value) => String(value) === one) ?? (hasNumbers && typeof scalar === 'number' ? scalar : one)
  })
}
