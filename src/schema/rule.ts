// The schema of one rule: which captures it takes and what becomes of them.
import { z } from 'zod'
import { condition } from './condition.ts'
import { consent } from './identity.ts'
import { oneOrMore, scalar, text, uuid } from './scalar.ts'
import { sourcePath } from './source-path.ts'
import { strict } from './strict.ts'
import { source } from './value.ts'

const where = strict({
  cardId: oneOrMore(text)
    .exactOptional()
    .meta({ description: "The card's id.", examples: ['7d4f0c0e-2a53-4a7c-9c5e-5b8f7b1f2a10'] }),
  cardType: oneOrMore(text)
    .exactOptional()
    .meta({ description: "The card's type, in Komo's words.", examples: ['Quiz'] }),
  cardSubType: oneOrMore(text)
    .exactOptional()
    .meta({ description: "The card's sub-type, in Komo's words.", examples: ['Trivia'] }),
  cardName: oneOrMore(text)
    .exactOptional()
    .meta({ description: "The card's name.", examples: ['Win a signed jersey'] }),
  pageSlug: oneOrMore(text)
    .exactOptional()
    .meta({ description: "The page's slug, as Komo's events give it.", examples: ['home'] }),
  path: oneOrMore(text)
    .exactOptional()
    .meta({ description: "The page's path.", examples: ['/competition'] }),
  form: oneOrMore(text)
    .exactOptional()
    .meta({ description: 'A CSS selector that the form matches.', examples: ['#signup'] }),
  event: z
    .record(text, oneOrMore(scalar))
    .exactOptional()
    .meta({ description: "Paths into the event's payload, with the value each must have.", examples: [{ itemIndex: 2 }] }),
})

const finder = z.union([
  text,
  strict({ label: text.meta({ description: "The text of the field's label.", examples: ['Favourite team'] }) }),
])

const confirm = z.union([
  z.enum(['auto', 'komo', 'submit']),
  strict({
    appears: text.meta({ description: 'A CSS selector: the submission counts when such an element shows.', examples: ['.thank-you'] }),
  }),
  strict({
    gone: z.literal(true).meta({ description: 'The submission counts when the form leaves the page or is reset.', examples: [true] }),
  }),
])

const card = z.union([
  strict({
    closest: text.meta({ description: 'A CSS selector of the ancestor that stands for the card.', examples: ['[data-card-id]'] }),
    attribute: text.meta({ description: "Its attribute that holds the card's id.", examples: ['data-card-id'] }),
  }),
  strict({
    url: text.meta({
      description: "A regular expression; its first group in the page's address is the card's id.",
      examples: ['/card/([0-9a-f-]+)'],
    }),
  }),
])

const collect = strict({
  question: z
    .array(sourcePath)
    .min(1, 'at least one path')
    .meta({ description: 'Where the question comes from; the first that yields.', examples: [['event.question.text']] }),
  answer: z
    .array(sourcePath)
    .min(1, 'at least one path')
    .meta({ description: 'Where the answer comes from; the first that yields.', examples: [['event.answer']] }),
  correct: z
    .array(sourcePath)
    .min(1, 'at least one path')
    .exactOptional()
    .meta({ description: 'Where it says whether the answer was right.', examples: [['event.isCorrect']] }),
  until: z
    .array(text)
    .min(1, 'at least one event')
    .meta({ description: 'The events that end the play.', examples: [['card-finished']] }),
  max: z
    .int()
    .min(1, 'one or more')
    .max(500, 'at most 500')
    .exactOptional()
    .meta({ description: 'Most answers of one play. Default 100.', examples: [50] }),
  idleMinutes: z
    .number()
    .positive('more than zero')
    .max(1440, 'at most 1440')
    .exactOptional()
    .meta({ description: 'Minutes without an answer after which the play ends. Default 10.', examples: [5] }),
})

