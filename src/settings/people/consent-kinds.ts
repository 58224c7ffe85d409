// What must be granted before anything is sent, as an operator chooses it. The field, and whom its yes is for, survive choosing another kind.
import type { Consent } from '../../core/hub-file.ts'
import { without } from '../map/rows.ts'

export const CONSENT_KINDS = ['none', 'field', 'api'] as const
export type ConsentKind = (typeof CONSENT_KINDS)[number]

export function consentKindOf(consent: Consent | undefined): ConsentKind {
  return consent?.api ? 'api' : consent?.from === undefined ? 'none' : 'field'
}

/**
 * Undefined where nobody is asked and nothing withdraws.
 * @param before the last declaration that asked, and what withdraws
 */
export function consentOf(kind: ConsentKind, before: Consent = {}): Consent | undefined {
  const kept = without(before, 'from', 'api')
  if (kind === 'none') return kept.gpc ? { gpc: true } : undefined
  return kind === 'api' ? { api: true, ...kept } : { from: before.from ?? 'field.terms', ...kept }
}
