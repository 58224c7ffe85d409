// Whether a capture may be kept and sent: by its own consent field, by the page's call, by the browser's Global Privacy Control.
import type { PublicConsent } from '../core/public-hub.ts'
import type { ConsentReading } from '../core/select.ts'
import { waitsForConsent } from './config.ts'
import { read, write } from './storage.ts'

/** `komoBraze.consent(true)` was called on this page. */
let byPage = false
/** With `scope: "person"`, this visitor once said yes. */
let byPerson = false
/** The last withdrawal that this page knows of. */
export let withdrawn = read('withdrawn')

/** Whether it may be kept; `undefined` where that is not known yet, and it stays in memory. */
export function mayKeep(consent: PublicConsent | undefined, reading: ConsentReading): boolean | undefined {
  if (isOptedOut(consent)) return false
  if (!byPage && (waitsForConsent || consent?.api)) return undefined
  if (!consent?.from || reading === 'granted') return true
  // With `scope: "person"` an earlier yes holds, even where this field says no. Before any, a capture without the field waits for one.
  byPerson ||= read('consent') === true
  return !!consent.person && (byPerson || (reading === 'absent' ? undefined : false))
}

/** https://privacycg.github.io/gpc-spec/ */
export function isOptedOut(consent: PublicConsent | undefined): boolean {
  return !!consent?.gpc && !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl
}

export function grantByPage(): void {
  byPage = true
}

export function grantByPerson(granted: boolean): void {
  write('consent', (byPerson = granted))
}

export function revoke(): void {
  byPage = false
  grantByPerson(false)
  withdrawn = read('withdrawn')
}
