// What went through: counts over time, the last submissions with their way, what was left out, and how the workspaces are.
import { useSignal } from '@preact/signals'
import type { ActivityAnswer, SubmissionView } from '../../core/admin.ts'
import { api } from '../app-state.ts'
import { ago, amount, dateTime, number, span, timeOfDay } from '../format.ts'
import { problemText, reasonText, stageText, t } from '../i18n.ts'
import { Chart } from '../parts/chart.tsx'
import { Field } from '../parts/field.tsx'
import { Health } from '../parts/health.tsx'
import { Icon } from '../parts/icon.tsx'
import { Pill, type Tone } from '../parts/pill.tsx'
import { Segments } from '../parts/segments.tsx'
import { Empty, Loaded } from '../parts/state.tsx'
import { useResource } from '../resource.ts'

type Hours = '1' | '24' | '168'
const STAGE_TONES: { [stage: string]: Tone } = { sent: 'good', dead: 'bad', ambiguous: 'bad', waiting: 'warn', unconfirmed: 'warn' }

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
      {/* Where nothing can be had, it is said once. */}
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
  const { series, submissions, problems, refusals } = answer
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
            format={(seconds) => (seconds ? span(seconds) : '0')}
            series={[{ label: t('oldest'), tone: 'warn', values: series.map(({ oldestSeconds }) => oldestSeconds) }]}
          />
        </section>
      </div>
      <section class="card">
        <h2>{t('activity.submissions')}</h2>
        {submissions.length ? (
          <ul class="submissions">
            {submissions.map((submission) => (
              <Submission key={submission.id} of={submission} now={Date.parse(answer.now)} />
            ))}
          </ul>
        ) : (
          <Empty icon="activity" title={t('activity.none')}>
            <p>{t('activity.noneText')}</p>
          </Empty>
        )}
      </section>
      <section class="card">
        <h2>{t('activity.problems')}</h2>
        <p class="hint">{t('activity.problemsHint')}</p>
        {problems.length ? (
          <div class="scroll" tabIndex={0} role="region" aria-label={t('activity.problems')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('activity.target')}</th>
                  <th scope="col">{t('activity.what')}</th>
                  <th scope="col">{t('hub.label')}</th>
                  <th scope="col" class="figure">
                    {t('activity.count')}
                  </th>
                  <th scope="col">{t('activity.last')}</th>
                </tr>
              </thead>
              <tbody>
                {problems.map((one) => (
                  <tr key={`${one.hub} ${one.rule} ${one.target} ${one.code}`}>
                    <td>
                      <code>{one.target}</code>
                    </td>
                    <td>{problemText(one.code)}</td>
                    <td>
                      {one.hub} · {one.rule}
                    </td>
                    <td class="figure">{number(one.count)}</td>
                    <td>{ago(one.lastAt, Date.parse(answer.now))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : (
          <p class="result good">
            <Icon name="check" /> {t('activity.noProblems')}
          </p>
        )}
        {refusals.length > 0 && (
          <>
            <h3>{t('activity.refusals')}</h3>
            <ul class="chips">
              {refusals.map(({ code, count }) => (
                <li key={code}>
                  {reasonText(code)} <strong>{number(count)}</strong>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  )
}

function Submission({ of, now }: { of: SubmissionView; now: number }) {
  const last = of.stages.at(-1)
  return (
    <li>
      <details>
        <summary>
          <span class="person">
            <span class="mono">{of.person.masked}</span>
            <span class="quiet-text">
              {of.hub} · {of.rule}
            </span>
          </span>
          {last && <Pill tone={STAGE_TONES[last.stage] ?? 'calm'}>{stageText(last.stage)}</Pill>}
          <time class="quiet-text" dateTime={of.stages[0]?.at}>
            {of.stages[0] && ago(of.stages[0].at, now)}
          </time>
        </summary>
        <div class="submission-body">
          <ol class="way">
            {of.stages.map((stage, index) => (
              <li key={index} class={STAGE_TONES[stage.stage] ?? 'calm'}>
                <strong>{stageText(stage.stage)}</strong>
                <time dateTime={stage.at} title={dateTime(stage.at)}>
                  {timeOfDay(stage.at, false)}
                </time>
                {stage.reason && <span class="quiet-text">{reasonText(stage.reason)}</span>}
              </li>
            ))}
          </ol>
          <ul class="chips">
            {of.attributes.map((name) => (
              <li key={`a ${name}`}>
                <code>{name}</code>
              </li>
            ))}
            {of.events.map((name, index) => (
              <li key={`e ${index}`} class="event">
                <code>{name}</code>
              </li>
            ))}
          </ul>
          {of.problems.map(({ target, code }) => (
            <p class="caution" key={`${target} ${code}`}>
              <code>{target}</code> {problemText(code)}
            </p>
          ))}
        </div>
      </details>
    </li>
  )
}
