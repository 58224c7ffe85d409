// The transactional e-mail that an event would trigger in Braze, rendered from the event's properties.
import { signal } from '@preact/signals'
import { t } from './i18n.ts'
import { renderLiquid } from './liquid.ts'
import { MAILS, type Mail } from './mails.ts'
import { people, person } from './state.ts'

/** The event that was picked; undefined: the newest that happened. */
const picked = signal<string>()
const isTemplate = signal(false)

export function MailView() {
  const mail = MAILS.find(({ event }) => event === picked.value) ?? newest()
  if (!mail) return null
  const latest = lastEvent(mail.event)
  const data = { properties: latest?.properties ?? {}, attributes: latest?.attributes ?? {} }
  const show = (template: string): string => (isTemplate.value || !latest ? template : renderLiquid(template, data))
  return (
    <div class="mail">
      <label>
        {t('mail.choose')}
        <select value={mail.event} onChange={(change) => (picked.value = change.currentTarget.value)}>
          {MAILS.map((one) => (
            <option key={one.event}>{one.event}</option>
          ))}
        </select>
      </label>
      {latest ? (
        <div class="switch" role="group">
          <button aria-pressed={!isTemplate.value} onClick={() => (isTemplate.value = false)}>
            {t('mail.rendered')}
          </button>
          <button aria-pressed={isTemplate.value} onClick={() => (isTemplate.value = true)}>
            {t('mail.template')}
          </button>
        </div>
      ) : (
        <p class="empty">{t('mail.none')}</p>
      )}
      <article class="letter" data-template={isTemplate.value || !latest}>
        <dl>
          <dt>{t('mail.from')}</dt>
          <dd>{mail.from}</dd>
          <dt>{t('mail.to')}</dt>
          <dd>{String(data.attributes['email'] ?? '{{${email_address}}}')}</dd>
          <dt>{t('mail.subject')}</dt>
          <dd>
            <b>{show(mail.subject)}</b>
          </dd>
        </dl>
        <div class="sheet">
          <p class="brand">Summer Footy</p>
          <h2>{show(mail.title)}</h2>
          {mail.body.map((paragraph) => (
            <p key={paragraph}>{show(paragraph)}</p>
          ))}
          <p class="button">{mail.button}</p>
        </div>
      </article>
    </div>
  )
}

function newest() {
  const time = ({ event }: Mail): number => Date.parse(lastEvent(event)?.time ?? '') || 0
  return MAILS.reduce((one, other) => (time(other) > time(one) ? other : one), MAILS[0] as Mail)
}

/** Of the person in focus, else of anybody. */
function lastEvent(name: string) {
  const order = [person.value, ...people.value.values()].flatMap((profile) => profile ?? [])
  for (const profile of order) {
    const found = profile.events.findLast((one) => one.name === name)
    if (found) return { ...found, attributes: profile.attributes }
  }
  return undefined
}
