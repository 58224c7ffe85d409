// All rate limits of the public port, as the settings declare them.
import type { Settings } from '../settings.ts'
import { deriveKey } from '../tokens/derive-key.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import { createPersonLimits, type PersonLimits } from './person-limits.ts'
import { createUnderWay, type UnderWay } from './under-way.ts'

export interface Limits {
  address: Limiter
  /** Junk tokens and failed challenges of one address: over this rate, unknown ones are refused before any cryptography and before a provider is asked. */
  junkToken: Limiter
  /** Challenges being checked, by address. */
  checks: UnderWay
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
    checks: createUnderWay(),
    token: createLimiter(token),
    hub: createLimiter({ perSecond: settings.RATE_HUB_PER_SECOND, burst: settings.RATE_HUB_BURST }),
    person: createPersonLimits(deriveKey(newest, 'person'), {
      envelopes: settings.PERSON_ENVELOPES_PER_HOUR,
      events: settings.PERSON_EVENTS_PER_HOUR,
    }),
  }
}
