// Every declared value of a hub file with the place where it stands, for the checks that go over all of them.
import type { HubFile, Rule, SourcePath, Value } from '../../core/hub-file.ts'
import { valueOf } from '../../core/value-of.ts'

export interface DeclaredValue {
  path: PropertyKey[]
  place: 'attribute' | 'property' | 'identity' | 'purchase'
  /** The attribute, property, `as` or part of a purchase. */
  name: string
  value: Value
  /** undefined for an identity. */
  rule: Rule | undefined
}

export function declaredValues(hub: HubFile): DeclaredValue[] {
  const identities = hub.identity.flatMap((identity, index): DeclaredValue[] =>
    'from' in identity
      ? [{ path: ['identity', index, 'from'], place: 'identity', name: identity.as, value: valueOf(identity.from), rule: undefined }]
      : [],
  )
  return [...identities, ...hub.rules.flatMap(valuesOfRule)]
}

function valuesOfRule(rule: Rule, ruleIndex: number): DeclaredValue[] {
  const at = ['rules', ruleIndex]
  const each = (place: DeclaredValue['place'], path: PropertyKey[], values: Record<string, SourcePath | Value> | undefined) =>
    Object.entries(values ?? {}).map(([name, value]) => ({ path: [...path, name], place, name, value: valueOf(value), rule }))
  return [
    ...each('attribute', [...at, 'attributes'], rule.attributes),
    ...(rule.events ?? []).flatMap(({ properties }, index) => each('property', [...at, 'events', index, 'properties'], properties)),
    ...(rule.purchases ?? []).flatMap(({ productId, price, currency, quantity, properties }, index) => [
      ...each('purchase', [...at, 'purchases', index], { productId, price, currency, ...(quantity !== undefined && { quantity }) }),
      ...each('property', [...at, 'purchases', index, 'properties'], properties),
    ]),
  ]
}
