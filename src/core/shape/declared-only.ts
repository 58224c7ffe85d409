// An envelope may name only what its rule declares, and each event and purchase only once; one from an honest script never does otherwise.
import type { Envelope, EventPart, PurchasePart, Raw } from '../envelope.ts'
import type { RulePlan, Targets } from './plan.ts'

/** Which part names something undeclared; not the name itself, which may be anything that a sender wrote. */
export function undeclaredPart(rule: RulePlan, envelope: Envelope): string | undefined {
  const { attributes, subscriptions, events = [], purchases = [] } = envelope
  if (!areDeclared(attributes, rule.attributes)) return 'attributes'
  if (Object.keys(subscriptions ?? {}).some((to) => !rule.subscriptions.has(to))) return 'subscriptions'
  if (!eventsFit(events, rule)) return 'events'
  return purchasesFit(purchases, rule) ? undefined : 'purchases'
}

function eventsFit(events: EventPart[], rule: RulePlan): boolean {
  const indexes = events.map(({ event }) => event)
  return (
    areValidIndexes(indexes, rule.events.length) &&
    events.every(({ event, properties }) => areDeclared(properties, rule.events[event]?.properties))
  )
}

function purchasesFit(purchases: PurchasePart[], rule: RulePlan): boolean {
  const indexes = purchases.map(({ purchase }) => purchase)
  return (
    areValidIndexes(indexes, rule.purchases.length) &&
    purchases.every(({ purchase, values, properties }) => {
      const plan = rule.purchases[purchase]
      return areDeclared(values, plan?.values) && areDeclared(properties, plan?.properties)
    })
  )
}

function areDeclared(raws: Record<string, Raw> | undefined, targets: Targets | undefined): boolean {
  for (const name in raws) {
    const plan = targets?.get(name)
    if (plan === undefined || plan.wire === 'nothing' || (plan.wire === 'null' && raws[name] !== null)) return false
  }
  return true
}

function areValidIndexes(indexes: number[], length: number): boolean {
  return indexes.every((index, place) => Number.isInteger(index) && index >= 0 && index < length && indexes.indexOf(index) === place)
}
