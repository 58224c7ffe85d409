// What `shape` prepares of a hub file, once per revision: nothing of the declaration is read again for each envelope.
import { DEFAULTS } from '../defaults.ts'
import type {
  AliasIdentity,
  EventTarget,
  HubFile,
  Identity,
  PageIdentity,
  PurchaseTarget,
  Rule,
  SourcePath,
  SubscriptionTarget,
  Value,
} from '../hub-file.ts'
import { boughtValues } from '../values-of.ts'
import { planAttribute, planBought, planValue, type ValuePlan } from './value-plan.ts'

export interface Plan {
  rules: ReadonlyMap<string, RulePlan>
  identity: IdentityPlan[]
  /** undefined: the page's. */
  locale: string | undefined
  profiles: 'create' | 'update'
}

export interface IdentityPlan {
  as: Identity['as']
  label: string | undefined
  proof: boolean
  /** An alias labelled `email` or `phone` sets that attribute too. */
  reach: 'email' | 'phone' | undefined
  value: ValuePlan | undefined
}

export interface RulePlan {
  attributes: Targets
  events: EventPlan[]
  purchases: PurchasePlan[]
  subscriptions: ReadonlyMap<string, SubscriptionTarget & { target: string }>
}

/** Declared values by name, in declared order. */
export type Targets = ReadonlyMap<string, ValuePlan>

export interface EventPlan {
  name: string
  appId: string | undefined
  properties: Targets
}

export interface PurchasePlan {
  target: string
  values: Targets
  properties: Targets
}

const plans = new WeakMap<HubFile, Plan>()

/** The plan of this very hub file object: made once, and remembered as long as the object lives. */
export function planOf(hub: HubFile): Plan {
  const known = plans.get(hub)
  if (known) return known
  const plan: Plan = {
    rules: new Map(hub.rules.map((rule) => [rule.id, planRule(rule)])),
    identity: hub.identity.map(planIdentity),
    locale: hub.locale === 'page' ? undefined : (hub.locale ?? DEFAULTS.locale),
    profiles: hub.profiles ?? DEFAULTS.profiles,
  }
  plans.set(hub, plan)
  return plan
}

export function planIdentity(identity: Identity): IdentityPlan {
  const { as } = identity
  if ('proof' in identity) return { as, label: undefined, proof: true, reach: undefined, value: undefined }
  const type = addressType(identity)
  const value = planValue(`identity.${as}`, as, identity.from, type)
  if (identity.as !== 'user_alias') return { as, label: undefined, proof: false, reach: undefined, value }
  return { as, label: identity.label, proof: false, reach: identity.reach === false ? undefined : type, value }
}

/** `email` or `phone` where the identity is an address, as the identifier itself or as the name of an alias: it is read as one. */
export function addressType(identity: PageIdentity | AliasIdentity): 'email' | 'phone' | undefined {
  const kind = identity.as === 'user_alias' ? identity.label : identity.as
  return kind === 'email' || kind === 'phone' ? kind : undefined
}

function planRule(rule: Rule): RulePlan {
  return {
    attributes: targets(rule.attributes, planAttribute),
    events: (rule.events ?? []).map(planEvent),
    purchases: (rule.purchases ?? []).map(planPurchase),
    subscriptions: new Map(
      (rule.subscriptions ?? []).map((subscription) => [subscription.to, { ...subscription, target: `subscriptions.${subscription.to}` }]),
    ),
  }
}

function planEvent({ name, appId, properties }: EventTarget, index: number): EventPlan {
  return { name, appId, properties: targets(properties, (property, value) => planValue(`events.${index}.${property}`, property, value)) }
}

function planPurchase(purchase: PurchaseTarget, index: number): PurchasePlan {
  const target = `purchases.${index}`
  return {
    target,
    values: targets(boughtValues(purchase), (name, value) => planBought(`${target}.${name}`, name, value)),
    properties: targets(purchase.properties, (name, value) => planValue(`${target}.${name}`, name, value)),
  }
}

function targets(
  declared: Record<string, SourcePath | Value> | undefined,
  plan: (name: string, value: SourcePath | Value) => ValuePlan,
): Targets {
  return new Map(Object.entries(declared ?? {}).map(([name, value]) => [name, plan(name, value)]))
}
