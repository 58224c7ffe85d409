// The reader of each type.
import type { ValueType } from '../../hub-file.ts'
import { readBoolean } from './read-boolean.ts'
import { readCountry } from './read-country.ts'
import { readDate, readDatetime } from './read-date.ts'
import { readEmail } from './read-email.ts'
import { readGender } from './read-gender.ts'
import { readLanguage } from './read-language.ts'
import { readInteger, readNumber } from './read-number.ts'
import { readObject } from './read-object.ts'
import { readPhone } from './read-phone.ts'
import { readString } from './read-string.ts'
import { readTimeZone } from './read-time-zone.ts'
import type { Reader } from './reader.ts'

export const READERS: Readonly<Record<ValueType, Reader>> = {
  string: readString,
  number: readNumber,
  integer: readInteger,
  boolean: readBoolean,
  date: readDate,
  datetime: readDatetime,
  email: readEmail,
  phone: readPhone,
  country: readCountry,
  language: readLanguage,
  gender: readGender,
  time_zone: readTimeZone,
  object: readObject,
}
