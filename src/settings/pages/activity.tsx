// What went through: counts over time, the last submissions with their way, what was left out, and how the workspaces are.
import { useSignal } from '@preact/signals'
import type { ActivityAnswer } from '../../core/admin.ts'
import { api } from '../app-state.ts'
import { amount, exactSpan, number, span } from '../format.ts'
import { t } from '../i18n.ts'
import { timeStep } from '../parts/axis.ts'
import { Chart } from '../parts/chart.tsx'
import { Field } from '../parts/field.tsx'
import { Health } from '../parts/health.tsx'
import { LeftOut } from '../parts/left-out.tsx'
import { Segments } from '../parts/segments.tsx'
import { Empty, Loaded } from '../parts/state.tsx'
import { SubmissionEntry } from '../parts/submission-entry.tsx'
import { useResource } from '../resource.ts'

type Hours = '1' | '24' | '168'

export function Activity() {
  const hours = useSignal<Hours>('24')
  const hub = useSignal('')
  const hubs = useResource(() => api.hubs(), 'hubs')
  const activity = useResource(() => api.activity(hub.value || undefined, hours.value), `${hub.value} ${hours.value}`, 5_000)
  const workspaces = useResource(() => api.workspaces(), 'workspaces', 5_000)
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{t('nav.activity')}</h1>
          <p class="lede">{t('activity.lede')}</p>
        </div>
        <div class="actions">
          <Field label={t('hub.label')} isHidden>
            <select value={hub.value} onChange={(event) => (hub.value = event.currentTarget.value)}>
              <option value="">{t('activity.allHubs')}</option>
              {hubs.data?.hubs.map((one) => (
                <option key={one.hub}>{one.hub}</option>
              ))}
            </select>
          </Field>
          <Segments
            label={t('activity.span')}
            value={hours.value}
            options={[
              ['1', amount(1, 'hour')],
              ['24', amount(24, 'hour')],
              ['168', amount(7, 'day')],
            ]}
            onChange={(next) => (hours.value = next)}
          />
        </div>
      </header>
      <Loaded of={activity} lines={12}>
        {(answer) => <Shown answer={answer} withDay={hours.value === '168'} />}
      </Loaded>
      {/* If nothing can be loaded, that is said once. */}
      {activity.data && (
        <Loaded of={workspaces} lines={3}>
          {(answer) => (
            <div class="health-grid">
              {answer.workspaces.map((workspace) => (
                <section class="card" key={workspace.name}>
                  <Health workspace={workspace} onChanged={() => void workspaces.reload()} />
                </section>
              ))}
            </div>
          )}
        </Loaded>
      )}
    </>
  )
}

function Shown({ answer, withDay }: { answer: ActivityAnswer; withDay: boolean }) {
  const { series, submissions } = answer
  const total = (key: 'accepted' | 'delivered' | 'refused' | 'deadLetters'): number => series.reduce((sum, bucket) => sum + bucket[key], 0)
  const last = series.at(-1)
  const times = series.map(({ at }) => at)
  const tiles: [string, string, boolean][] = [
    [t('accepted'), number(total('accepted')), false],
    [t('delivered'), number(total('delivered')), false],
    [t('waiting'), number(last?.pending ?? 0), false],
    [t('oldest'), last?.pending ? span(last.oldestSeconds) : '–', false],
    [t('refused'), number(total('refused')), total('refused') > 0],
    [t('nav.deadLetters'), number(total('deadLetters')), total('deadLetters') > 0],
  ]
  return (
    <div class="step">
      <dl class="tiles">
        {tiles.map(([label, value, isBad]) => (
          <div key={label} class={isBad ? 'is-bad' : undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="charts">
        <section class="card">
          <Chart
            title={t('activity.through')}
            times={times}
            kind="bars"
            withDay={withDay}
            series={[
              { label: t('accepted'), tone: 'pale', values: series.map(({ accepted }) => accepted) },
              { label: t('delivered'), tone: 'calm', values: series.map(({ delivered }) => delivered) },
              { label: t('refused'), tone: 'bad', isOnTop: true, values: series.map(({ refused }) => refused) },
            ]}
          />
        </section>
        <section class="card">
          <Chart
            title={t('activity.backlog')}
            times={times}
            kind="line"
            withDay={withDay}
            series={[{ label: t('waiting'), tone: 'calm', values: series.map(({ pending }) => pending) }]}
          />
        </section>
        <section class="card">
          <Chart
            title={t('activity.age')}
            times={times}
            kind="line"
            withDay={withDay}
            format={(seconds) => (seconds ? exactSpan(seconds) : '0')}
            roundStep={timeStep}
            series={[{ label: t('oldest'), tone: 'warn', values: series.map(({ oldestSeconds }) => oldestSeconds) }]}
          />
        </section>
      </div>
      <section class="card">
        <h2>{t('activity.submissions')}</h2>
        {submissions.length ? (
          <ul class="submissions">
            {submissions.map((submission) => (
              <SubmissionEntry key={submission.id} of={submission} now={Date.parse(answer.now)} />
            ))}
          </ul>
        ) : (
          <Empty icon="activity" title={t('activity.none')}>
            <p>{t('activity.noneText')}</p>
          </Empty>
        )}
      </section>
      <LeftOut answer={answer} />
    </div>
  )
}
