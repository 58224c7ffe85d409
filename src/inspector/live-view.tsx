// What came by, newest first: each capture with the rules that took it, the exact body that Braze would get, and the rules that just missed it.
import { useRef } from 'preact/hooks'
import type { Capture } from '../core/capture.ts'
import { codeText, language, t } from './i18n.ts'
import type { Live, Shown, Taken } from './live.ts'
import { Mapped } from './mapped.tsx'
import { pathsOf } from './paths.ts'
import type { Session } from './session.ts'

/** Kinds that hold other values, or nothing: there is no single value to map. */
const HOLDERS = new Set(['object', 'list', 'null'])

interface Props {
  live: Live
  session: Session
  hub: string
}

export function LiveView({ live, session, hub }: Props) {
  const shown = live.shown()
  if (!shown.length) return <p class="none">{t('live.none')}</p>
  return (
    <ol>
      {shown.map((one) => (
        <CaptureEntry key={one.capture?.submission.id ?? one.taken[0]?.envelope.id} shown={one} live={live} session={session} hub={hub} />
      ))}
    </ol>
  )
}

function CaptureEntry({ shown, live, session, hub }: Props & { shown: Shown }) {
  const { capture, at, taken, misses, reason, notes } = shown
  const { on = '', card, event }: Partial<Capture> = capture ?? {}
  // An answer of a play, or a step, went on into a later one.
  const joined = notes.filter(({ says }) => says === 'rule.joined')
  const known = [...taken.map(({ rule }) => rule), ...notes.map(({ about }) => about)]
  // Near misses: rules on this event that did not take it. Rules on other events are no news.
  const near = misses.filter((one) => one.on.includes(on) && !known.includes(one.rule))
  const paths = event ? pathsOf(event) : []
  return (
    <li>
      <h2>
        {!capture ? t('earlier') : on === 'form' ? t('form') : <code>{on}</code>} <span class="soft">{card?.name ?? card?.type}</span>
        <time class="soft">{new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(at)}</time>
      </h2>
      {reason && <p class="soft">{codeText('reason', reason)}</p>}
      {taken.map((one) => (
        <TakenEntry key={one.envelope.id} taken={one} live={live} />
      ))}
      {!taken.length && !reason && !joined.length && <p class="soft">{t('rule.no')}</p>}
      {notes.map(({ about, says }) => (
        <p key={about} class="soft">
          <code>{about}</code> {t(says)}
        </p>
      ))}
      {near.map(({ rule, miss }) => (
        <p key={rule} class="soft">
          <code>{rule}</code> {t('rule.miss', { what: miss })}
        </p>
      ))}
      {paths.length > 0 && (
        <details>
          <summary>{t('payload')}</summary>
          <ul class="paths">
            {paths.map(({ path, kind }) => (
              <li key={path}>
                <p>
                  <code>event.{path}</code> <span class="soft">{kind}</span>
                </p>
                {!HOLDERS.has(kind) && (
                  <Mapped
                    session={session}
                    hub={hub}
                    on={on}
                    path={`event.${path}`}
                    wanted={{ event: on, path, kind }}
                    action={t('map.value')}
                    isBrief
                  />
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

function TakenEntry({ taken, live }: { taken: Taken; live: Live }) {
  const { rule, envelope, stage, reason, dryRun, isSending } = taken
  const isHeldForTester = reason === 'inspecting'
  const entry = useRef<HTMLDivElement>(null)
  const send = (): void => {
    // The button is about to be disabled, and then removed.
    entry.current?.focus()
    void live.send(taken)
  }
  return (
    <div class="taken" ref={entry} tabIndex={-1}>
      <p>
        <code>{rule}</code>{' '}
        <span class={stage === 'accepted' ? 'good' : stage === 'refused' || stage === 'dropped' ? 'bad' : 'soft'} role="status">
          {reason ? codeText('reason', reason) : codeText('stage', stage)}
        </span>
      </p>
      {!dryRun && <p class="soft">{t('body.busy')}</p>}
      {dryRun && 'failed' in dryRun && (
        <p class="bad">
          {dryRun.failed === 'offline' ? t('body.offline') : t('body.failed', { code: dryRun.failed.replaceAll('_', ' ') })}
        </p>
      )}
      {dryRun && 'rule' in dryRun && (
        <>
          {/* The script sends nothing that names nobody: it waits. */}
          {dryRun.refusal && (envelope.identity[0] || dryRun.refusal !== 'no_identity') && (
            <p class="bad">{t('refused', { code: codeText('refusal', dryRun.refusal) })}</p>
          )}
          {dryRun.problems.length > 0 && (
            <p class="warn">
              {t('left')}: {dryRun.problems.map(({ target, code }) => `${target} ${codeText('problem', code)}`).join(', ')}
            </p>
          )}
          {dryRun.body && (
            <details open>
              <summary>{t('body')}</summary>
              <pre tabIndex={0} role="region" aria-label={t('body')}>
                {JSON.stringify(dryRun.body, null, 2)}
              </pre>
            </details>
          )}
        </>
      )}
      {isHeldForTester && (
        <button type="button" class="primary" disabled={isSending} onClick={send}>
          {t(isSending ? 'sending' : 'send')}
        </button>
      )}
    </div>
  )
}
