// The schemas of what a rule sends beside attributes: subscriptions, events and purchases.
import { z } from 'zod'
import { condition } from './condition.ts'
import { didYouMean } from './nearest.ts'
import { text, uuid } from './scalar.ts'
import { sourcePath } from './source-path.ts'
import { strict } from './strict.ts'
import { source } from './value.ts'

const OWN = ['email_subscribe', 'push_subscribe'] as const

export const subscription = strict({
  to: z
    .union([z.enum(OWN), uuid], {
      error: ({ input }) =>
        `"email_subscribe", "push_subscribe" or the UUID of a subscription group${typeof input === 'string' ? didYouMean(input, OWN) : ''}`,
    })
    .meta({
      description: 'The subscription: `email_subscribe`, `push_subscribe` or the UUID of a subscription group.',
      examples: ['email_subscribe'],
    }),
  from: sourcePath.meta({ description: 'The consent field. A yes is `subscribed`.', examples: ['field.optin'] }),
  off: z
    .enum(['ignore', 'unsubscribe'])
    .exactOptional()
    .meta({ description: 'What a no does: nothing (`ignore`, default) or `unsubscribe`.', examples: ['unsubscribe'] }),
  doubleOptIn: z
    .boolean()
    .exactOptional()
    .meta({ description: "Whether Braze asks for a confirmation first (a group's double opt-in). Default false.", examples: [true] }),
})

const properties = z.record(text, source)

export const event = strict({
  name: text
    .max(255, 'at most 255 characters')
    .meta({ description: 'The name of the custom event in Braze.', examples: ['competition_entered'] }),
  properties: properties
    .exactOptional()
    .meta({ description: "The event's properties by name.", examples: [{ card: 'card.name', team: 'field.team' }] }),
  when: condition.exactOptional().meta({ description: 'The event is sent only if this holds.', examples: [{ 'field.optin': true }] }),
  appId: text
    .exactOptional()
    .meta({ description: "The app's API identifier in Braze (`app_id`).", examples: ['2d7f1f3c-7f42-4f4b-8f7e-0a1f6c1f0b11'] }),
})

export const purchase = strict({
  productId: source.meta({ description: 'The product, at most 255 characters.', examples: [{ value: 'season-ticket' }] }),
  price: source.meta({ description: 'The price of one, with its cents.', examples: [{ from: 'event.price', type: 'number' }] }),
  currency: source.meta({ description: 'The ISO 4217 code.', examples: [{ value: 'AUD' }] }),
  quantity: source.exactOptional().meta({ description: 'How many, 1 to 100. Default 1.', examples: [{ value: 2 }] }),
  properties: properties.exactOptional().meta({ description: "The purchase's properties by name.", examples: [{ seat: 'field.seat' }] }),
  when: condition.exactOptional().meta({ description: 'The purchase is sent only if this holds.', examples: [{ 'event.paid': true }] }),
})
