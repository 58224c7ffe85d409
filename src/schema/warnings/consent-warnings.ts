// Warnings about consent: what lets data go, and what changes a subscription, are two questions to the person.
import { consentOf } from '../../core/consent-of.ts'
import type { HubFile, Rule } from '../../core/hub-file.ts'
import { warning, type Warning } from './warning.ts'

export function consentWarnings(hub: HubFile, rule: Rule, index: number): Warning[] {
  const consent = consentOf(rule, hub)
  // Global Privacy Control only withdraws: it asks nobody.
  const asks = consent?.from !== undefined || consent?.api === true
  const found: Warning[] = []
  for (const [at, { from, to }] of (rule.subscriptions ?? []).entries()) {
    const path = ['rules', index, 'subscriptions', at]
    if (!asks) found.push(warning(path, 'subscription_without_consent', `sets ${to} though neither the hub nor this rule asks for consent`))
    if (!from.startsWith('field.'))
      found.push(warning([...path, 'from'], 'subscription_from_page', `${from} is no field that the person ticked`))
    if (consent?.from === from) {
      found.push(
        warning(
          [...path, 'from'],
          'consent_does_both',
          `${from} both lets the data go and subscribes: nobody can give one without the other`,
        ),
      )
    }
  }
  const isField = consent?.from?.startsWith('field.')
  if (isField && (consent?.scope ?? 'capture') === 'capture' && ![rule.on].flat().includes('form')) {
    found.push(
      warning(
        ['rules', index],
        'consent_never_given',
        `never sends: events have no ${consent?.from}; use scope "person", or consent "none" for this rule`,
      ),
    )
  }
  return found
}
