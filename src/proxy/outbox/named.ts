// Which stored requests name a person: the part of an erasure that is the same in every store.
import { keysOf, profilesWith } from './identifiers.ts'
import { unpack } from './packed.ts'

/** A row or a dead letter: its number, and its request as `packed.ts` keeps it. */
export interface Stored {
  number: number
  text: string
}

/** What was found among those up to number `upTo`. */
export interface Found {
  numbers: number[]
  upTo: number
}

/** Rows read at once. */
const CHUNK = 1_000

/** Reads a whole table from its beginning, a chunk at a time. */
export async function findNamed(read: (after: number, limit: number) => Promise<Stored[]>, keys: Set<string>): Promise<Found> {
  const numbers: number[] = []
  for (let upTo = 0; ;) {
    const rows = await read(upTo, CHUNK)
    numbers.push(...named(rows, keys))
    upTo = rows.at(-1)?.number ?? upTo
    if (rows.length < CHUNK) return { numbers, upTo }
  }
}

/** Numbers of the requests that name one of the keys. Adds to `keys` the profiles whose own address or phone number is one of them. */
export function named(stored: Stored[], keys: Set<string>): number[] {
  const numbers: number[] = []
  for (const { number, text } of stored) {
    const request = unpack(text)
    if (![...keysOf(request)].some((key) => keys.has(key))) continue
    numbers.push(number)
    // One address may be that of thousands of profiles, as what people type who give none: for each row of theirs, all found so far are not gone through.
    for (const profile of profilesWith(request, keys)) keys.add(profile)
  }
  return numbers
}
