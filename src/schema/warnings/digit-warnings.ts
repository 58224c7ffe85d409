// Warnings about numbers that are really texts of digits: a postcode, a phone or a membership number loses the zeros that it begins with.
import { typeOfValue } from '../../core/type-of-value.ts'
import type { DeclaredValue } from '../declaration/declared-values.ts'
import { warning, type Warning } from './warning.ts'

/** How the names of such texts end, in words joined by "_". What is counted (`loyalty_points`) is a number and not among them. */
const DIGITS =
  /(^|_)(post_?code|postal_code|zip(_?code)?|plz|(mobile|(tele)?phone)(_?(number|no|nr))?|tel|(loyalty|member(ship)?|card|account)_?(card_?)?(number|no|nr))$/

export function digitWarnings({ path, name, takes, value }: DeclaredValue): Warning[] {
  const type = typeOfValue(value, takes)
  if ((type !== 'integer' && type !== 'number') || value.map || value.value !== undefined) return []
  const digits = [name, ...[value.from ?? []].flat().map((source) => source.split('.').at(-1) ?? '')].find((one) => DIGITS.test(words(one)))
  if (digits === undefined) return []
  return [
    warning(path, 'leading_zeros', `as a number "${digits}" loses the zeros that it begins with, 0800 becomes 800: the type is "string"`),
  ]
}

/** `postCode`, `Post-Code` and `post code` as `post_code`. */
function words(name: string): string {
  return name
    .replace(/([a-z])(?=[A-Z])/g, '$1_')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}
