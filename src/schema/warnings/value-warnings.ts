// Warnings about single values: names that nearly are Braze's, sources that never yield, readings that will fail.
import { BRAZE_ATTRIBUTES } from '../../core/braze-attributes.ts'
import { DEFAULTS } from '../../core/defaults.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { localeFacts } from '../../core/shape/read/locale-facts.ts'
import { templatePaths } from '../../core/template.ts'
import { typeOfValue } from '../../core/type-of-value.ts'
import type { DeclaredValue } from '../declaration/declared-values.ts'
import { pathAsText } from './path-as-text.ts'
import { neverYields } from './never-yields.ts'
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
  return [...nearMiss(declared), ...neverFilled(declared), ...unreadable(declared, hub), ...freeText(declared), ...literal(declared)]
}

function nearMiss({ place, name, path }: DeclaredValue): Warning[] {
  if (place !== 'attribute' || Object.hasOwn(BRAZE_ATTRIBUTES, name)) return []
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const own = Object.keys(BRAZE_ATTRIBUTES).find((known) => plain(known) === plain(name)) ?? EVERYDAY.get(plain(name))
  return own === undefined ? [] : [warning(path, 'near_miss', `makes a custom attribute; Braze's own is called "${own}"`)]
}

function neverFilled({ place, path, value, rule }: DeclaredValue): Warning[] {
  if (!rule || value.value !== undefined) return []
  const { template, from = [] } = value
  const whys = (template === undefined ? [from].flat() : templatePaths(template)).map((source) => neverYields(source, rule))
  const why = whys.find((one) => one !== undefined)
  if (why === undefined || (template === undefined && whys.includes(undefined))) return []
  const what = place === 'attribute' ? 'this attribute' : 'this value'
  return [warning(path, 'attribute_never_filled', `${what} is never filled: ${why}`)]
}

/** Typed text whose reading needs what nobody declared: a locale, a region, the meaning of a letter. */
function unreadable({ path, takes, value }: DeclaredValue, hub: HubFile): Warning[] {
  const type = typeOfValue(value, takes)
  const locale = value.locale ?? hub.locale ?? DEFAULTS.locale
  if (locale === 'page' || value.value !== undefined || value.map) return []
  const { order, region, language } = localeFacts(locale)
  // The submission's own time is always ISO 8601.
  const isTyped = value.from !== 'submission.at'
  if (isTyped && (type === 'date' || type === 'datetime') && value.format === undefined && order === undefined) {
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
  if (type === 'gender' && language === 'es') {
    return [
      warning(
        path,
        'gender_letter_unknown',
        '"M" is left out: in Spanish it may mean masculino or mujer; declare "map", e.g. {"H": "M", "M": "F"}',
      ),
    ]
  }
  return []
}

/** What is sent as it stands, though it is hardly meant to be. */
function literal({ path, value }: DeclaredValue): Warning[] {
  const { map, template = '', otherwise } = value
  const found = pathAsText([...path, 'value'], value.value)
  if (map && Object.keys(map).length === 0) {
    const becomes = otherwise === undefined || otherwise === 'omit' ? 'is left out' : `becomes ${JSON.stringify(otherwise)}`
    found.push(warning([...path, 'map'], 'empty_map', `it lists nothing: whatever comes ${becomes}`))
  }
  if (/\{\{|\}\}|\$\{/.test(template)) {
    const why = 'one brace on each side is enough, as in "{field.team}": the others stay in what is sent'
    found.push(warning([...path, 'template'], 'template_braces', why))
  }
  return found
}

function freeText({ place, path, value }: DeclaredValue): Warning[] {
  const typed = [...[value.from ?? []].flat(), ...templatePaths(value.template ?? '')].some((source) => source.startsWith('field.'))
  const isText = typeOfValue(value) === 'string' && value.map === undefined && value.tooLong === undefined
  if (place !== 'property' || !typed || !isText) return []
  return [
    warning(
      path,
      'free_text',
      'whatever is typed goes into the event, where it cannot be corrected; declare "map" for a choice, or "tooLong" if free text is intended',
    ),
  ]
}
