// Which stored requests tell of a person: the part of an erasure that is the same in every store.
import { keysOf, profilesWith } from './identifiers.ts'
import { unpack } from './packed.ts'

/** A row or a dead letter: its number, and its request as `packed.ts` keeps it. */
export interface Stored {
  number: number
  text: string
}

/** What was found among those up to this one. */
export interface Found {
  numbers: number[]
  upTo: number
}

/** Numbers of what names one of the keys. Profiles that have such a key for their own join them. */
export function named(stored: Stored[], keys: Set<string>): number[] {
  const numbers: number[] = []
  for (const { number, text } of stored) {
    const request = unpack(text)
    if (![...keysOf(request)].some((key) => keys.has(key))) continue
    numbers.push(number)
    for (const key of [...keys]) for (const profile of profilesWith(request, key)) keys.add(profile)
  }
  return numbers
}
