// Whether a hub is at work, in a word.
import type { HubSummary } from '../../core/admin.ts'
import { t } from '../i18n.ts'
import { Pill } from './pill.tsx'

const TONES = { enabled: 'good', paused: 'warn', disabled: 'bad' } as const

export function HubState({ hub }: { hub: HubSummary | undefined }) {
  if (!hub) return <Pill tone="calm">{t('state.draft')}</Pill>
  // What is at work is an earlier version, which this process alone knows.
  const isPassing = hub.state !== 'disabled' && hub.issues.some(({ level }) => level === 'error')
  return (
    <>
      {!(isPassing && hub.state === 'enabled') && <Pill tone={TONES[hub.state]}>{t(`state.${hub.state}`)}</Pill>}{' '}
      {isPassing && <Pill tone="bad">{t('state.errors')}</Pill>}
    </>
  )
}
