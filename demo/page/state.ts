// What the demo page knows: told by the hub's frame (trace, field names), by the stand-in's stream (requests, profiles) and by its own server.
import { computed, signal } from '@preact/signals'
import type { TraceEntry } from '../../src/core/trace.ts'
import type { JournalEntry } from '../fake-braze/journal.ts'
import type { Profile } from '../fake-braze/profile.ts'
import type { DemoConfig } from '../demo-config.ts'
import { journeysOf, type Delivery } from './journey.ts'
import type { FormField } from './rows.ts'

/** Trace entries and requests that are kept: enough for an hour of clicking. */
const KEPT = 600

export const config = signal<DemoConfig>()
export const told = signal<TraceEntry[]>([])
export const requests = signal<JournalEntry[]>([])
export const people = signal<ReadonlyMap<string, Profile>>(new Map())
/** By card: the fields that its form had at the last submit. */
export const formFields = signal<Record<string, FormField[]>>({})
export const broken = signal({ braze: false, proxy: false })
/** Nothing goes to the workspace: the operator, or the proxy itself, has paused it. Looked at only while something is open. */
export const isPaused = signal(false)
/** The hub's page is in its frame, but its script could not be loaded. */
export const scriptIsMissing = signal(false)

/** By envelope. */
export const deliveries = signal<ReadonlyMap<string, Delivery>>(new Map())

export const journeys = computed(() =>
  journeysOf({ told: told.value, rules: config.value?.hubFile.rules ?? [], requests: requests.value, deliveries: deliveries.value }),
)
/** The journey that was picked from the list; undefined, as after each new capture: the newest. */
export const picked = signal<string>()
export const shown = computed(() => journeys.value.find(({ id }) => id === picked.value) ?? newest())
/** The person that was picked; undefined, as after each new capture: the one changed last. */
export const pickedPerson = signal<string>()
export const person = computed(() => people.value.get(pickedPerson.value ?? '') ?? lastChanged())
/** How many captures no rule took. */
export const leftAlone = computed(() => {
  const taken = new Set(journeys.value.map(({ capture }) => capture?.submission.id))
  return told.value.filter(({ stage, capture }) => stage === 'captured' && !taken.has(capture?.submission.id)).length
})

function newest() {
  const begun = journeys.value.filter(({ standing }) => standing.is !== 'held' || standing.reason !== 'collecting')
  return begun.reduce((one, other) => (one && one.startedAt > other.startedAt ? one : other), begun[0])
}

function lastChanged(): Profile | undefined {
  return [...people.value.values()].sort((one, other) => other.updated_at.localeCompare(one.updated_at))[0]
}

export function addTold(entry: TraceEntry): void {
  if (entry.stage === 'captured') picked.value = pickedPerson.value = undefined
  told.value = [...told.value, entry].slice(-KEPT)
}

export function addRequests(entries: JournalEntry[]): void {
  const known = new Set(requests.value.map(({ n }) => n))
  requests.value = [...requests.value, ...entries.filter(({ n }) => !known.has(n))].slice(-KEPT)
}

export function addPeople(profiles: Profile[]): void {
  people.value = new Map([...people.value, ...profiles.map((profile) => [profile.braze_id, profile] as const)])
}
