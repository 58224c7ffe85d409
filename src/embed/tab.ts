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
  /** Of the submission that it came from: what one event of Komo's confirms at once. */
  submission: string
  consent?: PublicConsent | undefined
  reading: ConsentReading
  /** What confirms it, as long as nothing has; `play` where its card goes on. */
  confirm?: Exclude<Confirm, 'auto'> | 'play' | undefined
  card: string | undefined
  /** Milliseconds of visible time left for its confirmation; of a play, of idle time. */
  left: number
  /** With `steps` and `collect`: what the next capture of the same card adds to. */
  capture?: Capture | undefined
  /** Whose it is, once somebody else has come. */
  settled?: Candidate[]
  /** Nothing of it is worth sending, as far as the play has come. */
  isEmpty: boolean
  reason?: TraceReason | undefined
  /** It may be written into the tab's storage: its consent was there once, on this page or an earlier one. */
  kept?: boolean | undefined
}

interface Tab {
  identity: Candidate[]
  /** `identify()` said who it is, rather than a capture. */
  named: boolean
  user?: string | undefined
  waiting: Waiting[]
  /** When the last capture came. */
  at: number
  /** An operator looks at what would be sent: nothing goes from this tab but what she lets go. */
  inspecting?: true
  /** The last withdrawal when this was written. */
  withdrawn?: unknown
}

export const tab: Tab = { identity: [], named: false, waiting: [], at: 0 }

/** As this page wrote it last. */
let written: string

/** Takes over what another page of this tab left, unless somebody else wrote there, or consent was withdrawn since. What this page left itself it has still, and more. */
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
  const isSilent = declared()?.hub.rules.some(({ consent }) => !mayKeep(consent, consent?.person ? 'absent' : 'granted'))
  const waiting = tab.waiting.filter((one) => (one.kept ||= mayKeep(one.consent, one.reading)))
  const state = { ...tab, ...(isSilent && { identity: [], named: false, user: undefined }), waiting, withdrawn }
  written = JSON.stringify(state)
  write('tab', state)
}
