// Who: whether the holder of this token may send now. The token is checked first, then its rate and the hub's.
import type { TokenVerdict } from '../tokens/session-tokens.ts'
import type { Answer } from './answer.ts'
import type { HubCall } from './hub-call.ts'

type Denied = Answer | undefined

/** Undefined for a sender who may send. No promise for a remembered token, as almost all are. */
export function denySender(call: HubCall, token: string, now: number): Denied | Promise<Denied> {
  const { service, hub, origin } = call
  const verdict = service.tokens.recall(token, hub.name, origin, now)
  return verdict === undefined ? denyUnverified(call, token, now) : denyBy(verdict, call, token)
}

async function denyUnverified(call: HubCall, token: string, now: number): Promise<Denied> {
  const { service, hub, origin, address, refuse } = call
  const junk = service.limits.junkToken.wait(address, service.elapsed())
  if (junk > 0) return refuse('rate_limited', junk)
  return denyBy(await service.tokens.verify(token, hub.name, origin, now), call, token)
}

function denyBy(verdict: TokenVerdict, { service, hub, address, refuse }: HubCall, token: string): Denied {
  const { limits } = service
  const elapsed = service.elapsed()
  if (verdict === 'invalid') limits.junkToken.take(address, elapsed)
  if (verdict !== 'valid') return refuse(verdict === 'expired' ? 'expired_token' : 'invalid_token')
  // Only requests with a valid token count against the hub: junk must not use up what its visitors may send.
  const overRate = limits.token.take(token, elapsed) || limits.hub.take(hub.name, elapsed)
  return overRate > 0 ? refuse('rate_limited', overRate) : undefined
}