const subscription = strict({
  to: z
    .union([z.enum(['email_subscribe', 'push_subscribe']), uuid], '"email_subscribe", "push_subscribe" or the UUID of a subscription group')
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

const event = strict({
  name: text
    .max(255, 'at most 255 characters')
    .meta({ description: 'The name of the custom event in Braze.', examples: ['competition_entered'] }),
  properties: properties
    .exactOptional()
    .meta({ description: "The event's properties by name.", examples: [{ card: 'card.name', team: 'field.team' }] }),
  when: condition.exactOptional().meta({ description: 'The event is sent only where this holds.', examples: [{ 'field.optin': true }] }),
  appId: text
    .exactOptional()
    .meta({ description: "The app's API identifier in Braze (`app_id`).", examples: ['2d7f1f3c-7f42-4f4b-8f7e-0a1f6c1f0b11'] }),
})

const purchase = strict({
  productId: source.meta({ description: 'The product, at most 255 characters.', examples: [{ value: 'season-ticket' }] }),
  price: source.meta({ description: 'The price of one, with its cents.', examples: [{ from: 'event.price', type: 'number' }] }),
  currency: source.meta({ description: 'The ISO 4217 code.', examples: [{ value: 'AUD' }] }),
  quantity: source.exactOptional().meta({ description: 'How many, 1 to 100. Default 1.', examples: [{ value: 2 }] }),
  properties: properties.exactOptional().meta({ description: "The purchase's properties by name.", examples: [{ seat: 'field.seat' }] }),
  when: condition.exactOptional().meta({ description: 'The purchase is sent only where this holds.', examples: [{ 'event.paid': true }] }),
})

export const rule = strict({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/, '1 to 64 letters, digits, "-", "_" or "."')
    .meta({ description: "The rule's name in traces, counts and dead letters.", examples: ['competition-entry'] }),
  on: oneOrMore(text).meta({
    description: '`form` for submitted forms, or the name of a Komo event; or a list.',
    examples: ['form', ['card-answered', 'card-clicked']],
  }),
  where: where
    .exactOptional()
    .meta({ description: 'Takes only captures that have all of these.', examples: [{ cardType: 'Competition' }] }),
  card: card.exactOptional().meta({
    description: "How a form's card is found where it is not found by itself.",
    examples: [{ closest: '[data-card-id]', attribute: 'data-card-id' }],
  }),
  confirm: confirm.exactOptional().meta({
    description:
      "What makes a submit a submission: `komo` = Komo's own form-submission event, `submit` = the submit itself, `appears`/`gone` = what the page shows; `auto` (default) = `komo` where this card showed a form-start, else `submit`.",
    examples: ['auto', { appears: '.thank-you' }],
  }),
  within: z
    .number()
    .positive('more than zero')
    .max(3600, 'at most 3600')
    .exactOptional()
    .meta({ description: 'Seconds of visible time to wait for the confirmation. Default 30.', examples: [30] }),
  root: text.exactOptional().meta({ description: 'A CSS selector: the container of a form that is no <form>.', examples: ['.entry'] }),
  trigger: z
    .string()
    .regex(/^(click|change) \S/, '"click <selector>" or "change <selector>"')
    .exactOptional()
    .meta({ description: 'What submits a form that is no <form>.', examples: ['click .entry__send'] }),
  fields: z
    .record(text, finder)
    .exactOptional()
    .meta({
      description: "Unique ID → CSS selector or label text, where it is not the control's name, id or data attribute.",
      examples: [{ team: '#team-picker', mobile: { label: 'Mobile number' } }],
    }),
  steps: z
    .literal('merge')
    .exactOptional()
    .meta({ description: 'Several submits of one card are one submission; the last sends.', examples: ['merge'] }),
  collect: collect.exactOptional().meta({
    description: 'Gathers the answers of one play into one submission.',
    examples: [{ question: ['event.question'], answer: ['event.answer'], until: ['card-finished'] }],
  }),
  consent: z
    .union([consent, z.literal('none')])
    .exactOptional()
    .meta({ description: "This rule's own consent instead of the hub's; `none` asks for none.", examples: [{ from: 'field.terms' }] }),
  attributes: z
    .record(text, source)
    .exactOptional()
    .meta({
      description: 'Braze attribute → where its value comes from.',
      examples: [{ first_name: 'field.first_name', dob: { from: 'field.birthday', format: 'DD/MM/YYYY' } }],
    }),
  subscriptions: z
    .array(subscription)
    .exactOptional()
    .meta({
      description: 'Subscription states, only from a declared consent field.',
      examples: [[{ to: 'email_subscribe', from: 'field.optin' }]],
    }),
  events: z
    .array(event)
    .exactOptional()
    .meta({ description: 'Custom events to send.', examples: [[{ name: 'competition_entered' }]] }),
  purchases: z
    .array(purchase)
    .exactOptional()
    .meta({
      description: 'Purchases to send.',
      examples: [[{ productId: { value: 'season-ticket' }, price: 'event.price', currency: { value: 'AUD' } }]],
    }),
})
