// Compiles a hub file for the script: defaults filled in, only what the page decides. Run by the proxy once per revision.
import { BOOLEAN_WORDS } from './boolean-words.ts'
import { attributeType } from './braze-attributes.ts'
import { compilePick, compilePicks } from './compile-pick.ts'
import type { Collect, Consent, HubFile, Identity, PurchaseTarget, Rule, SourcePath, Value } from './hub-file.ts'
import { sourcesOf } from './compile-sources.ts'
import type { PublicConsent, PublicHub, PublicIdentity, PublicPurchase, PublicRule } from './public-hub.ts'

export const DEFAULTS = {
  workspace: 'default',
  locale: 'en',
  remember: 'session',
  hold: { max: 50, minutes: 30 },
  pending: { max: 100, kilobytes: 256, days: 3 },
  confirm: 'auto',
  /** Seconds. */
  within: 30,
  collect: { max: 100, idleMinutes: 10 },
} as const

export function compile(hub: HubFile): PublicHub {
  const rules = hub.rules.map((rule) => compileRule(rule, hub.consent))
  const identity = hub.identity.map(compileIdentity)
  return {
    hub: hub.hub,
    identity,
    fields: sourcesOf([identity, rules], 'field.'),
    query: sourcesOf([identity, rules], 'page.query.'),
    ...(JSON.stringify(rules).includes('"question":"label"') && { labels: true as const }),
    remember: hub.remember ?? DEFAULTS.remember,
    hold: hub.hold ?? DEFAULTS.hold,
    kiosk: hub.kiosk ?? false,
    pending: hub.pending ?? DEFAULTS.pending,
    ...(JSON.stringify(hub).includes('"locale":"page"') && { pageLocale: true as const }),
    ...(hub.bot && { botSiteKey: hub.bot.siteKey }),
    ...(rules.some(readsBooleans) && { words: BOOLEAN_WORDS }),
    rules,
  }
}

/** Whether the page may have to read a yes or no for this rule. Once too often costs some bytes, once too seldom a consent. */
function readsBooleans(rule: PublicRule): boolean {
  return rule.consent?.from !== undefined || /"(as":"boolean"|when":|event":)/.test(JSON.stringify(rule))
}

function compileIdentity(identity: Identity): PublicIdentity {
  if ('proof' in identity) return { as: identity.as, proof: identity.proof }
  const pick = compilePick(identity.from, 'string') ?? {}
  return identity.as === 'user_alias' ? { as: identity.as, label: identity.label, pick } : { as: identity.as, pick }
}

function compileRule(rule: Rule, hubConsent: Consent | undefined): PublicRule {
  const { id, on, where, card, root, trigger, fields, steps, collect } = rule
  const consent = rule.consent === 'none' ? undefined : (rule.consent ?? hubConsent)
  const attributes = compilePicks(rule.attributes, (name, value) => attributeType(name, value))
  const subscriptions =
    rule.subscriptions &&
    Object.fromEntries(
      rule.subscriptions.map(({ to, from, off }) => [
        to,
        { from: [from], as: 'boolean' as const, ...(off === 'unsubscribe' && { off: true as const }) },
      ]),
    )
  const events = rule.events?.map(({ properties, when }) => {
    const picks = compilePicks(properties)
    return { ...(picks && { properties: picks }), ...(when && { when }) }
  })
  return {
    id,
    on: [on].flat(),
    confirm: rule.confirm ?? DEFAULTS.confirm,
    within: rule.within ?? DEFAULTS.within,
    ...(where && { where }),
    ...(card && { card }),
    ...(root && { root }),
    ...(trigger && { trigger }),
    ...(fields && { fields }),
    ...(steps && { steps }),
    ...(collect && { collect: compileCollect(collect) }),
    ...(consent && { consent: compileConsent(consent) }),
    ...(Object.values(rule.attributes ?? {}).some(isConstant) && { constants: true as const }),
    ...(attributes && { attributes }),
    ...(events && { events }),
    ...(rule.purchases && { purchases: rule.purchases.map(compilePurchase) }),
    ...(subscriptions && { subscriptions }),
  }
}

/** What the proxy can fill in when nothing crosses the wire. */
function isConstant(value: SourcePath | Value): boolean {
  return typeof value === 'object' && !value.when && ('value' in value || 'default' in value)
}

function compileConsent({ from, api = false, scope = 'capture', gpc = false }: Consent): PublicConsent {
  return { ...(from && { from }), api, scope, gpc }
}

function compileCollect(collect: Collect): NonNullable<PublicRule['collect']> {
  return { ...DEFAULTS.collect, ...collect }
}

function compilePurchase({ productId, price, currency, quantity, properties, when }: PurchaseTarget): PublicPurchase {
  const values = compilePicks({ productId, price, currency, ...(quantity !== undefined && { quantity }) }, (name) =>
    name === 'price' ? 'number' : name === 'quantity' ? 'integer' : 'string',
  )
  const picks = compilePicks(properties)
  return { ...(values && { values }), ...(picks && { properties: picks }), ...(when && { when }) }
}
