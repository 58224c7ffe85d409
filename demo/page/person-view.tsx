// One person as Braze keeps them, with what the last request changed.
import { clock } from './headline.ts'
import { t } from './i18n.ts'
import type { Profile } from '../fake-braze/profile.ts'
import { config, people, person, pickedPerson, shown } from './state.ts'
import { SUBSCRIPTIONS } from './segment.ts'
import { changedBy, listed } from './profile-rows.ts'

export function PersonView() {
  const profile = person.value
  if (config.value?.braze.kind === 'workspace') return <Nobody title={t('person.workspace.title')} text={t('person.workspace.text')} />
  if (!profile) return <Nobody title={t('person.none.title')} text={t('person.none.text')} />
  const { attributes } = profile
  const changed = changedBy(shown.value, profile)
  const subscriptions = Object.entries({ ...pick(attributes, SUBSCRIPTIONS), ...profile.subscription_groups })
  const rows = listed(attributes)
  return (
    <article class="person">
      {people.value.size > 1 && <Choice />}
      <header>
        <i aria-hidden="true">{initials(profile)}</i>
        <div>
          <h2>{nameOf(profile)}</h2>
          <p>{idOf(profile)}</p>
        </div>
      </header>
      {subscriptions.map(([to, state]) => (
        <p key={to} class="subscription" data-state={String(state)}>
          <code>{to}</code> {String(state)}
        </p>
      ))}
      <h3>{t('person.attributes')}</h3>
      <dl>
        {rows.map(([key, value]) => (
          <div key={`${key} ${JSON.stringify(value)}`} class={changed.has(key) ? 'changed' : ''}>
            <dt>{key}</dt>
            <dd>{Array.isArray(value) ? value.map((item) => <span key={String(item)}>{text(item)}</span>) : text(value)}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('person.events')}</h3>
      <ol class="events">
        {[...profile.events].reverse().map(({ name, time, properties }, index) => (
          <li key={profile.events.length - index}>
            <details>
              <summary>
                <b>{name}</b>
                <time>{clock(time)}</time>
              </summary>
              <dl>
                {Object.entries(properties).map(([key, value]) => (
                  <div key={key}>
                    <dt>{key}</dt>
                    <dd>{text(value)}</dd>
                  </div>
                ))}
              </dl>
            </details>
          </li>
        ))}
      </ol>
      {profile.ignored.map(({ key, why }, index) => (
        <p key={index} class="ignored">
          {t('person.ignored', { key, why: t(`ignored.${why}`) })}
        </p>
      ))}
    </article>
  )
}

function Nobody({ title, text: words }: { title: string; text: string }) {
  return (
    <div class="nobody">
      <i aria-hidden="true" />
      <h2>{title}</h2>
      <p>{words}</p>
    </div>
  )
}

function Choice() {
  return (
    <div class="choice" role="group" aria-label={t('person.choose')}>
      {[...people.value.values()].map((profile) => (
        <button
          key={profile.braze_id}
          aria-pressed={profile === person.value}
          title={nameOf(profile)}
          aria-label={nameOf(profile)}
          onClick={() => (pickedPerson.value = profile.braze_id)}
        >
          <i data-initials={initials(profile)} aria-hidden="true" />
        </button>
      ))}
    </div>
  )
}

export function nameOf({ attributes, ...profile }: Profile): string {
  const name = [attributes['first_name'], attributes['last_name']].filter((part) => typeof part === 'string').join(' ')
  return name || (profile.user_aliases[0]?.alias_name ?? profile.external_id ?? t('person.unnamed'))
}

function initials(profile: Profile): string {
  return nameOf(profile)
    .split(/[\s.@]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}

function idOf({ external_id: external, user_aliases: [alias], attributes }: Profile): string {
  if (external !== undefined) return `external_id ${external}`
  return alias ? `${alias.alias_label}: ${alias.alias_name}` : String(attributes['email'] ?? attributes['phone'] ?? '')
}

function pick<T>(from: Record<string, T>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
