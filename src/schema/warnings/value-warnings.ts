// Warnings about single values: names that nearly are Braze's, sources that never yield, readings that will fail.
import { BRAZE_ATTRIBUTES } from '../../core/braze-attributes.ts'
import { DEFAULTS } from '../../core/defaults.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { localeFacts } from '../../core/shape/read/locale-facts.ts'
import { templatePaths } from '../../core/template.ts'
import type { DeclaredValue } from '../declaration/declared-values.ts'
import { warning, type Warning } from './warning.ts'

/** Everyday names of Braze's own attributes, without case and separators. */
const EVERYDAY = new Map(
  Object.entries({
    dateofbirth: 'dob',
    birthday: 'dob',
    birthdate: 'dob',
    mobile: 'phone',
    mobilephone: 'phone',
    phonenumber: 'phone',
    emailaddress: 'email',
    surname: 'last_name',
    familyname: 'last_name',
    givenname: 'first_name',
    city: 'home_city',
    sex: 'gender',
  }),
)

export function valueWarnings(declared: DeclaredValue, hub: HubFile): Warning[] {
  return [...nearMiss(declared), ...neverFilled(declared), ...unreadable(declared, hub), ...freeText(declared)]
}

function nearMiss({ place, name, path }: DeclaredValue): Warning[] {
  if (place !== 'attribute' || Object.hasOwn(BRAZE_ATTRIBUTES, name)) return []
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '')
  const own = Object.keys(BRAZE_ATTRIBUTES).find((known) => plain(known) === plain(name)) ?? EVERYDAY.get(plain(name))
  return own === undefined ? [] : [warning(path, 'near_miss', `makes a custom attribute; Braze's own is called "${own}"`)]
}

function neverFilled({ place, path, value, rule }: DeclaredValue): Warning[] {
  if (!rule || value.value !== undefined) return []
  const on = [rule.on].flat()
  const takesForms = on.includes('form')
  const takesEvents = on.some((name) => name !== 'form')
  const yields = (source: string) => (/^(field|form)\./.test(source) ? takesForms : source.startsWith('event.') ? takesEvents : true)
  const sources = [value.from ?? []].flat()
  const filled = value.template === undefined ? sources.some(yields) : templatePaths(value.template).every(yields)
  if (filled) return []
  const what = place === 'attribute' ? 'this attribute' : 'this value'
  return [
    warning(
      path,
      'attribute_never_filled',
      `${what} is never filled: ${takesForms ? 'forms have no event payload' : 'events have no form fields'}`,
    ),
  ]
}

/** Typed text whose reading needs a locale or region that nobody declared. */
function unreadable({ path, takes, value }: DeclaredValue, hub: HubFile): Warning[] {
  const type = value.type ?? takes
  const locale = value.locale ?? hub.locale ?? DEFAULTS.locale
  if (locale === 'page' || value.value !== undefined || value.map) return []
  const { order, region } = localeFacts(locale)
  if ((type === 'date' || type === 'datetime') && value.format === undefined && order === undefined) {
    return [
      warning(
        path,
        'date_order_unknown',
        `"05/04/2026" is left out as ambiguous: the locale "${locale}" does not say whether the day or the month comes first; declare "format", or a locale such as "en-AU"`,
      ),
    ]
  }
  if (type === 'phone' && value.region === undefined && region === undefined) {
    return [
      warning(
        path,
        'phone_region_unknown',
        `numbers without "+" are left out: neither "region" nor the locale "${locale}" names a country`,
      ),
    ]
  }
  return []
}

function freeText({ place, path, value }: DeclaredValue): Warning[] {
  const typed = [...[value.from ?? []].flat(), ...templatePaths(value.template ?? '')].some((source) => source.startsWith('field.'))
  const isText = (value.type ?? 'string') === 'string' && value.map === undefined && value.tooLong === undefined
  if (place !== 'property' || !typed || !isText) return []
  return [
    warning(
      path,
      'free_text',
      'whatever is typed goes into the event, where it cannot be corrected; declare "map" for a choice, or "tooLong" to say that free text is meant',
    ),
  ]
}
