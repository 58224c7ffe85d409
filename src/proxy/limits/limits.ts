// All rate limits of the public port, as the settings declare them.
import type { Settings } from '../settings.ts'
import { deriveKey } from '../tokens/derive-key.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import { createPersonLimits, type PersonLimits } from './person-limits.ts'

export interface Limits {
  address: Limiter
  /** Junk tokens of one address: over it, unknown tokens are refused before any cryptography. */
  junkToken: Limiter
  token: Limiter
  hub: Limiter
  person: PersonLimits
}

export function createLimits(settings: Settings): Limits {
  const [newest = ''] = settings.SECRET
  const token = { perSecond: settings.RATE_TOKEN_PER_MINUTE / 60, burst: settings.RATE_TOKEN_BURST }
  return {
    address: createLimiter({ perSecond: settings.RATE_ADDRESS_PER_MINUTE / 60, burst: settings.RATE_ADDRESS_BURST }),
    junkToken: createLimiter(token),
    token: createLimiter(token),
    hub: createLimiter({ perSecond: settings.RATE_HUB_PER_SECOND, burst: settings.RATE_HUB_BURST }),
    person: createPersonLimits(deriveKey(newest, 'person'), {
      envelopes: settings.PERSON_ENVELOPES_PER_HOUR,
      events: settings.PERSON_EVENTS_PER_HOUR,
    }),
  }
}
