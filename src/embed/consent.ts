// Whether a capture may be kept and sent: by its own consent field, by the page's call, by the browser's Global Privacy Control.
import type { PublicConsent } from '../core/public-hub.ts'
import type { ConsentReading } from '../core/select.ts'
import { waitsForConsent } from './config.ts'
import { read, write } from './storage.ts'

/** `wait`: kept in memory only, until the answer is known. */
export type Verdict = 'yes' | 'wait' | 'no'

/** `komoBraze.consent(true)` was called on this page. */
let byPage = false
/** With `scope: "person"`: this visitor once said yes. */
let byPerson = false

export function verdict(consent: PublicConsent | undefined, reading: ConsentReading): Verdict {
  if (consent?.gpc && isOptedOut()) return 'no'
  if (!byPage && (waitsForConsent || consent?.api)) return 'wait'
  if (!consent?.from || reading === 'granted') return 'yes'
  if (consent.scope === 'capture') return 'no'
  return (byPerson ||= read('localStorage', 'consent') === true) ? 'yes' : reading === 'absent' ? 'wait' : 'no'
}

/** https://privacycg.github.io/gpc-spec/ */
export function isOptedOut(): boolean {
  return (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true
}

export function grantByPage(): void {
  byPage = true
}

export function grantByPerson(): void {
  byPerson = true
  write('localStorage', 'consent', true)
}

export function revoke(): void {
  byPage = byPerson = false
  write('localStorage', 'consent', undefined)
}
