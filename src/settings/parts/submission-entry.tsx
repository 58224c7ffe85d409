// One submission: whose (masked), how far it got, and on demand its way through the stages with what was in it by name.
import type { SubmissionView } from '../../core/admin.ts'
import { ago, dateTime, timeOfDay } from '../format.ts'
import { problemText, reasonText, stageText } from '../i18n.ts'
import { Pill, type Tone } from './pill.tsx'
import { shownStage } from './shown-stage.ts'

const STAGE_TONES: { [stage: string]: Tone } = { sent: 'good', dead: 'bad', ambiguous: 'bad', waiting: 'warn', unconfirmed: 'warn' }

export function SubmissionEntry({ of, now }: { of: SubmissionView; now: number }) {
  const shown = shownStage(of.stages)
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
          {shown && <Pill tone={STAGE_TONES[shown] ?? 'calm'}>{stageText(shown)}</Pill>}
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
