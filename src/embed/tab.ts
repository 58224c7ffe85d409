// What this tab remembers from page to page: who is here, what waits for something, plays that go on. Before consent it is in memory only.
import type { Candidate, Envelope } from '../core/envelope.ts'
import type { Capture, FieldEntry } from '../core/capture.ts'
import type { Confirm } from '../core/hub-file.ts'
import type { PublicConsent } from '../core/public-hub.ts'
import type { ConsentReading } from '../core/select.ts'
import type { TraceReason } from '../core/trace.ts'
import { read, write } from './storage.ts'

/** An envelope that is not ready to go. */
export interface Waiting {
  envelope: Envelope
  /** Of the submission that it came from: what one event of Komo's confirms at once. */
  submission: string
  consent?: PublicConsent | undefined
  reading: ConsentReading
  /** What confirms it, as long as nothing has. */
  confirm?: Exclude<Confirm, 'auto'> | undefined
  card: string | undefined
  /** Milliseconds of visible time left for its confirmation. */
  left: number
  /** With `steps`: what was entered so far. */
  fields?: Record<string, FieldEntry[]> | undefined
  reason?: TraceReason | undefined
}

export interface Play {
  rule: string
  /** The last answer's, with all responses in it. */
  capture: Capture
  at: number
  /** Not to be stored yet. */
  unconsented: boolean
}

interface Tab {
  identity: Candidate[]
  /** `identify()` said who it is, rather than a capture. */
  named: boolean
  user?: string | undefined
  waiting: Waiting[]
  plays: Record<string, Play>
  /** When the last capture came. */
  at: number
}

export const tab: Tab = { identity: [], named: false, waiting: [], plays: {}, at: 0 }

/** Takes over what an earlier page of this tab left. */
export function openTab(): void {
  const stored = read('sessionStorage', 'tab') as Partial<Tab> | undefined
  if (Array.isArray(stored?.waiting) && Array.isArray(stored.identity)) Object.assign(tab, stored)
}

export function saveTab(): void {
  write('sessionStorage', 'tab', {
    ...tab,
    waiting: tab.waiting.filter(({ reason }) => reason !== 'no_consent'),
    plays: Object.fromEntries(Object.entries(tab.plays).filter(([, { unconsented }]) => !unconsented)),
  })
}
