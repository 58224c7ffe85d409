// What a visitor might have typed, for a sample that nobody has filled in yet: by the field's options, its type or its name.
import type { UsedSource } from './sources.ts'

const EXAMPLES: [RegExp, string][] = [
  [/e?mail/, 'jane@example.com'],
  [/first|given/, 'Jane'],
  [/last|family|surname/, 'Citizen'],
  [/mobile|phone|cell/, '+61 412 345 678'],
  [/dob|birth/, '1990-04-25'],
  [/gender/, 'F'],
  [/country/, 'Australia'],
  [/lang/, 'en'],
  [/post_?code|zip/, '3000'],
  [/city|suburb/, 'Melbourne'],
  [/score|count|(?:^|[^a-z])age|number|quantity|index/, '7'],
  [/price|amount|total/, '19.90'],
  [/currency/, 'AUD'],
]
const EXAMPLES_BY_TYPE: { [type: string]: string } = {
  number: '7',
  integer: '7',
  boolean: 'true',
  date: '1990-04-25',
  datetime: '2026-04-25T09:30',
  email: 'jane@example.com',
  phone: '+61 412 345 678',
  country: 'AU',
  language: 'en',
  gender: 'F',
  time_zone: 'Australia/Melbourne',
}

export function exampleOf({ path, type, example }: UsedSource, options?: string[]): string {
  if (example !== undefined) return example
  if (options?.[0]) return options[0]
  if (type && EXAMPLES_BY_TYPE[type]) return EXAMPLES_BY_TYPE[type]
  const name = path.slice(path.indexOf('.') + 1).toLowerCase()
  return EXAMPLES.find(([pattern]) => pattern.test(name))?.[1] ?? (type === 'object' ? '{}' : `Sample ${name.replace(/[_.-]+/g, ' ')}`)
}
