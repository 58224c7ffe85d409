// The optional bot check of a hub: a challenge token is confirmed by its provider's siteverify address (Turnstile, hCaptcha) before a session token is given.
import type { HubFile } from '../../core/hub-file.ts'
import type { KeySource } from '../hubs/key-source.ts'
import type { Log } from '../log.ts'
import type { OutboundFetch } from '../outbound/outbound-fetch.ts'

export interface BotCheck {
  /** Whether this visitor's challenge is confirmed. A provider that does not answer confirms nothing. */
  confirms(bot: NonNullable<HubFile['bot']>, challenge: string): Promise<boolean>
}

export function createBotCheck(parts: { keySource: KeySource; fetch: OutboundFetch; log: Log }): BotCheck {
  return {
    async confirms(bot, challenge) {
      const secret = await parts.keySource(bot.secret)
      if (secret === undefined) {
        parts.log.error({ source: bot.secret }, 'the secret of the bot check is missing: no session is given')
        return false
      }
      const answer = await parts.fetch(bot.verify, { form: { secret, response: challenge } })
      if (answer === undefined) parts.log.warn({ verify: bot.verify }, 'the bot check does not answer')
      return typeof answer === 'object' && answer !== null && 'success' in answer && answer.success === true
    },
  }
}
