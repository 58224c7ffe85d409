// The journey in focus: its sentence, its line, and its details; below it all others.
import { JsonView } from '../../src/settings/parts/json-view.tsx'
import { headlineOf, whatOf } from './headline.ts'
import { t } from './i18n.ts'
import type { Journey } from './journey.ts'
import { Line } from './line.tsx'
import { leftOutOf } from './rows.ts'
import { broken, isPaused, journeys, leftAlone, picked, shown } from './state.ts'
import { Tabs } from './tabs.tsx'
import { Tour } from './tour.tsx'
import { Values } from './values.tsx'

export function JourneyView() {
  const journey = shown.value
  const leftOut = journey ? leftOutOf(journey) : 0
  return (
    // Where there is no journey yet, nothing in it takes the focus: then the keyboard scrolls it by itself.
    <section class="journey" aria-labelledby="headline" {...(!journey && { tabIndex: 0 })}>
      <h2 id="headline" aria-live="polite" data-standing={journey?.standing.is ?? 'none'}>
        {journey ? headlineOf(journey, broken.value.proxy, isPaused.value) : t('empty.title')}
        {leftOut > 0 && <span class="left-out"> {t('headline.left-out', { count: leftOut })}</span>}
      </h2>
      <Line journey={journey} />
      {journey ? (
        <Tabs
          key={journey.id}
          label={t('tabs.journey')}
          tabs={[
            { id: 'values', text: t('tab.values'), panel: <Values journey={journey} /> },
            { id: 'envelope', text: t('tab.envelope'), panel: <EnvelopePanel journey={journey} /> },
            { id: 'braze', text: t('tab.braze'), panel: <BrazePanel journey={journey} /> },
          ]}
        />
      ) : (
        <p class="empty">{t('empty.text')}</p>
      )}
      <JourneyList />
      <div class="next">
        {journey && <h3>{t('tour.title')}</h3>}
        <Tour />
      </div>
    </section>
  )
}

function EnvelopePanel({ journey }: { journey: Journey }) {
  if (!journey.envelope || journey.times.sent === undefined) return <p class="empty">{t('envelope.none')}</p>
  return <JsonView value={journey.envelope} label={t('json.envelope')} />
}

function BrazePanel({ journey }: { journey: Journey }) {
  if (journey.attempts.length === 0) return <p class="empty">{t('braze.none')}</p>
  return (
    <>
      {journey.attempts
        .slice(-3)
        .reverse()
        .map(({ entry, body, others }) => (
          <div class="attempt" key={entry.n}>
            <p>
              {entry.n === 0 ? t('braze.told') : entry.status ? t('braze.request', { status: entry.status }) : t('braze.no-answer')}
              {others > 0 && <span> {t('braze.others', { count: others })}</span>}
            </p>
            {Object.keys(body).length > 0 && <JsonView value={body} label={t('json.body')} />}
          </div>
        ))}
    </>
  )
}

function JourneyList() {
  const others = leftAlone.value
  if (journeys.value.length === 0) return null
  return (
    <div class="all">
      <h3>{t('list.title')}</h3>
      <ul>
        {[...journeys.value].reverse().map((journey) => (
          <li key={journey.id}>
            <button aria-current={journey === shown.value} onClick={() => (picked.value = journey.id)}>
              <i data-standing={journey.standing.is} aria-hidden="true" />
              <span>{whatOf(journey)}</span>
              <small>{t(`standing.${journey.standing.is}`)}</small>
            </button>
          </li>
        ))}
      </ul>
      {others > 0 && <p class="left-alone">{t('list.left-alone', { count: others })}</p>}
    </div>
  )
}
