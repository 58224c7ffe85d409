// What the consent that a rule asks for means for a sample: nothing is sent, or only later.
import type { Consent } from '../../core/hub-file.ts'
import type { ConsentReading } from '../../core/select.ts'
import type { MessageId } from '../i18n.ts'

/**
 * @param reading undefined where the rule does not take the sample, or nothing was judged yet
 * @param isRefused whatever the consent: then nothing is sent later either
 */
export function consentNotes(consent: Consent | undefined, reading: ConsentReading | undefined, isRefused: boolean): MessageId[] {
  if (reading === undefined) return []
  if (reading === 'denied') return ['live.denied']
  const isForVisitor = consent?.scope === 'person'
  if (reading === 'absent' && !isForVisitor) return ['live.absent']
  if (isRefused) return []
  return [...(consent?.api ? (['live.calls'] as const) : []), ...(reading === 'absent' ? (['live.waits'] as const) : [])]
}
