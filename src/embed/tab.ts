// What this tab remembers from page to page: who is here, and what waits for something. Before consent it is in memory only.
import type { Candidate, Envelope } from '../core/envelope.ts'
import type { Capture } from '../core/capture.ts'
import type { Confirm } from '../core/hub-file.ts'
import type { PublicConsent } from '../core/public-hub.ts'
import type { ConsentReading } from '../core/select.ts'
import type { TraceReason } from '../core/trace.ts'
import { mayKeep, withdrawn } from './consent.ts'
import { declared } from './hub.ts'
import { safe } from './safe.ts'
import { read, write } from './storage.ts'

/** An envelope that is not ready to go. */
export interface Waiting {
  envelope: Envelope
  /** Id of the submission that it came from: one event of Komo's confirms all of them. */
  submission: string
  consent?: PublicConsent | undefined
  reading: ConsentReading
  /** What is to confirm it; `undefined` once confirmed. `play`: until the play on its card ends. */
  confirm?: Exclude<Confirm, 'auto'> | 'play' | undefined
  card: string | undefined
  /** Milliseconds of visible time left for its confirmation; of a play, of idle time. */
  left: number
  /** With `steps` and `collect`: the capture so far, as much as the card's next one adds to. The rest, such as the page and Komo's user, nobody has declared: it is not stored. */
  capture?: Begun | undefined
  /** Whose it is, fixed when somebody else came. */
  settled?: Candidate[]
  /** It has nothing to send so far; a later step or answer may bring something. */
  isEmpty: boolean
  reason?: TraceReason | undefined
  /** It may be written into the tab's storage, for it had consent once, on this page or an earlier one. */
  kept?: boolean | undefined
}

export type Begun = { [Key in 'fields' | 'labels' | 'event' | 'play']: Capture[Key] | undefined }

interface Tab {
  identity: Candidate[]
  /** `identify()` said who it is, rather than a capture. */
  named: boolean
  user?: string | undefined
  waiting: Waiting[]
  /** When the last capture came. */
  at: number
  /** An operator inspects this tab: nothing is sent but what she releases. */
  inspecting?: true
  /** The last withdrawal of consent when this was written. */
  withdrawn?: unknown
}

export const tab: Tab = { identity: [], named: false, waiting: [], at: 0 }

/** The stored JSON as this page last wrote it. */
let written: string

/** Takes over what another page of this tab left, unless it is malformed or consent was withdrawn since. Not what this page wrote itself: its memory has that and more. */
export const openTab = safe((): void => {
  const stored = read('tab') as Tab
  if (
    JSON.stringify(stored) !== written &&
    stored.withdrawn === withdrawn &&
    Array.isArray(stored.identity) &&
    stored.waiting.every(({ envelope }) => envelope.id)
  )
    Object.assign(tab, stored)
})

export function saveTab(): void {
  // Who is here is not stored as long as a rule lacks a consent that is given once, by the page's call or by the person.
  const isSilent = declared()?.hub.rules.some(({ consent }) => !mayKeep(consent, consent?.person ? 'absent' : 'granted'))
  const waiting = tab.waiting.filter((one) => (one.kept ||= mayKeep(one.consent, one.reading)))
  const state = { ...tab, ...(isSilent && { identity: [], named: false, user: undefined }), waiting, withdrawn }
  written = JSON.stringify(state)
  write('tab', state)
}
