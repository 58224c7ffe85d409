// Payment card numbers, which no mapping may carry: told by a scheme's prefix and length and by Luhn's check digit, with or without separators.
import { plainWord } from './plain-word.ts'

/** Visa; Mastercard with its 2-series; American Express; Diners; JCB; Maestro, Discover and UnionPay up to 19 digits. Not shorter ones, which would match phone numbers too. */
const SCHEMES = /^(4\d{15}(\d{3})?|(5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3[0689]\d{12}|(35|5[0678]|6\d)\d{12,17})$/

/** Most digits, and so most groups of digits, of a card number: no more are put together, for a long text is searched in the visitor's submit. */
const LONGEST = 19

/** @param text a value's JSON, in which a line's end or a tab is `\n` or `\t` */
export function hasCardNumber(text: string): boolean {
  // Full-width digits, as Japanese keyboards give them, are digits too.
  return (plainWord(text).match(/\+?\d([\s./_–\\nt-]{0,2}\d){13,}/g) ?? []).some((run) => {
    // Other digits may stand beside it: an expiry date, a security code.
    const groups = run.split(/[\s./_–\\nt-]+/)
    return groups.some((_, from) => {
      let digits = ''
      return groups.slice(from, from + LONGEST).some((group) => isCardNumber((digits += group)))
    })
  })
}

function isCardNumber(digits: string): boolean {
  return SCHEMES.test(digits) && luhn(digits) % 10 === 0
}

function luhn(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => sum + Number(index % 2 ? '0246813579'[Number(digit)] : digit), 0)
}
