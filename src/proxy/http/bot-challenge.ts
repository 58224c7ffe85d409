// The bot check that a hub may declare: its provider is asked about a visitor's challenge, within the address's limits on failed challenges and on checks at once.
import type { HubFile } from '../../core/hub-file.ts'
import type { Answer } from './answer.ts'
import type { HubCall } from './hub-call.ts'
import { CHECKING_RETRY, NO_VERDICT_RETRY } from './retry.ts'

/** Per address: a share of the connections to the provider. */
const CHECKS_AT_ONCE = 16

/** Undefined for a visitor whose challenge was passed. */
export async function refuseBot(
  { service: { limits, botCheck, elapsed }, address, refuse }: HubCall,
  bot: NonNullable<HubFile['bot']>,
  challenge: string | undefined,
): Promise<Answer | undefined> {
  if (challenge === undefined) return refuse('challenge_required')
  const junk = limits.junkToken.wait(address, elapsed())
  if (junk > 0) return refuse('rate_limited', junk)
  try {
    if (limits.checks.begin(address) > CHECKS_AT_ONCE) return refuse('rate_limited', CHECKING_RETRY)
    const verdict = await botCheck.judge(bot, challenge)
    if (verdict === 'passed') return undefined
    if (verdict === 'no_answer') return refuse('unavailable', NO_VERDICT_RETRY)
    limits.junkToken.take(address, elapsed())
    return refuse('challenge_failed')
  } finally {
    limits.checks.end(address)
  }
}
