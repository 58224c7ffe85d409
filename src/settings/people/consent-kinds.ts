// What must be granted before anything is sent, as an operator chooses it. What has no control of its own, and the field that was chosen before, outlive the choice.
import type { Consent } from '../../core/hub-file.ts'
import { without } from '../map/rows.ts'

export const CONSENT_KINDS = ['none', 'field', 'api'] as const
export type ConsentKind = (typeof CONSENT_KINDS)[number]

export function consentKindOf(consent: Consent | undefined): ConsentKind {
  return consent?.api ? 'api' : consent?.from ? 'field' : 'none'
}

/**
 * Undefined where nobody is asked and nothing withdraws.
 * @param before the last declaration that asked
 */
export function consentOf(kind: ConsentKind, before: Consent = {}): Consent | undefined {
  const kept = without(before, 'from', 'api')
  if (kind === 'none') return kept.gpc ? { gpc: true } : undefined
  return kind === 'api' ? { api: true, ...kept } : { from: before.from ?? 'field.terms', ...kept }
}
