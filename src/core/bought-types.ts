// The parts of a purchase, each with the type that it has whatever is declared.
import type { ValueType } from './hub-file.ts'

export const BOUGHT_PARTS = ['productId', 'price', 'currency', 'quantity'] as const
export type BoughtPart = (typeof BOUGHT_PARTS)[number]

const TYPES: Record<BoughtPart, ValueType> = { productId: 'string', price: 'number', currency: 'string', quantity: 'integer' }

/** Undefined for what is no part of a purchase. */
export function boughtType(name: string): ValueType | undefined {
  const part = BOUGHT_PARTS.find((one) => one === name)
  return part && TYPES[part]
}
