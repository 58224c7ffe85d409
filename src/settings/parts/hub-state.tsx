// Whether a hub is at work, in a word.
import type { HubSummary } from '../../core/admin.ts'
import { t } from '../i18n.ts'
import { Pill } from './pill.tsx'

const TONES = { enabled: 'good', paused: 'warn', disabled: 'bad' } as const

export function HubState({ hub }: { hub: HubSummary | undefined }) {
  if (!hub) return <Pill tone="calm">{t('state.draft')}</Pill>
  // An earlier version is in force, which only the running process knows.
  const runsEarlier = hub.state !== 'disabled' && hub.issues.some(({ level }) => level === 'error')
  return (
    <>
      {!(runsEarlier && hub.state === 'enabled') && <Pill tone={TONES[hub.state]}>{t(`state.${hub.state}`)}</Pill>}{' '}
      {runsEarlier && <Pill tone="bad">{t('state.errors')}</Pill>}
    </>
  )
}
