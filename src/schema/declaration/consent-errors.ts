// A consent that asks for nothing would look like one and let everything go.
import type { Consent, Rule } from '../../core/hub-file.ts'
import type { Finding } from '../issues.ts'

/** @param path of the hub's or the rule's `consent` */
export function consentErrors(consent: Rule['consent'], path: (string | number)[], wanted: string): Finding[] {
  if (consent === undefined || consent === 'none' || asks(consent)) return []
  return [{ path, found: JSON.stringify(consent), wanted }]
}

function asks({ from, api, gpc }: Consent): boolean {
  return from !== undefined || api === true || gpc === true
}
