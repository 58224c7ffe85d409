// A segment built by hand over the stand-in's people: filters, and who is in it right now.
import { signal } from '@preact/signals'
import { t, type MessageId } from './i18n.ts'
import { nameOf } from './person-view.tsx'
import { isInSegment, SUBSCRIPTIONS, type Filter } from './segment.ts'
import { config, people } from './state.ts'

const filters = signal<Filter[]>([
  { on: 'event', name: 'Quiz Entered', test: 'did', times: 1 },
  { on: 'attribute', name: 'favourite_team', test: 'is', value: 'Harbour Sharks' },
  { on: 'subscription', name: 'email_subscribe', state: 'subscribed' },
])

const FRESH: Record<Filter['on'], Filter> = {
  attribute: { on: 'attribute', name: 'favourite_team', test: 'is', value: '' },
  event: { on: 'event', name: 'Poll Answered', test: 'did', times: 1 },
  subscription: { on: 'subscription', name: 'email_subscribe', state: 'subscribed' },
}

export function SegmentView() {
  const everyone = [...people.value.values()]
  const inside = everyone.filter((profile) => isInSegment(profile, filters.value))
  const change = (index: number, filter: Filter | undefined): void => {
    filters.value = filters.value.flatMap((old, at) => (at === index ? (filter ? [filter] : []) : [old]))
  }
  return (
    <div class="segment">
      <ul class="filters">
        {filters.value.map((filter, index) => (
          <li key={index}>
            <FilterView filter={filter} onChange={(next) => change(index, next)} />
            <button class="icon" aria-label={t('segment.remove')} title={t('segment.remove')} onClick={() => change(index, undefined)}>
              ×
            </button>
          </li>
        ))}
      </ul>
      {filters.value.length === 0 && <p class="empty">{t('segment.none')}</p>}
      <button class="quiet" onClick={() => (filters.value = [...filters.value, FRESH.attribute])}>
        {t('segment.add')}
      </button>
      <h2 aria-live="polite">{t('segment.count', { count: inside.length, total: everyone.length })}</h2>
      <ul class="members">
        {inside.map((profile) => (
          <li key={profile.braze_id}>
            <b>{nameOf(profile)}</b>
            <span>{String(profile.attributes['email'] ?? '')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function FilterView({ filter, onChange }: { filter: Filter; onChange(filter: Filter): void }) {
  const { attributes, events, subscriptions } = namesKnown()
  const names = { attribute: attributes, event: events, subscription: subscriptions }[filter.on]
  return (
    <div class="filter">
      <Choice
        label={t('segment.on')}
        value={filter.on}
        options={['attribute', 'event', 'subscription']}
        say={(on) => t(`segment.on.${on}` as MessageId)}
        onChange={(on) => onChange(FRESH[on as Filter['on']])}
      />
      <Choice label={t('segment.name')} value={filter.name} options={names} onChange={(name) => onChange({ ...filter, name })} />
      {filter.on === 'attribute' && (
        <>
          <Choice
            label={t('segment.test')}
            value={filter.test}
            options={['is', 'is_not', 'contains', 'more_than', 'is_set']}
            say={(test) => t(`segment.test.${test}` as MessageId)}
            onChange={(test) => onChange({ ...filter, test: test as typeof filter.test })}
          />
          {filter.test !== 'is_set' && (
            <input
              aria-label={t('segment.value')}
              value={filter.value}
              onInput={(event) => onChange({ ...filter, value: event.currentTarget.value })}
            />
          )}
        </>
      )}
      {filter.on === 'event' && (
        <Choice
          label={t('segment.test')}
          value={filter.test}
          options={['did', 'did_not']}
          say={(test) => t(`segment.test.${test}` as MessageId)}
          onChange={(test) => onChange({ ...filter, test: test as typeof filter.test })}
        />
      )}
      {filter.on === 'subscription' && (
        <Choice
          label={t('segment.value')}
          value={filter.state}
          options={['subscribed', 'opted_in', 'unsubscribed', 'none']}
          onChange={(state) => onChange({ ...filter, state })}
        />
      )}
    </div>
  )
}

interface ChoiceProps {
  label: string
  value: string
  options: string[]
  say?(option: string): string
  onChange(value: string): void
}

function Choice({ label, value, options, say = (option) => option, onChange }: ChoiceProps) {
  const all = options.includes(value) ? options : [value, ...options]
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {all.map((option) => (
        <option key={option} value={option}>
          {say(option)}
        </option>
      ))}
    </select>
  )
}

/** What the hub file can fill, and what people already have. */
function namesKnown() {
  const rules = config.value?.hubFile.rules ?? []
  const had = [...people.value.values()].flatMap(({ attributes }) => Object.keys(attributes))
  const declared = rules.flatMap((rule) => Object.keys(rule.attributes ?? {}))
  const subscriptions = rules.flatMap((rule) => (rule.subscriptions ?? []).map(({ to }) => to))
  return {
    attributes: [...new Set([...declared, ...had])].filter((name) => !SUBSCRIPTIONS.includes(name)).sort(),
    events: [...new Set(rules.flatMap((rule) => (rule.events ?? []).map(({ name }) => name)))].sort(),
    subscriptions: [...new Set(subscriptions)],
  }
}
