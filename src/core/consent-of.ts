// The consent that one rule asks for: its own, else the hub's; undefined where it asks for none.
import type { Consent, HubFile, Rule } from './hub-file.ts'

export function consentOf(rule: Pick<Rule, 'consent'>, hub: Pick<HubFile, 'consent'>): Consent | undefined {
  return rule.consent === 'none' ? undefined : (rule.consent ?? hub.consent)
}
