// The events and purchases of one envelope, by their index in the rule. Names and app ids are the rule's.
import type { Envelope, Raw } from '../envelope.ts'
import type { JsonObject } from '../json.ts'
import { OBJECT_MAX_BYTES } from '../limits.ts'
import { ownValue } from '../own-value.ts'
import type { EventObject, Identifier, PurchaseObject } from '../track-request.ts'
import { isLargerThan } from './json-bytes.ts'
import type { PurchasePlan, RulePlan, Targets } from './plan.ts'
import { report, shapeValue, type Shaping } from './shape-value.ts'

/** What every event and purchase of the envelope shares. */
export interface Occasion {
  identifier: Identifier
  flags: { _update_existing_only?: boolean }
  /** ISO 8601. */
  time: string
}

export function shapeEvents(rule: RulePlan, envelope: Envelope, { identifier, flags, time }: Occasion, shaping: Shaping): EventObject[] {
  return (envelope.events ?? []).flatMap(({ event, properties }) => {
    const plan = rule.events[event]
    if (plan === undefined) return []
    const shaped = shapeProperties(`events.${event}`, plan.properties, properties, shaping)
    return [
      { ...identifier, name: plan.name, time, ...(plan.appId && { app_id: plan.appId }), ...(shaped && { properties: shaped }), ...flags },
    ]
  })
}

export function shapePurchases(
  rule: RulePlan,
  envelope: Envelope,
  { identifier, flags, time }: Occasion,
  shaping: Shaping,
): PurchaseObject[] {
  return (envelope.purchases ?? []).flatMap(({ purchase, values, properties }) => {
    const plan = rule.purchases[purchase]
    const bought = plan && shapeBought(plan, values, shaping)
    if (plan === undefined || bought === undefined) return []
    const shaped = shapeProperties(plan.target, plan.properties, properties, shaping)
    return [{ ...identifier, ...bought, time, ...(shaped && { properties: shaped }), ...flags }]
  })
}

/** Without product, price or currency there is no purchase: `incomplete`. With a bad quantity there is none either: to send 1 would be a guess. */
function shapeBought(
  plan: PurchasePlan,
  raws: Record<string, Raw> | undefined,
  shaping: Shaping,
): Pick<PurchaseObject, 'product_id' | 'currency' | 'price' | 'quantity'> | undefined {
  const valueOf = (name: string) => {
    const value = plan.values.get(name)
    return value && shapeValue(value, ownValue(raws, name), shaping)
  }
  const before = shaping.problems.length
  const [product, price, quantity, currency] = [valueOf('productId'), valueOf('price'), valueOf('quantity'), valueOf('currency')]
  const badQuantity = shaping.problems.slice(before).some(({ target }) => target === `${plan.target}.quantity`)
  if (badQuantity) report({ target: `${plan.target}.quantity` }, shaping, 'invalid_quantity')

  const isWhole = typeof product === 'string' && product !== '' && typeof price === 'number' && typeof currency === 'string'
  if (!isWhole || badQuantity) return report(plan, shaping, 'incomplete')
  return { product_id: product, currency, price, ...(typeof quantity === 'number' && { quantity }) }
}

/** undefined where no property has a value, or where all of them together are larger than Braze takes. */
function shapeProperties(
  target: string,
  targets: Targets,
  raws: Record<string, Raw> | undefined,
  shaping: Shaping,
): JsonObject | undefined {
  const properties: JsonObject = {}
  for (const plan of targets.values()) {
    const value = shapeValue(plan, ownValue(raws, plan.name), shaping)
    if (value !== undefined) properties[plan.name] = value
  }
  if (Object.keys(properties).length === 0) return undefined
  return isLargerThan(properties, OBJECT_MAX_BYTES) ? report({ target }, shaping, 'too_large') : properties
}
