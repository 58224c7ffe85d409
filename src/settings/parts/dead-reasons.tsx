// Why letters died, and how many of each reason: one can be chosen, to see only those.
import type { DeadLettersAnswer } from '../../core/admin.ts'
import { number } from '../format.ts'
import { reasonText, t } from '../i18n.ts'

interface Props {
  reasons: DeadLettersAnswer['reasons']
  /** Empty: all. */
  value: string
  onChange: (reason: string) => void
}

export function DeadReasons({ reasons, value, onChange }: Props) {
  return (
    <div class="chips" role="group" aria-label={t('dead.reasons')}>
      <button type="button" class="small" aria-pressed={value === ''} onClick={() => onChange('')}>
        {t('dead.all')}
      </button>
      {reasons.map(({ reason, count }) => (
        <button key={reason} type="button" class="small" aria-pressed={value === reason} onClick={() => onChange(reason)}>
          {reasonText(reason)} <strong>{number(count)}</strong>
        </button>
      ))}
    </div>
  )
}
