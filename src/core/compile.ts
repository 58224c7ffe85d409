// Compiles a hub file for the script: defaults filled in, only what the page decides. Run by the proxy once per revision.
import { BOOLEAN_WORDS } from './boolean-words.ts'
import { compileWhere } from './compile-condition.ts'
import { compileParts } from './compile-parts.ts'
import { compilePick } from './compile-pick.ts'
import { consentOf } from './consent-of.ts'
import { DEFAULTS } from './defaults.ts'
import type { Collect, Consent, HubFile, Identity, Rule, SourcePath, Value } from './hub-file.ts'
import { ownValue } from './own-value.ts'
import { sourcesOf } from './compile-sources.ts'
import { valuesOf } from './values-of.ts'
import type {
  Picking,
  PublicCollect,
  PublicConsent,
  PublicField,
  PublicHub,
  PublicIdentity,
  PublicRule,
  CompiledTest,
} from './public-hub.ts'

/** Milliseconds. */
const SECOND = 1_000
const MINUTE = 60_000

export function compile(hub: HubFile): PublicHub {
  const rules = hub.rules.map((rule) => compileRule(rule, consentOf(rule, hub)))
  const identity = hub.identity.map(compileIdentity)
  return {
    hub: hub.hub,
    identity,
    fields: sourcesOf(identity, rules, 'field.').map((id) => compileField(id, hub.rules)),
    query: sourcesOf(identity, rules, 'page.query.'),
    ...(hub.rules.some(asksForLabels) && { labels: true as const }),
    ...(hub.remember === false && { forgets: true as const }),
    ...(typeof hub.remember === 'object' && { days: hub.remember.days }),
    hold: hub.hold ?? DEFAULTS.hold,
    ...(hub.kiosk && { kiosk: true as const }),
    pending: hub.pending ?? DEFAULTS.pending,
    ...(JSON.stringify(hub).includes('"locale":"page"') && { pageLocale: true as const }),
    ...(hub.bot && { botSiteKey: hub.bot.siteKey }),
    ...((rules.some(readsBooleans) || identity.some(({ pick }) => picksBoolean(pick))) && { words: BOOLEAN_WORDS }),
    rules,
  }
}

/** Whether the page may have to read a yes or no for this rule. */
function readsBooleans({ consent, where, parts }: PublicRule): boolean {
  return consent?.from !== undefined || where.some(asksBoolean) || picksBoolean(parts)
}

function picksBoolean({ as, when, of = [] }: Picking): boolean {
  return as === 'boolean' || (when !== undefined && asksBoolean(when)) || Object.values(of).some(picksBoolean)
}

function asksBoolean(test: CompiledTest): boolean {
  return 'none' in test ? test.none.some(asksBoolean) : !!test[1]?.some((wanted) => typeof wanted === 'boolean')
}

function asksForLabels(rule: Rule): boolean {
  return valuesOf(rule).some(({ declared }) => typeof declared === 'object' && declared.question === 'label')
}

/** A finder that one rule declares holds for the whole hub: a Unique ID means the same everywhere. */
function compileField(id: string, rules: Rule[]): PublicField {
  const [finder] = rules.flatMap(({ fields }) => ownValue(fields, id) ?? [])
  if (finder === undefined) return [id, id]
  return typeof finder === 'string' ? [id, id, finder] : [id, finder.label]
}

function compileIdentity(identity: Identity): PublicIdentity {
  const { as } = identity
  if ('proof' in identity) return { as, proof: true, pick: { from: [identity.proof] } }
  return { as, ...('label' in identity && { label: identity.label }), pick: compilePick(identity.from, 'string') ?? {} }
}

function compileRule(rule: Rule, consent: Consent | undefined): PublicRule {
  const { id, on, where, card, root, trigger, steps, collect } = rule
  return {
    id,
    on: [on].flat(),
    where: [['on', [on].flat(), 'on'], ...compileWhere(where)],
    forms: [where?.form ?? []].flat(),
    confirm: rule.confirm ?? DEFAULTS.confirm,
    patience: collect ? (collect.idleMinutes ?? DEFAULTS.collect.idleMinutes) * MINUTE : (rule.within ?? DEFAULTS.within) * SECOND,
    ...(card && { card }),
    ...(root && { root }),
    ...(trigger && { trigger }),
    ...(steps && { steps }),
    ...(collect && { collect: compileCollect(collect) }),
    ...(consent && { consent: compileConsent(consent) }),
    ...(Object.values(rule.attributes ?? {}).some(isConstant) && { constants: true as const }),
    parts: compileParts(rule),
  }
}

/** What the proxy can fill in when nothing crosses the wire. */
function isConstant(value: SourcePath | Value): boolean {
  return typeof value === 'object' && !value.when && ('value' in value || 'default' in value)
}

function compileConsent({ from, api, scope, gpc }: Consent): PublicConsent {
  return {
    ...(from && { from }),
    ...(api && { api: true as const }),
    ...(scope === 'person' && { person: true as const }),
    ...(gpc && { gpc: true as const }),
  }
}

function compileCollect({ question, answer, correct, until, max = DEFAULTS.collect.max }: Collect): PublicCollect {
  const first = (from: SourcePath[]): Picking => ({ from, else: null })
  const response: Picking = { of: { question: first(question), answer: first(answer), ...(correct && { correct: first(correct) }) } }
  return { response, until, max }
}
