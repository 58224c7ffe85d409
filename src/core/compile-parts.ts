// Compiles what one rule's envelope holds: its attributes, events, purchases and subscriptions, as one tree of picks.
import { boughtType } from './bought-types.ts'
import { ownAttributeType } from './braze-attributes.ts'
import { compileCondition } from './compile-condition.ts'
import { compilePick, compilePicks } from './compile-pick.ts'
import type { Condition, PurchaseTarget, Rule, SubscriptionTarget } from './hub-file.ts'
import type { Picking } from './public-hub.ts'
import { boughtValues } from './values-of.ts'

export function compileParts({ attributes, events, purchases, subscriptions }: Rule): Picking {
  return compileObject({
    attributes: compilePicks(attributes, ownAttributeType),
    events: events && {
      of: events.map(({ properties, when }, event) => compileItem({ event: { else: event }, properties: compilePicks(properties) }, when)),
    },
    purchases: purchases && { of: purchases.map(compilePurchase) },
    subscriptions: subscriptions && { of: Object.fromEntries(subscriptions.map((one) => [one.to, compileSubscription(one)])) },
  })
}

function compilePurchase(target: PurchaseTarget, purchase: number): Picking {
  const { properties, when } = target
  return compileItem(
    { purchase: { else: purchase }, values: compilePicks(boughtValues(target), boughtType), properties: compilePicks(properties) },
    when,
  )
}

function compileSubscription({ from, off }: SubscriptionTarget): Picking {
  return { ...compilePick(from, 'boolean'), ...(off === 'unsubscribe' && { off: true as const }) }
}

function compileItem(parts: Record<string, Picking | undefined>, when: Condition | undefined): Picking {
  return { ...compileObject(parts), ...(when && { when: compileCondition(when) }) }
}

function compileObject(parts: Record<string, Picking | undefined>): Picking {
  return { of: Object.fromEntries(Object.entries(parts).flatMap(([name, pick]) => (pick ? [[name, pick]] : []))) }
}
