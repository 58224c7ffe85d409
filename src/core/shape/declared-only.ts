// An envelope may name only what its rule declares, each event and purchase once; an honest script never does otherwise.
import type { Envelope, Raw } from '../envelope.ts'
import type { RulePlan, Targets } from './plan.ts'

/** Which part names something undeclared; never the name itself, which is whatever the sender wrote. */
export function undeclaredPart(rule: RulePlan, envelope: Envelope): string | undefined {
  const { attributes, subscriptions, events = [], purchases = [] } = envelope
  if (!areDeclared(attributes, rule.attributes)) return 'attributes'
  if (Object.keys(subscriptions ?? {}).some((to) => !rule.subscriptions.has(to))) return 'subscriptions'
  if (
    !areOnce(
      events.map(({ event }) => event),
      rule.events.length,
    )
  )
    return 'events'
  if (
    !areOnce(
      purchases.map(({ purchase }) => purchase),
      rule.purchases.length,
    )
  )
    return 'purchases'
  if (!events.every(({ event, properties }) => areDeclared(properties, rule.events[event]?.properties))) return 'events'
  const fits = purchases.every(({ purchase, values, properties }) => {
    const plan = rule.purchases[purchase]
    return areDeclared(values, plan?.values) && areDeclared(properties, plan?.properties)
  })
  return fits ? undefined : 'purchases'
}

function areDeclared(raws: Record<string, Raw> | undefined, targets: Targets | undefined): boolean {
  for (const name in raws) {
    const plan = targets?.get(name)
    if (plan === undefined || plan.wire === 'nothing' || (plan.wire === 'null' && raws[name] !== null)) return false
  }
  return true
}

function areOnce(indexes: number[], length: number): boolean {
  return new Set(indexes).size === indexes.length && indexes.every((index) => Number.isInteger(index) && index >= 0 && index < length)
}
