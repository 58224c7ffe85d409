// How a workspace is: key, pause, backlog, and how much of Braze's limits is in use.
import type { WorkspaceView } from '../../core/admin.ts'
import { api, attempt } from '../app-state.ts'
import { ago, exactSpan, number, span, timeOfDay } from '../format.ts'
import { reasonText, t } from '../i18n.ts'
import { Icon } from './icon.tsx'
import { Pill } from './pill.tsx'

const TONES = { ok: 'good', waiting: 'warn', paused: 'warn', no_key: 'bad' } as const

/** The share of a limit from which its meter warns. */
const NEARLY_ALL = 0.9

export function Health({ workspace, onChanged }: { workspace: WorkspaceView; onChanged: () => void }) {
  const { name, endpoint, health } = workspace
  const isPaused = health.state === 'paused'
  const reason = health.state === 'no_key' ? 'no_key' : health.reason
  const toggle = (): Promise<boolean> =>
    attempt(async () => {
      await (isPaused ? api.resumeWorkspace(name) : api.pauseWorkspace(name))
      onChanged()
      return t(isPaused ? 'health.didResume' : 'health.didPause')
    })
  return (
    <>
      <div class="card-head">
        <div>
          <h2>
            {name} <Pill tone={TONES[health.state]}>{t(`health.${health.state}`)}</Pill>
          </h2>
          <p class="quiet-text mono">{endpoint.replace(/^https?:\/\//, '')}</p>
        </div>
        <button type="button" class="small" onClick={() => void toggle()}>
          <Icon name={isPaused ? 'play' : 'pause'} />
          {t(isPaused ? 'health.resume' : 'health.pause')}
          <span class="unseen">{name}</span>
        </button>
      </div>
      {reason && health.state !== 'ok' && (
        <p class="note">
          {reasonText(reason)}
          {health.nextAttemptAt && ` · ${t('health.next', { time: timeOfDay(health.nextAttemptAt, false) })}`}
        </p>
      )}
      {health.standby && <p class="note">{t('health.standby')}</p>}
      <dl class="figures">
        <div>
          <dt>{t('waiting')}</dt>
          <dd>{number(health.pending)}</dd>
        </div>
        <div>
          <dt>{t('oldest')}</dt>
          <dd>{health.pending ? span(health.oldestSeconds) : '–'}</dd>
        </div>
        <div>
          <dt>{t('health.lastAnswer')}</dt>
          <dd>{health.lastAnswer ? `${health.lastAnswer.status} · ${ago(health.lastAnswer.at, Date.now())}` : '–'}</dd>
        </div>
        <div>
          <dt>{t('health.key')}</dt>
          <dd class="mono small-text">{workspace.key.source}</dd>
        </div>
      </dl>
      {health.windows.map(({ used, requests, seconds }) => (
        <div class="meter-row" key={seconds}>
          <span>{t('health.window', { requests: number(requests), span: exactSpan(seconds) })}</span>
          <meter
            min={0}
            max={requests}
            high={requests * NEARLY_ALL}
            optimum={0}
            value={used}
            aria-label={t('health.window', { requests: number(requests), span: exactSpan(seconds) })}
          />
          <span class="quiet-text">{number(used)}</span>
        </div>
      ))}
    </>
  )
}
