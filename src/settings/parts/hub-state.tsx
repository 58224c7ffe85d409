// Whether a hub is at work, in a word.
import type { HubSummary } from '../../core/admin.ts'
import { t } from '../i18n.ts'
import { Pill } from './pill.tsx'

const TONES = { enabled: 'good', paused: 'warn', disabled: 'bad' } as const

export function HubState({ hub }: { hub: HubSummary | undefined }) {
  return hub ? <Pill tone={TONES[hub.state]}>{t(`state.${hub.state}`)}</Pill> : <Pill tone="calm">{t('state.draft')}</Pill>
}
