// Whether a capture may be kept and sent: by its own consent field, by the page's call, by the browser's Global Privacy Control.
import type { PublicConsent } from '../core/public-hub.ts'
import type { ConsentReading } from '../core/select.ts'
import { waitsForConsent } from './config.ts'
import { erase, read, write } from './storage.ts'

/** `komoBraze.consent(true)` was called on this page; with `scope: "person"`, this visitor once said yes. */
const given = { page: false, person: false }

/** `undefined`: not yet known, so it stays in memory. */
export function mayKeep(consent: PublicConsent | undefined, reading: ConsentReading): boolean | undefined {
  if (isOptedOut(consent)) return false
  if (!given.page && (waitsForConsent || consent?.api)) return undefined
  if (!consent?.from || reading === 'granted') return true
  if (consent.scope === 'capture') return false
  given.person ||= read('localStorage', 'consent') === true
  return given.person || (reading === 'absent' ? undefined : false)
}

/** https://privacycg.github.io/gpc-spec/ */
export function isOptedOut(consent: PublicConsent | undefined): boolean {
  return !!consent?.gpc && !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl
}

export function grant(by: keyof typeof given): void {
  given[by] = true
  if (by === 'person') write('localStorage', 'consent', true)
}

export function revoke(): void {
  given.page = given.person = false
  erase('localStorage', 'consent')
}
