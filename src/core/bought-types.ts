// The parts of a purchase, each with the type that it takes whatever is declared.
import type { ValueType } from './hub-file.ts'

export const BOUGHT_TYPES = {
  productId: 'string',
  price: 'number',
  currency: 'string',
  quantity: 'integer',
} as const satisfies Record<string, ValueType>
