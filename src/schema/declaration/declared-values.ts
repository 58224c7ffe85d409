// Every declared value of a hub file with the place where it stands, for the checks that go over all of them.
import { ownAttributeType } from '../../core/braze-attributes.ts'
import type { HubFile, Rule, Value, ValueType } from '../../core/hub-file.ts'
import { addressType } from '../../core/shape/plan.ts'
import { boughtType } from '../../core/bought-types.ts'
import { valueOf } from '../../core/value-of.ts'
import { valuesOf } from '../../core/values-of.ts'

export interface DeclaredValue {
  path: (string | number)[]
  place: 'attribute' | 'property' | 'identity' | 'purchase'
  /** The attribute, property or part of a purchase; of an identity its `as`, or the alias' label. */
  name: string
  /** What the value is read as, whatever is declared; undefined where that is the author's to say. */
  takes: ValueType | undefined
  value: Value
  /** undefined for an identity. */
  rule: Rule | undefined
}

export function declaredValues(hub: HubFile): DeclaredValue[] {
  const identities = hub.identity.flatMap((identity, index): DeclaredValue[] => {
    if ('proof' in identity) return []
    const name = identity.as === 'user_alias' ? identity.label : identity.as
    const value = valueOf(identity.from)
    return [{ path: ['identity', index, 'from'], place: 'identity', name, takes: addressType(identity), value, rule: undefined }]
  })
  return [...identities, ...hub.rules.flatMap(valuesOfRule)]
}

function valuesOfRule(rule: Rule, ruleIndex: number): DeclaredValue[] {
  return valuesOf(rule).map(({ place, path, name, declared }) => ({
    path: ['rules', ruleIndex, ...path],
    place,
    name,
    takes: typeTaken(place, name),
    value: valueOf(declared),
    rule,
  }))
}

function typeTaken(place: DeclaredValue['place'], name: string): ValueType | undefined {
  if (place === 'attribute') return ownAttributeType(name)
  return place === 'purchase' ? boughtType(name) : undefined
}
