// Rows of source → target with its type: attributes of a rule, or properties of an event.
import { useSignal } from '@preact/signals'
import { BRAZE_ATTRIBUTES, ownAttributeType } from '../../core/braze-attributes.ts'
import { VALUE_TYPES, type Value, type ValueType } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { CheckedField, type Reading } from '../parts/checked-field.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
import { targetOf, typeOfFixed } from './fixed-value.ts'
import { change, freshName, type Row } from './rows.ts'
import { useSorts } from './value-sort.ts'
import { ValueDetails } from './value-details.tsx'
import { ValueSource } from './value-source.tsx'

interface Props {
  of: 'attribute' | 'property'
  rows: Row[]
  /** More that can be added with one click, unless it is there already. */
  offers?: { label: string; row: Row }[]
  onChange: (rows: Row[]) => void
}

export function ValueRows({ of, rows, offers = [], onChange }: Props) {
  const keys = useRowKeys(rows.length)
  const set = (index: number, row: Row): void => onChange(rows.map((one, at) => (at === index ? row : one)))
  return (
    <div class="value-rows">
      {of === 'attribute' && (
        <datalist id="braze-attributes">
          {Object.entries(BRAZE_ATTRIBUTES).map(([name, type]) => (
            <option key={name} value={name} label={t(`type.${type}`)} />
          ))}
        </datalist>
      )}
      {rows.length > 0 && (
        <div class="value-head" aria-hidden="true">
          <span>{t('map.source')}</span>
          <span>{t(of === 'attribute' ? 'map.attribute' : 'map.property')}</span>
          <span>{t('map.type')}</span>
        </div>
      )}
      <ul>
        {rows.map((row, index) => (
          <ValueRow
            key={keys.of(index)}
            of={of}
            row={row}
            taken={rows.filter((_, at) => at !== index).map(([name]) => name)}
            onChange={(next) => set(index, next)}
            onRemove={() => {
              keys.remove(index)
              onChange(rows.filter((_, at) => at !== index))
            }}
          />
        ))}
      </ul>
      <div class="row-adds">
        <button
          type="button"
          class="quiet small"
          onClick={() => onChange([...rows, [freshName(rows, of === 'attribute' ? 'new_attribute' : 'new_property'), { from: 'field.' }]])}
        >
          <Icon name="plus" />
          {t(of === 'attribute' ? 'map.attributeAdd' : 'map.propertyAdd')}
        </button>
        {offers
          .filter(({ row: [, offered] }) => !rows.some(([, { from }]) => from === offered.from))
          .map(({ label, row: [name, value] }) => (
            <button key={label} type="button" class="quiet small" onClick={() => onChange([...rows, [freshName(rows, name), value]])}>
              <Icon name="plus" />
              {label}
            </button>
          ))}
      </div>
    </div>
  )
}

interface RowProps {
  of: Props['of']
  row: Row
  taken: string[]
  onChange: (row: Row) => void
  onRemove: () => void
}

function ValueRow({ of, row: [name, value], taken, onChange, onRemove }: RowProps) {
  const isOpen = useSignal(false)
  const takes = of === 'attribute' ? ownAttributeType(name) : undefined
  // What it is read as where no type is declared: what is counted up is a whole number; what is always the same is sent as it stands.
  const read = targetOf(change(value, { type: undefined }), takes).type
  const own = (takes === undefined && value.op !== 'inc' && typeOfFixed(value.value)) || read
  const target = targetOf(value, takes)
  const before = useSorts(value)
  // Braze's own attributes take their own type only.
  const isFixed = takes !== undefined
  const offered = VALUE_TYPES.filter((type) => type === value.type || (type !== own && !isFixed))
  const set = (next: Value): void => onChange([name, next])
  return (
    <li class="value-row">
      <div class="value-main">
        <ValueSource value={value} label={t('map.sourceOf', { name })} target={target} onChange={set} />
        <CheckedField
          label={t(of === 'attribute' ? 'map.attribute' : 'map.property')}
          isHidden
          shown={name}
          list={of === 'attribute' ? 'braze-attributes' : undefined}
          read={(text): Reading<string> => {
            const next = text.trim()
            // A name twice would lose the other row.
            return !next || taken.includes(next) ? { wrong: t(next ? 'map.nameTaken' : 'map.nameNeeded') } : { read: next }
          }}
          onRead={(next) => onChange([next, value])}
        />
        <Field label={t('map.typeOf', { name })} isHidden>
          <select
            value={value.type ?? ''}
            onChange={(event) => set(change(value, { type: (event.currentTarget.value || undefined) as ValueType | undefined }))}
          >
            <option value="">{t(`type.${own}`)}</option>
            {offered.map((type) => (
              <option key={type} value={type}>
                {t(`type.${type}`)}
              </option>
            ))}
          </select>
        </Field>
        <div class="row-actions">
          <button
            type="button"
            class={hasDetails(value) ? 'quiet icon-only marked' : 'quiet icon-only'}
            aria-expanded={isOpen.value}
            aria-label={t('map.more', { name })}
            onClick={() => (isOpen.value = !isOpen.value)}
          >
            <Icon name="more" />
          </button>
          <RemoveButton what={name} onRemove={onRemove} />
        </div>
      </div>
      {isOpen.value && <ValueDetails of={of} name={name} value={value} target={target} before={before} onChange={set} />}
    </li>
  )
}

/** Whether more is declared than the row itself shows. */
function hasDetails(value: Value): boolean {
  return Object.keys(value).some((key) => !['from', 'template', 'value', 'type'].includes(key))
}
