// The journey as a line with its stops: how far it is, where it waits, how long each leg took.
import { clock, spell } from './headline.ts'
import { t } from './i18n.ts'
import { STOPS, type Journey } from './journey.ts'

export function Line({ journey }: { journey?: Journey | undefined }) {
  // Whatever has an envelope was selected, though it may not be known when.
  const reached = STOPS.map((stop) => journey?.times[stop] !== undefined || (stop === 'selected' && journey?.envelope !== undefined))
  const last = reached.lastIndexOf(true)
  return (
    <ol class="line" aria-label={t('line.label')} data-standing={journey?.standing.is ?? 'none'}>
      {STOPS.map((stop, index) => {
        const time = journey?.times[stop]
        const state = index < last ? 'passed' : index === last ? 'here' : 'ahead'
        return (
          <li key={stop} data-stop={stop} data-state={state} {...(state === 'here' && { 'aria-current': 'step' as const })}>
            <i aria-hidden="true" />
            <b>{t(`stop.${stop}`)}</b>
            <span>{t(`stop.${stop}.where`)}</span>
            {time !== undefined && journey && <time>{index === 0 ? clock(time) : `+${spell(time - journey.startedAt)}`}</time>}
          </li>
        )
      })}
    </ol>
  )
}
