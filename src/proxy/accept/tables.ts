// What `shape` must look up: phone numbering plans, domain names, time zones.
import { domainToASCII } from 'node:url'
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Tables } from '../../core/shape/shaped.ts'

const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/

export const tables: Tables = {
  phone(text, region) {
    const country = region !== undefined && isSupportedCountry(region) ? { defaultCountry: region } : {}
    const number = parsePhoneNumberFromString(text, { ...country, extract: false })
    return number?.isValid() === true && number.ext === undefined ? number.number : undefined
  },
  asciiHost(host) {
    const ascii = domainToASCII(host).toLowerCase()
    return DOMAIN.test(ascii) ? ascii : undefined
  },
  isTimeZone(name) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name })
      return /^[A-Za-z]/.test(name)
    } catch {
      return false
    }
  },
}
