// Where a rule applies: to which cards, on which pages, in which form, and what the event must say. Each place is one value or several.
import { useSignal } from '@preact/signals'
import type { Seen } from '../../core/inspector.ts'
import type { Rule, Where } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { without } from './rows.ts'
import { ValueList } from './value-list.tsx'
import { whereOfRows } from './where-event.ts'
import { WhereEvents } from './where-events.tsx'

const PLACES = ['cardType', 'cardSubType', 'cardName', 'cardId', 'pageSlug', 'path', 'form'] as const
type Place = (typeof PLACES)[number]

interface Props {
  rule: Rule
  seen: Seen | undefined
  onChange: (change: (rule: Rule) => void) => void
}

export function Places({ rule, onChange, seen }: Props) {
  const where: Where = rule.where ?? {}
  // A place just chosen has no value yet: it stands in the file once it has one.
  const chosen = useSignal<Place | 'event' | undefined>(undefined)
  const used = PLACES.filter((place) => where[place] !== undefined || place === chosen.value)
  const free = PLACES.filter((place) => !used.includes(place))
  const isOnEvents = [rule.on].flat().some((name) => name !== 'form')
  const cardTypes = [...new Set(seen?.events.flatMap((event) => event.cardTypes))]
  const put = (next: Where): void =>
    onChange((one) => {
      if (Object.keys(next).length) one.where = next
      else delete one.where
    })
  const set = (place: Place, values: string[]): void => {
    const rest = without(where, place)
    const [first, ...others] = values
    put(first === undefined ? rest : { ...rest, [place]: others.length ? values : first })
  }
  return (
    <fieldset class="list-field">
      <legend>{t('when.where')}</legend>
      {!used.length && !where.event && chosen.value !== 'event' && <p class="hint">{t('when.everywhere')}</p>}
      <datalist id="card-types">
        {cardTypes.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      {used.map((place) => (
        <ValueList
          key={place}
          label={t(`where.${place}`)}
          values={[where[place] ?? []].flat()}
          list={place === 'cardType' ? 'card-types' : undefined}
          wrongOf={place === 'form' ? noSelector : undefined}
          onChange={(values) => {
            chosen.value = undefined
            set(place, values)
          }}
        />
      ))}
      <WhereEvents
        rule={rule}
        seen={seen}
        isAdding={chosen.value === 'event'}
        onAdded={() => (chosen.value = undefined)}
        onChange={(rows) => put(whereOfRows(where, rows))}
      />
      {(free.length > 0 || isOnEvents) && (
        <Field label={t('when.narrow')} isHidden>
          <select
            class="small"
            value=""
            onChange={(event) => {
              const place = event.currentTarget.value as Place | 'event'
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
            {isOnEvents && <option value="event">{t('where.eventAdd')}</option>}
          </select>
        </Field>
      )}
    </fieldset>
  )
}

function noSelector(text: string): string | undefined {
  try {
    document.createDocumentFragment().querySelector(text)
    return undefined
  } catch {
    return t('where.noSelector', { example: 'form#entry' })
  }
}
