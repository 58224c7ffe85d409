// What was not delivered, or not for certain: the objects with the reason, to be sent again or deleted.
import { useSignal } from '@preact/signals'
import type { DeadLetterChoice } from '../../core/admin.ts'
import { api, attempt } from '../app-state.ts'
import { t } from '../i18n.ts'
import { maybeCounted } from '../maybe-counted.ts'
import { DeadActions, type DeadAction } from '../parts/dead-actions.tsx'
import { DeadLetter } from '../parts/dead-letter.tsx'
import { DeadReasons } from '../parts/dead-reasons.tsx'
import { Empty, Loaded } from '../parts/state.tsx'
import { useDeadLetters } from '../use-dead-letters.ts'

const SAID = { replay: 'dead.replayed', purge: 'dead.purged' } as const

export function DeadLetters() {
  const reason = useSignal('')
  const chosen = useSignal<ReadonlySet<string>>(new Set())
  const asked = useSignal<DeadAction | undefined>(undefined)
  const query = { ...(reason.value && { reason: reason.value }) }
  const { newest, older, more } = useDeadLetters(query, chosen.value.size > 0 || asked.value !== undefined)

  const upTo = newest.data?.letters[0]?.id
  // The button says how many: a letter that died since is not one of them.
  const choice = (): DeadLetterChoice => (chosen.value.size ? { ids: [...chosen.value] } : { all: { ...query, ...(upTo && { upTo }) } })
  const act = async (action: DeadAction): Promise<void> => {
    await attempt(async () => {
      const { count } = await api[action](choice())
      chosen.value = new Set()
      await newest.reload()
      return t(SAID[action], { count })
    })
  }
  const choose = (id: string, isChosen: boolean): void => {
    const ids = new Set(chosen.value)
    if (isChosen) ids.add(id)
    else ids.delete(id)
    chosen.value = ids
  }
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{t('nav.deadLetters')}</h1>
          <p class="lede">{t('dead.lede')}</p>
        </div>
      </header>
      <Loaded of={newest} lines={6}>
        {(answer) => {
          const shown = [...answer.letters, ...older]
          return answer.total || reason.value ? (
            <div class="step">
              <DeadReasons
                reasons={answer.reasons}
                value={reason.value}
                onChange={(one) => {
                  reason.value = one
                  // A letter that is no longer shown must not stay ticked.
                  chosen.value = new Set()
                }}
              />
              <DeadActions
                count={chosen.value.size || answer.total}
                again={maybeCounted(shown, answer, chosen.value, reason.value)}
                isOff={!answer.total}
                asked={asked.value}
                onAsk={(action) => (asked.value = action)}
                onDo={(action) => void act(action)}
              />
              <ul class="letters">
                {shown.map((letter) => (
                  <DeadLetter
                    key={letter.id}
                    letter={letter}
                    isChosen={chosen.value.has(letter.id)}
                    onChoose={(isChosen) => choose(letter.id, isChosen)}
                  />
                ))}
              </ul>
              {more && (
                <button type="button" onClick={() => void more()}>
                  {t('dead.more')}
                </button>
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
