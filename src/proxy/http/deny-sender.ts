// Who: whether whoever holds this token may send now. Token first, then its rate and the hub's.
import type { TokenVerdict } from '../tokens/session-tokens.ts'
import type { Answer } from './answer.ts'
import type { HubCall } from './hub-call.ts'

type Denied = Answer | undefined

/** Undefined for who may send. At once for a token that is remembered, which is almost always. */
export function denySender(call: HubCall, token: string, now: number): Denied | Promise<Denied> {
  const { service, hub, origin } = call
  const verdict = service.tokens.recall(token, hub.name, origin, now)
  return verdict === undefined ? denyUnverified(call, token, now) : denyBy(verdict, call, token, now)
}

async function denyUnverified(call: HubCall, token: string, now: number): Promise<Denied> {
  const { service, hub, origin, address, refuse } = call
  const junk = service.limits.junkToken.wait(address, now)
  if (junk > 0) return refuse('rate_limited', junk)
  return denyBy(await service.tokens.verify(token, hub.name, origin, now), call, token, now)
}

function denyBy(verdict: TokenVerdict, { service: { limits }, hub, address, refuse }: HubCall, token: string, now: number): Denied {
  if (verdict === 'invalid') limits.junkToken.take(address, now)
  if (verdict !== 'valid') return refuse(verdict === 'expired' ? 'expired_token' : 'invalid_token')
  // Only who has a token counts against the hub: junk must not use up what its visitors may send.
  const overRate = limits.token.take(token, now) || limits.hub.take(hub.name, now)
  return overRate > 0 ? refuse('rate_limited', overRate) : undefined
}
