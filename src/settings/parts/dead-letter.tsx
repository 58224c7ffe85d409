// One dead letter: whose, why, and what would be sent again.
import type { DeadLetterView } from '../../core/admin.ts'
import { ago, dateTime } from '../format.ts'
import { reasonText, t } from '../i18n.ts'
import { JsonView } from './json-view.tsx'
import { Pill } from './pill.tsx'

interface Props {
  letter: DeadLetterView
  isChosen: boolean
  onChoose: (isChosen: boolean) => void
}

export function DeadLetter({ letter, isChosen, onChoose }: Props) {
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
