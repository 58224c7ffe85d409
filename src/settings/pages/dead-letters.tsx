// What Braze refused for good: the objects with the reason, to be sent again or deleted.
import { useSignal } from '@preact/signals'
import type { DeadLetterChoice, DeadLettersAnswer, DeadLetterView } from '../../core/admin.ts'
import { api, attempt } from '../app-state.ts'
import { ago, dateTime, number } from '../format.ts'
import { reasonText, t } from '../i18n.ts'
import { Confirm } from '../parts/confirm.tsx'
import { keepFocus } from '../parts/focus.ts'
import { Icon } from '../parts/icon.tsx'
import { JsonView } from '../parts/json-view.tsx'
import { Pill } from '../parts/pill.tsx'
import { Empty, Loaded } from '../parts/state.tsx'
import { useResource } from '../resource.ts'

export function DeadLetters() {
  const reason = useSignal('')
  const chosen = useSignal<ReadonlySet<string>>(new Set())
  const older = useSignal<DeadLetterView[]>([])
  const next = useSignal<string | undefined>(undefined)
  const isPurging = useSignal(false)
  const query = { ...(reason.value && { reason: reason.value }) }
  const letters = useResource(async () => {
    const answer = await api.deadLetters(query)
    older.value = []
    next.value = answer.next
    return answer
  }, `dead ${reason.value}`)

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
        {(answer) =>
          answer.total || reason.value ? (
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
                <button type="button" class="primary" disabled={!answer.total} onClick={() => void act(api.replay, 'dead.replayed')}>
                  <Icon name="again" />
                  {t('dead.replay', { count: chosen.value.size || answer.total })}
                </button>
                <button type="button" disabled={!answer.total} onClick={() => (isPurging.value = true)}>
                  <Icon name="trash" />
                  {t('dead.purge', { count: chosen.value.size || answer.total })}
                </button>
              </div>
              <ul class="letters">
                {[...answer.letters, ...older.value].map((letter) => (
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
              {isPurging.value && (
                <Confirm
                  title={t('dead.purge', { count: chosen.value.size || answer.total })}
                  text={t('dead.purgeText')}
                  action={t('dead.purgeAction')}
                  onDone={(isConfirmed) => {
                    isPurging.value = false
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
        }
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
