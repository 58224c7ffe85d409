// When something is sent or set: always, or only if fields, cards or answers are as declared. Edited as rows; what rows cannot say is shown as the hub file has it.
import { useRef } from 'preact/hooks'
import type { Condition } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { JsonView } from '../parts/json-view.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
import { ConditionRowFields } from './condition-row.tsx'
import { conditionOf, conditionRows, type ConditionRow } from './condition-rows.ts'

const FRESH: ConditionRow = { path: 'field.', asked: 'yes', values: [] }

interface Props {
  /** Of what, for screen readers: an event's name, an attribute's. */
  of: string
  label: string
  condition: Condition | undefined
  onChange: (condition: Condition | undefined) => void
}

export function ConditionEditor({ of, label, condition, onChange }: Props) {
  const shown = conditionRows(condition)
  const rows = shown?.rows ?? []
  // Choosing "always" and then "only if" again brings back what stood there.
  const last = useRef(condition)
  if (condition) last.current = condition
  const keys = useRowKeys(rows.length)
  const put = (next: ConditionRow[], join = shown?.join ?? 'all'): void => onChange(conditionOf({ join, rows: next }))
  return (
    <div class="condition" role="group" aria-label={t('if.of', { what: of })}>
      <Field label={label}>
        <select
          value={condition === undefined ? 'always' : 'only'}
          onChange={(event) => {
            if (event.currentTarget.value === 'always') onChange(undefined)
            else if (last.current) onChange(last.current)
            else put([FRESH])
          }}
        >
          <option value="always">{t('if.always')}</option>
          <option value="only">{t('if.only')}</option>
        </select>
      </Field>
      {condition !== undefined && !shown && (
        <>
          <p class="hint">{t('if.inFile')}</p>
          <JsonView value={condition} label={t('if.of', { what: of })} />
        </>
      )}
      {shown && (
        <>
          {rows.length > 1 && (
            <Field label={t('if.join')} isHidden>
              <select value={shown.join} onChange={(event) => put(rows, event.currentTarget.value === 'any' ? 'any' : 'all')}>
                <option value="all">{t('if.all')}</option>
                <option value="any">{t('if.any')}</option>
              </select>
            </Field>
          )}
          <ul class="condition-rows">
            {rows.map((row, index) => (
              <ConditionRowFields
                key={keys.of(index)}
                row={row}
                number={index + 1}
                onChange={(next) => put(rows.map((one, at) => (at === index ? next : one)))}
                onRemove={() => {
                  keys.remove(index)
                  put(rows.filter((_, at) => at !== index))
                }}
              />
            ))}
          </ul>
          <button type="button" class="quiet small" onClick={() => put([...rows, FRESH])}>
            <Icon name="plus" />
            {t('if.add')}
          </button>
        </>
      )}
    </div>
  )
}
