// Every value that a rule declares, with where in the rule it stands: attributes, properties, the parts of purchases.
import { BOUGHT_PARTS } from './bought-types.ts'
import type { PurchaseTarget, Rule, SourcePath, Value } from './hub-file.ts'

export interface RuleValue {
  place: 'attribute' | 'property' | 'purchase'
  /** Keys and indices down from the rule; the last is the value's own name. */
  path: (string | number)[]
  name: string
  declared: SourcePath | Value
}

export function valuesOf({ attributes, events = [], purchases = [] }: Rule): RuleValue[] {
  return [
    ...valuesAt('attribute', ['attributes'], attributes),
    ...events.flatMap(({ properties }, index) => valuesAt('property', ['events', index, 'properties'], properties)),
    ...purchases.flatMap((purchase, index) => [
      ...valuesAt('purchase', ['purchases', index], boughtValues(purchase)),
      ...valuesAt('property', ['purchases', index, 'properties'], purchase.properties),
    ]),
  ]
}

/** A purchase's declared parts by name (`BOUGHT_PARTS`); a quantity only where one is declared. */
export function boughtValues(purchase: PurchaseTarget): Record<string, SourcePath | Value> {
  return Object.fromEntries(
    BOUGHT_PARTS.flatMap((name) => {
      const declared = purchase[name]
      return declared === undefined ? [] : [[name, declared]]
    }),
  )
}

function valuesAt(place: RuleValue['place'], path: RuleValue['path'], values: Record<string, SourcePath | Value> = {}): RuleValue[] {
  return Object.entries(values).map(([name, declared]) => ({ place, path: [...path, name], name, declared }))
}
