// The demo page: the hub in its frame, the journey of the last click, and the person in Braze. On phones one of the three at a time.
import { signal } from '@preact/signals'
import type { TargetedKeyboardEvent } from 'preact'
import { useState } from 'preact/hooks'
import { LANGUAGES, type Language } from '../../src/core/page-languages.ts'
import { breakBraze, stopProxy } from './break.ts'
import { headlineOf, isKept } from './headline.ts'
import { choose, language, t } from './i18n.ts'
import { JourneyView } from './journey-view.tsx'
import { MailView } from './mail-view.tsx'
import { PersonView } from './person-view.tsx'
import { SegmentView } from './segment-view.tsx'
import { broken, config, isPaused, journeys, scriptIsMissing, shown } from './state.ts'
import { Tabs } from './tabs.tsx'

const VIEWS = ['hub', 'journey', 'people'] as const
const view = signal<(typeof VIEWS)[number]>('hub')
const frameKey = signal(0)

export function App() {
  const known = config.value
  if (!known) return <p class="loading">{t('app.loading')}</p>
  const isStandIn = known.braze.kind === 'stand-in'
  return (
    <div class="app" data-view={view.value}>
      <header class="top">
        <h1>
          komo-braze <span>{t('app.title')}</span>
        </h1>
        <p class="where" data-kind={known.braze.kind}>
          {isStandIn ? t('app.stand-in') : t('app.workspace', { host: new URL(known.braze.url).host })}
        </p>
        {isStandIn && <Switch text={t('break.braze')} isOn={broken.value.braze} onSwitch={breakBraze} />}
        <Switch text={t('break.proxy')} isOn={broken.value.proxy} onSwitch={stopProxy} />
        <select
          class="language"
          aria-label={t('app.language')}
          value={language.value}
          onChange={(event) => void choose(event.currentTarget.value as Language)}
        >
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
        <details class="operator" onKeyDown={closeByEscape}>
          <summary>{t('app.operator')}</summary>
          <div>
            <p>{t('app.operator.text')}</p>
            <code>{known.adminToken}</code>
            <a href={known.connect} target="_blank" rel="noreferrer">
              {t('app.operator.open')}
            </a>
          </div>
        </details>
      </header>
      <Alarm />
      <main>
        <section class="hub" aria-label={t('hub.frame')}>
          <p class="address">
            <code>{known.hub.replace('http://', '')}</code>
            <button class="icon" aria-label={t('hub.reload')} title={t('hub.reload')} onClick={() => frameKey.value++}>
              ↻
            </button>
          </p>
          <iframe key={frameKey.value} src={known.hub} title={t('hub.frame')} />
        </section>
        <JourneyView />
        <aside class="people">
          <Tabs
            label={t('tabs.people')}
            tabs={[
              { id: 'person', text: t('tab.person'), panel: <PersonView /> },
              ...(isStandIn
                ? [
                    { id: 'segment', text: t('tab.segment'), panel: <SegmentView /> },
                    { id: 'mail', text: t('tab.mail'), panel: <MailView /> },
                  ]
                : []),
            ]}
          />
        </aside>
      </main>
      <News />
      <nav class="views">
        {VIEWS.map((name) => (
          <button key={name} aria-current={view.value === name} onClick={() => (view.value = name)}>
            {name === 'journey' && shown.value && <i data-standing={shown.value.standing.is} />}
            {t(`view.${name}`)}
          </button>
        ))}
      </nav>
    </div>
  )
}

function closeByEscape({ key, currentTarget: panel }: TargetedKeyboardEvent<HTMLDetailsElement>): void {
  if (key !== 'Escape' || !panel.open) return
  panel.open = false
  panel.querySelector('summary')?.focus()
}

/** On phones, where the hub fills the screen: what became of the click, as a button that shows it. */
function News() {
  const journey = shown.value
  return (
    <div class="news" role="status">
      {journey && (
        <button data-standing={journey.standing.is} onClick={() => (view.value = 'journey')}>
          {headlineOf(journey, broken.value.proxy, isPaused.value)}
        </button>
      )}
    </div>
  )
}

/** Moves only once it is done: the proxy takes a moment to start. */
function Switch({ text, isOn, onSwitch }: { text: string; isOn: boolean; onSwitch(isOn: boolean): Promise<void> }) {
  const [isBusy, setBusy] = useState(false)
  async function press(): Promise<void> {
    if (isBusy) return
    setBusy(true)
    await onSwitch(!isOn).catch(() => {})
    setBusy(false)
  }
  return (
    <button class="breaker" role="switch" aria-checked={isOn} aria-busy={isBusy} onClick={() => void press()}>
      <i aria-hidden="true" />
      {text}
    </button>
  )
}

/** Says what is broken or missing, and how much waits. */
function Alarm() {
  const waiting = journeys.value.filter(({ standing, times }) => {
    return standing.is === 'waiting' || isKept(standing) || (standing.is === 'under-way' && times.selected !== undefined)
  }).length
  const { braze, proxy } = broken.value
  return (
    <div class="alarm" role="alert" hidden={!braze && !proxy && !scriptIsMissing.value}>
      {braze && <p>{t('break.braze.on')}</p>}
      {proxy && <p>{t('break.proxy.on')}</p>}
      {scriptIsMissing.value && <p>{t('break.script')}</p>}
      {(braze || proxy) && waiting > 0 && <b>{t('break.waiting', { count: waiting })}</b>}
    </div>
  )
}
