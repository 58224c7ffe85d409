// One test of a condition: a source, what is asked of it, and the values where it is compared.
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { SourceInput } from '../parts/source-input.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { ASKED, isSource, valuesOfText, type Asked, type ConditionRow } from './condition-rows.ts'

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
        <Field label={t('if.values', { number })} isHidden>
          <TextInput
            class="mono"
            value={row.values.join(', ')}
            placeholder={t('if.valuesHint')}
            onChange={(event) => onChange({ ...row, values: valuesOfText(event.currentTarget.value) })}
          />
        </Field>
      )}
      <RemoveButton what={t('if.number', { number })} onRemove={onRemove} />
    </li>
  )
}
