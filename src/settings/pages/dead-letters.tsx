// What was not delivered, or not for certain: the objects with the reason, to be sent again or deleted.
import { useSignal } from '@preact/signals'
import type { DeadLetterChoice, DeadLettersAnswer, DeadLetterView } from '../../core/admin.ts'
import { api, attempt } from '../app-state.ts'
import { ago, dateTime, number } from '../format.ts'
import { reasonText, t } from '../i18n.ts'
import { maybeCounted } from '../maybe-counted.ts'
import { Confirm } from '../parts/confirm.tsx'
import { keepFocus } from '../parts/focus.ts'
import { Icon } from '../parts/icon.tsx'
import { JsonView } from '../parts/json-view.tsx'
import { Pill } from '../parts/pill.tsx'
import { Empty, Loaded } from '../parts/state.tsx'
import { useResource } from '../resource.ts'

/** Milliseconds between looks at which there are. */
const LOOK_EVERY = 5_000

export function DeadLetters() {
  const reason = useSignal('')
  const chosen = useSignal<ReadonlySet<string>>(new Set())
  const older = useSignal<DeadLetterView[]>([])
  const next = useSignal<string | undefined>(undefined)
  /** What is asked about before it is done. */
  const asked = useSignal<'replay' | 'purge' | undefined>(undefined)
  const query = { ...(reason.value && { reason: reason.value }) }
  // What is sent again comes back where Braze refuses it again. Nothing moves under what is being chosen, read further or asked about.
  const isInUse = chosen.value.size > 0 || older.value.length > 0 || asked.value !== undefined
  const letters = useResource(
    async () => {
      const answer = await api.deadLetters(query)
      older.value = []
      next.value = answer.next
      return answer
    },
    `dead ${reason.value}`,
    isInUse ? undefined : LOOK_EVERY,
  )

  const newest = letters.data?.letters[0]?.id
  // One that died since is none of those whose number stands on the button.
  const choice = (): DeadLetterChoice =>
    chosen.value.size ? { ids: [...chosen.value] } : { all: { ...query, ...(newest && { upTo: newest }) } }
  const act = async (work: (choice: DeadLetterChoice) => Promise<{ count: number }>, said: 'dead.replayed' | 'dead.purged') => {
    const giveBack = keepFocus()
    await attempt(async () => {
      const { count } = await work(choice())
      chosen.value = new Set()
      await letters.reload()
      return t(said, { count })
    })
    // The buttons are off, or gone with the last letter.
    requestAnimationFrame(giveBack)
  }
  const replay = (): Promise<void> => act(api.replay, 'dead.replayed')
  const more = (): Promise<boolean> =>
    attempt(async () => {
      const answer = await api.deadLetters({ ...query, ...(next.value && { after: next.value }) })
      older.value = [...older.value, ...answer.letters]
      next.value = answer.next
      return undefined
    })
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{t('nav.deadLetters')}</h1>
          <p class="lede">{t('dead.lede')}</p>
        </div>
      </header>
      <Loaded of={letters} lines={6}>
        {(answer) => {
          const shown = [...answer.letters, ...older.value]
          const count = chosen.value.size || answer.total
          const again = maybeCounted(shown, answer, chosen.value, reason.value)
          return answer.total || reason.value ? (
            <div class="step">
              <Reasons
                answer={answer}
                value={reason.value}
                onChange={(one) => {
                  reason.value = one
                  // What is ticked is what is shown.
                  chosen.value = new Set()
                }}
              />
              <div class="actions start" role="group" aria-label={t('dead.actions')}>
                <button
                  type="button"
                  class="primary"
                  disabled={!answer.total}
                  onClick={() => (again ? (asked.value = 'replay') : void replay())}
                >
                  <Icon name="again" />
                  {t('dead.replay', { count })}
                </button>
                <button type="button" disabled={!answer.total} onClick={() => (asked.value = 'purge')}>
                  <Icon name="trash" />
                  {t('dead.purge', { count })}
                </button>
              </div>
              <ul class="letters">
                {shown.map((letter) => (
                  <Letter
                    key={letter.id}
                    letter={letter}
                    isChosen={chosen.value.has(letter.id)}
                    onChoose={(isChosen) => {
                      const ids = new Set(chosen.value)
                      if (isChosen) ids.add(letter.id)
                      else ids.delete(letter.id)
                      chosen.value = ids
                    }}
                  />
                ))}
              </ul>
              {next.value && (
                <button type="button" onClick={() => void more()}>
                  {t('dead.more')}
                </button>
              )}
              {asked.value === 'replay' && (
                <Confirm
                  title={t('dead.replay', { count })}
                  text={t('dead.againText', { count: again })}
                  action={t('dead.againAction')}
                  onDone={(isConfirmed) => {
                    asked.value = undefined
                    if (isConfirmed) void replay()
                  }}
                />
              )}
              {asked.value === 'purge' && (
                <Confirm
                  title={t('dead.purge', { count })}
                  text={t('dead.purgeText')}
                  action={t('dead.purgeAction')}
                  onDone={(isConfirmed) => {
                    asked.value = undefined
                    if (isConfirmed) void act(api.purge, 'dead.purged')
                  }}
                />
              )}
            </div>
          ) : (
            <Empty icon="check" title={t('dead.none')}>
              <p>{t('dead.noneText')}</p>
            </Empty>
          )
        }}
      </Loaded>
    </>
  )
}

function Reasons({ answer, value, onChange }: { answer: DeadLettersAnswer; value: string; onChange: (reason: string) => void }) {
  return (
    <div class="chips" role="group" aria-label={t('dead.reasons')}>
      <button type="button" class="small" aria-pressed={value === ''} onClick={() => onChange('')}>
        {t('dead.all')}
      </button>
      {answer.reasons.map(({ reason, count }) => (
        <button key={reason} type="button" class="small" aria-pressed={value === reason} onClick={() => onChange(reason)}>
          {reasonText(reason)} <strong>{number(count)}</strong>
        </button>
      ))}
    </div>
  )
}

function Letter({ letter, isChosen, onChoose }: { letter: DeadLetterView; isChosen: boolean; onChoose: (isChosen: boolean) => void }) {
  const { person, hub, rule, reason, detail, diedAt, objects } = letter
  return (
    <li class="card letter">
      <input
        type="checkbox"
        checked={isChosen}
        aria-label={t('dead.choose', { person: person.masked })}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <div>
        <p class="letter-head">
          <span class="mono">{person.masked}</span> <Pill tone="bad">{reasonText(reason)}</Pill>
        </p>
        {detail && (
          <p class="detail" lang="en">
            {detail}
          </p>
        )}
        <p class="quiet-text">
          {hub} · {rule} ·{' '}
          <time dateTime={diedAt} title={dateTime(diedAt)}>
            {ago(diedAt, Date.now())}
          </time>
        </p>
        <details>
          <summary>{t('dead.objects')}</summary>
          <JsonView value={objects} label={t('dead.objects')} />
        </details>
      </div>
    </li>
  )
}
