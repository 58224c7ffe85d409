// The parts of a purchase in the form that Braze takes. Source: Braze's documentation of the purchase object.
import type { Json } from '../../json.ts'
import { PURCHASE_MAX_QUANTITY } from '../../limits.ts'
import { readInteger, readNumber } from './read-number.ts'
import { textOf, type How, type Read, type Reader } from './reader.ts'

/** The readers that take the place of the type's. */
export const BOUGHT_FORMS: Readonly<Record<string, Reader>> = { price: readPrice, currency: readCurrency, quantity: readQuantity }

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

function readPrice(raw: Json, how: How): Read {
  const read = readNumber(raw, how)
  return 'value' in read && Number(read.value) < 0 ? { code: 'out_of_range' } : read
}

/** ISO 4217. */
function readCurrency(raw: Json): Read {
  const code = textOf(raw)?.trim().toUpperCase()
  return code !== undefined && CURRENCIES.has(code) ? { value: code } : { code: 'invalid_currency' }
}

function readQuantity(raw: Json, how: How): Read {
  const read = readInteger(raw, how)
  const fits = 'code' in read || (Number(read.value) >= 1 && Number(read.value) <= PURCHASE_MAX_QUANTITY)
  return fits ? read : { code: 'invalid_quantity' }
}
