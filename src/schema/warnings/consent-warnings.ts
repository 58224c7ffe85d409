// Warnings about consent: what lets data go, and what changes a subscription, are two questions to the person.
import { consentOf } from '../../core/consent-of.ts'
import type { HubFile, Rule } from '../../core/hub-file.ts'
import { neverRead } from './never-yields.ts'
import { warning, type Warning } from './warning.ts'

export function consentWarnings(hub: HubFile, rule: Rule, index: number): Warning[] {
  const consent = consentOf(rule, hub)
  // Global Privacy Control only withdraws: it asks nobody.
  const asks = consent?.from !== undefined || consent?.api === true
  const found: Warning[] = []
  for (const [at, { from, to }] of (rule.subscriptions ?? []).entries()) {
    const path = ['rules', index, 'subscriptions', at]
    if (!asks) found.push(warning(path, 'subscription_without_consent', `sets ${to}, but neither the hub nor this rule asks for consent`))
    if (!from.startsWith('field.'))
      found.push(warning([...path, 'from'], 'subscription_from_page', `${from} is not a field that the person ticked`))
    if (consent?.from === from) {
      found.push(
        warning(
          [...path, 'from'],
          'consent_does_both',
          `${from} both allows sending and subscribes: nobody can agree to one without the other`,
        ),
      )
    }
  }
  const source = consent?.from
  const never = source === undefined ? undefined : neverRead(source, rule)
  // Another rule's capture may give a person's consent, but nothing is ever read from form.responses.
  if (never !== undefined && (consent?.scope !== 'person' || source === 'form.responses')) {
    found.push(
      warning(
        ['rules', index],
        'consent_never_given',
        `never sends: ${source} never has a value here, for ${never}; use scope "person", or consent "none" for this rule`,
      ),
    )
  }
  return found
}
