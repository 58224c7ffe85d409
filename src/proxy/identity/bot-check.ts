// The optional bot check of a hub: a challenge token is confirmed by its provider's siteverify address (Turnstile, hCaptcha) before a session token is given.
import type { HubFile } from '../../core/hub-file.ts'
import type { KeySource } from '../hubs/key-source.ts'
import type { Log } from '../log.ts'
import type { OutboundFetch } from '../outbound/outbound-fetch.ts'

/** `no_answer`: nobody could say; it tells nothing of the visitor, and confirms nothing. */
export type BotVerdict = 'passed' | 'failed' | 'no_answer'

export interface BotCheck {
  judge(bot: NonNullable<HubFile['bot']>, challenge: string): Promise<BotVerdict>
}

export function createBotCheck(parts: { keySource: KeySource; fetch: OutboundFetch; log: Log }): BotCheck {
  return {
    async judge({ verify, secret: source }, challenge) {
      const secret = await parts.keySource(source)
      if (secret === undefined) {
        parts.log.error({ source }, 'the bot check secret is missing or unfit: no sessions are issued')
        return 'no_answer'
      }
      const answer = await parts.fetch(verify, { form: { secret, response: challenge } })
      const verdict = verdictOf(answer)
      if (verdict === 'no_answer')
        parts.log.warn({ verify }, 'the bot check does not answer, or rejects its secret: no sessions are issued')
      return verdict
    },
  }
}

/** What is wrong at the provider, or with our secret, is named in `error-codes`, as Turnstile and hCaptcha document them. */
function verdictOf(answer: unknown): BotVerdict {
  if (typeof answer !== 'object' || answer === null || !('success' in answer) || typeof answer.success !== 'boolean') return 'no_answer'
  if (answer.success) return 'passed'
  const codes = 'error-codes' in answer && Array.isArray(answer['error-codes']) ? answer['error-codes'] : []
  return codes.some((code) => /secret|internal-error/.test(String(code))) ? 'no_answer' : 'failed'
}
