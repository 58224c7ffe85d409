// What can be done with dead letters. What cannot be undone, or may count twice in Braze, is asked about first.
import { t } from '../i18n.ts'
import { Confirm } from './confirm.tsx'
import { Icon } from './icon.tsx'

export type DeadAction = 'replay' | 'purge'

interface Props {
  /** Those that are chosen, or else all. */
  count: number
  /** How many of them Braze may have already. */
  again: number
  isOff: boolean
  asked: DeadAction | undefined
  onAsk: (action: DeadAction | undefined) => void
  onDo: (action: DeadAction) => void
}

export function DeadActions({ count, again, isOff, asked, onAsk, onDo }: Props) {
  const confirmed = (action: DeadAction) => (isConfirmed: boolean) => {
    onAsk(undefined)
    if (isConfirmed) onDo(action)
  }
  return (
    <div class="actions start" role="group" aria-label={t('dead.actions')}>
      <button type="button" class="primary" disabled={isOff} onClick={() => (again ? onAsk('replay') : onDo('replay'))}>
        <Icon name="again" />
        {t('dead.replay', { count })}
      </button>
      <button type="button" disabled={isOff} onClick={() => onAsk('purge')}>
        <Icon name="trash" />
        {t('dead.purge', { count })}
      </button>
      {asked === 'replay' && (
        <Confirm
          title={t('dead.replay', { count })}
          text={t('dead.againText', { count: again })}
          action={t('dead.againAction')}
          onDone={confirmed('replay')}
        />
      )}
      {asked === 'purge' && (
        <Confirm title={t('dead.purge', { count })} text={t('dead.purgeText')} action={t('dead.purgeAction')} onDone={confirmed('purge')} />
      )}
    </div>
  )
}
