// The purchases that a rule sends: what was bought, for how much, in which currency, each with its properties and when it is sent.
import { useRef } from 'preact/hooks'
import { BOUGHT_PARTS, boughtType, type BoughtPart } from '../../core/bought-types.ts'
import type { PurchaseTarget, Value } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { targetOf } from './fixed-value.ts'
import { longForm, rowsOf, shortForm, targetsOf, without } from './rows.ts'
import { ValueRows } from './value-rows.tsx'
import { ofSort, SORTS, sortOf, useSorts, type Sort } from './value-sort.ts'
import { ValueSource } from './value-source.tsx'

const FRESH: PurchaseTarget = { productId: 'card.name', price: { value: 0 }, currency: { value: 'USD' } }

interface Props {
  targets: PurchaseTarget[]
  onChange: (targets: PurchaseTarget[]) => void
}

export function PurchaseTargets({ targets, onChange }: Props) {
  const keys = useRowKeys(targets.length)
  return (
    <section class="card purchases">
      <h2>{t('purchases.title')}</h2>
      <p class="hint">{t('purchases.hint')}</p>
      {targets.map((target, index) => (
        <Purchase
          key={keys.of(index)}
          target={target}
          name={t('purchases.number', { number: index + 1 })}
          onChange={(next) => onChange(targets.map((one, at) => (at === index ? next : one)))}
          onRemove={() => {
            keys.remove(index)
            onChange(targets.filter((_, at) => at !== index))
          }}
        />
      ))}
      <button type="button" class="quiet small" onClick={() => onChange([...targets, FRESH])}>
        <Icon name="plus" />
        {t('purchases.add')}
      </button>
    </section>
  )
}

interface PurchaseProps {
  target: PurchaseTarget
  name: string
  onChange: (target: PurchaseTarget) => void
  onRemove: () => void
}

function Purchase({ target, name, onChange, onRemove }: PurchaseProps) {
  return (
    <div class="event-target" role="group" aria-label={name}>
      <div class="card-head">
        <h3>{name}</h3>
        <RemoveButton what={name} onRemove={onRemove} />
      </div>
      <ul class="purchase-parts">
        {BOUGHT_PARTS.map((part) => (
          <PurchasePart
            key={part}
            part={part}
            value={target[part] === undefined ? undefined : longForm(target[part])}
            onChange={(value) => onChange(value ? { ...target, [part]: shortForm(value) } : (without(target, part) as PurchaseTarget))}
          />
        ))}
      </ul>
      <ConditionEditor
        of={name}
        label={t('if.send')}
        condition={target.when}
        onChange={(when) => onChange(when ? { ...target, when } : without(target, 'when'))}
      />
      <ValueRows
        of="property"
        rows={rowsOf(target.properties)}
        onChange={(rows) => {
          const properties = targetsOf(rows, target.properties)
          onChange(properties ? { ...target, properties } : without(target, 'properties'))
        }}
      />
    </div>
  )
}

interface PartProps {
  part: BoughtPart
  /** Undefined: a quantity that is not declared, and so 1. */
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

function PurchasePart({ part, value, onChange }: PartProps) {
  const label = t(`purchases.${part}`)
  const before = useSorts(value)
  // "Just one" declares nothing: choosing another sort then brings back all that was declared.
  const last = useRef<Value>({})
  if (value) last.current = value
  return (
    <li class="purchase-part">
      <Field label={label}>
        <select
          value={value ? sortOf(value) : 'one'}
          onChange={(event) => {
            const next = event.currentTarget.value
            onChange(next === 'one' ? undefined : ofSort(last.current, next as Sort, before))
          }}
        >
          {part === 'quantity' && <option value="one">{t('purchases.one')}</option>}
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`detail.${sort}`)}
            </option>
          ))}
        </select>
      </Field>
      {value && (
        <ValueSource
          value={value}
          label={t('map.sourceOf', { name: label })}
          target={targetOf(value, boughtType(part))}
          onChange={onChange}
        />
      )}
    </li>
  )
}
