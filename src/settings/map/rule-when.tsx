// Which captures a rule takes: forms or Komo events, of which cards and pages, and when a form counts as submitted.
import { useSignal } from '@preact/signals'
import type { Seen } from '../../core/admin.ts'
import type { Confirm, Rule, Where } from '../../core/hub-file.ts'
import { KOMO_EVENTS } from '../../core/komo-events.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { without } from './rows.ts'
import { TextInput } from '../parts/text-input.tsx'

const PLACES = ['cardType', 'cardSubType', 'cardName', 'cardId', 'pageSlug', 'path', 'form'] as const
type Place = (typeof PLACES)[number]

interface Props {
  rule: Rule
  seen: Seen | undefined
  onChange: (change: (rule: Rule) => void) => void
  onRemove: () => void
}

export function RuleWhen({ rule, seen, onChange, onRemove }: Props) {
  const on = [rule.on].flat()
  const events = [...new Set([...KOMO_EVENTS, ...(seen?.events.map(({ name }) => name) ?? []), ...on])].filter((name) => name !== 'form')
  const isForm = on.includes('form')
  const confirm = typeof rule.confirm === 'object' ? 'file' : (rule.confirm ?? 'auto')
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t('when.title')}</h2>
        <button type="button" class="quiet small" onClick={onRemove}>
          <Icon name="trash" />
          {t('map.ruleRemove')}
        </button>
      </div>
      <div class="columns">
        <Field label={t('when.name')}>
          <TextInput
            class="mono"
            value={rule.id}
            spellcheck={false}
            onChange={(event) => {
              const { value } = event.currentTarget
              onChange((one) => {
                one.id = value.trim()
              })
            }}
          />
        </Field>
        <Field label={t('when.on')}>
          {on.length > 1 ? (
            <input value={on.join(', ')} readOnly />
          ) : (
            <select
              value={on[0]}
              onChange={(event) => {
                const { value } = event.currentTarget
                onChange((one) => {
                  one.on = value
                  if (value !== 'form') delete one.confirm
                })
              }}
            >
              <option value="form">{t('when.form')}</option>
              <optgroup label={t('when.events')}>
                {events.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </optgroup>
            </select>
          )}
        </Field>
        {isForm && (
          <Field label={t('when.confirm')} hint={t(`confirmMeans.${confirm}`)}>
            <select
              value={confirm}
              onChange={(event) => {
                const { value } = event.currentTarget
                if (value === 'file') return
                onChange((one) => {
                  if (value === 'auto') delete one.confirm
                  else one.confirm = value as Confirm
                })
              }}
            >
              {(['auto', 'komo', 'submit'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`confirm.${one}`)}
                </option>
              ))}
              {confirm === 'file' && <option value="file">{t('map.inFile')}</option>}
            </select>
          </Field>
        )}
      </div>
      <Places rule={rule} onChange={onChange} seen={seen} />
    </section>
  )
}

function Places({ rule, onChange, seen }: Omit<Props, 'onRemove'>) {
  const where: Where = rule.where ?? {}
  // A place just chosen has no value yet: it stands in the file once it has one.
  const chosen = useSignal<Place | undefined>(undefined)
  const used = PLACES.filter((place) => where[place] !== undefined || place === chosen.value)
  const free = PLACES.filter((place) => !used.includes(place))
  const cardTypes = [...new Set(seen?.events.flatMap((event) => event.cardTypes))]
  const set = (place: Place, value: string[] | undefined): void =>
    onChange((one) => {
      const rest = without(one.where ?? {}, place)
      const next: Where = value ? { ...rest, [place]: value.length === 1 ? value[0] : value } : rest
      if (Object.keys(next).length) one.where = next
      else delete one.where
    })
  return (
    <fieldset class="list-field">
      <legend>{t('when.where')}</legend>
      {!used.length && !where.event && <p class="hint">{t('when.everywhere')}</p>}
      <datalist id="card-types">
        {cardTypes.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      {used.map((place) => (
        <div class="row" key={place}>
          <Field label={t(`where.${place}`)}>
            <TextInput
              class="mono"
              value={[where[place] ?? []].flat().join(', ')}
              list={place === 'cardType' ? 'card-types' : undefined}
              onChange={(event) => {
                const values = event.currentTarget.value
                  .split(',')
                  .map((one) => one.trim())
                  .filter(Boolean)
                chosen.value = undefined
                set(place, values.length ? values : undefined)
              }}
            />
          </Field>
          <RemoveButton
            what={t(`where.${place}`)}
            onRemove={() => {
              chosen.value = undefined
              set(place, undefined)
            }}
          />
        </div>
      ))}
      {where.event && <p class="hint">{t('map.whereEvent', { paths: Object.keys(where.event).join(', ') })}</p>}
      {free.length > 0 && (
        <Field label={t('when.narrow')} isHidden>
          <select
            class="small"
            value=""
            onChange={(event) => {
              const place = event.currentTarget.value as Place
              event.currentTarget.value = ''
              chosen.value = place
            }}
          >
            <option value="">{t('when.narrow')}</option>
            {free.map((place) => (
              <option key={place} value={place}>
                {t(`where.${place}`)}
              </option>
            ))}
          </select>
        </Field>
      )}
    </fieldset>
  )
}
