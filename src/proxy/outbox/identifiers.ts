// The identifiers by which a stored request names a person: what `erase` looks for in the outbox, in dead letters and in late arrivals.
import { domainToASCII } from 'node:url'
import type { Json } from '../../core/json.ts'
import { plainWord } from '../../core/plain-word.ts'
import { TRACK_ARRAYS, type Identifier, type TrackRequest } from '../../core/track-request.ts'
import type { Person } from './person.ts'

/** Groups of digits that may be a phone number, as a whole value or among words, but not within a word. */
const DIGITS = /(?<![\p{L}\p{N}])\+?\d[\d\s().-]{4,}\d/gu
/** How many digits a number with its country has, as an erasure takes it. */
const PHONE_DIGITS = { min: 6, max: 15 }
/** A value that is an address as a whole, whatever characters stand before its `@`. Only there is the Chinese full stop a host's dot: in a text it ends the sentence. */
const EMAIL = /^[^\s@]+@[\p{L}\p{M}\p{N}.\u3002-]*[\p{L}\p{M}\p{N}]$/u
/**
 * Those in a text, without the quotes that a word begins with: an apostrophe within it belongs to the address (o'brien@…).
 * An address begins only where a word does: if every character of a long word without an `@` were tried as the first, that would take quadratic time.
 */
const EMAILS = /(?<![^\s<>,;:"()])'*([^\s<>,;:"'()][^\s<>,;:"()]*@[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])/gu

/** The key under which this person is looked for. */
export function personKey(person: Person): string {
  if ('email' in person) return emailKey(person.email)
  if ('phone' in person) return phoneKey(person.phone)
  if ('external_id' in person) return `external_id:${person.external_id}`
  if ('braze_id' in person) return `braze_id:${person.braze_id}`
  return person.alias_label === undefined ? `alias:${person.alias_name}` : `alias:${person.alias_label}:${person.alias_name}`
}

/** Every key in the request: its identifiers, and all e-mail addresses and phone numbers wherever they stand. */
export function keysOf(request: TrackRequest): Set<string> {
  const keys = new Set<string>()
  for (const object of objectsOf(request)) {
    for (const key of identityKeys(object)) keys.add(key)
    collect(object as Json, keys)
  }
  return keys
}

/** Keys of the profiles whose own e-mail address or phone number is among these (external id, Braze id, alias, or else the address or number itself): they are the same person. */
export function profilesWith(request: TrackRequest, keys: ReadonlySet<string>): string[] {
  return objectsOf(request)
    .filter((object) => ownKeys(object).some((key) => keys.has(key)))
    .flatMap(identityKeys)
}

function objectsOf(request: TrackRequest): Identifier[] {
  return TRACK_ARRAYS.flatMap((name): Identifier[] => request[name] ?? [])
}

function identityKeys({ external_id, braze_id, user_alias, email, phone }: Identifier): string[] {
  const keys: string[] = []
  if (external_id !== undefined) keys.push(`external_id:${external_id}`)
  if (braze_id !== undefined) keys.push(`braze_id:${braze_id}`)
  if (user_alias) keys.push(`alias:${user_alias.alias_name}`, `alias:${user_alias.alias_label}:${user_alias.alias_name}`)
  if (keys.length > 0) return keys
  // Braze looks such a profile up by its e-mail address, or else by its phone number.
  if (email !== undefined) return [emailKey(email)]
  return phone === undefined ? [] : [phoneKey(phone)]
}

function ownKeys({ email, phone, user_alias }: Identifier): string[] {
  const keys = new Set<string>()
  for (const text of [email, phone, user_alias?.alias_name]) if (typeof text === 'string') collect(text, keys)
  return [...keys]
}

function collect(value: Json, keys: Set<string>): void {
  if (typeof value === 'string') {
    collectFrom(value, keys)
    // Full-width letters, digits and signs as plain ones.
    const plain = value.normalize('NFKC')
    if (plain !== value) collectFrom(plain, keys)
  } else if (typeof value === 'number') {
    collectFrom(String(value), keys)
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) collect(item, keys)
  }
}

function collectFrom(text: string, keys: Set<string>): void {
  const isEmail = EMAIL.test(text)
  if (isEmail) keys.add(emailKey(text))
  for (const [, email = ''] of text.matchAll(EMAILS)) {
    keys.add(emailKey(email))
    // Within a text, what stands before an apostrophe may be another word (d'ada@…).
    if (!isEmail) keys.add(emailKey(email.slice(email.lastIndexOf("'") + 1)))
  }
  for (const [groups] of text.matchAll(DIGITS)) collectPhones(groups, keys)
}

/** Digits of something else may follow in the text: the number may end wherever a group does. */
function collectPhones(groups: string, keys: Set<string>): void {
  let phone = ''
  for (const [group] of groups.matchAll(/\d+/g)) {
    phone += group
    if (phone.length > PHONE_DIGITS.max) return
    if (phone.length >= PHONE_DIGITS.min) keys.add(phoneKey(phone))
  }
}

/** As `shape` writes an address: lower case, full-width letters as plain ones, the host in Punycode. */
function emailKey(email: string): string {
  const text = plainWord(email)
  const start = text.lastIndexOf('@') + 1
  const host = text.slice(start)
  const ascii = /[^ -~]/.test(host) ? domainToASCII(host) : host
  return `email:${text.slice(0, start)}${ascii || host}`
}

function phoneKey(phone: string): string {
  return `phone:${phone.replace(/\D/g, '')}`
}
