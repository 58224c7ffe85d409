// The schema of one rule: which captures it takes and what becomes of them.
import { z } from 'zod'
import { isObject } from '../core/json.ts'
import { consent, wantedConsent } from './identity.ts'
import { joined, oneOrMore, text } from './scalar.ts'
import { objects, strict } from './strict.ts'
import { card, collect, confirm, finder, where } from './taking.ts'
import { event, purchase, subscription } from './targets.ts'
import { source } from './value.ts'

export const rule = strict({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/, {
      error: ({ input }) => `1 to 64 letters, digits, "-", "_" or "."${joined(String(input), /[^A-Za-z0-9_.-]+/)}`,
    })
    // The script keeps things by rule id in plain objects, which have these keys already.
    .refine((id) => !(id in {}), 'another id: every object of JavaScript has this key')
    .meta({ description: "The rule's name in traces, counts and dead letters.", examples: ['competition-entry'] }),
  on: oneOrMore(text).meta({
    description: '`form` for submitted forms, or the name of a Komo event; or a list.',
    examples: ['form', ['card-answered', 'card-clicked']],
  }),
  where: where
    .exactOptional()
    .meta({ description: 'Takes only captures that have all of these.', examples: [{ cardType: 'Competition' }] }),
  card: card.exactOptional().meta({
    description: "How to find a form's card if it is not found by itself.",
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
  root: text.exactOptional().meta({ description: 'A CSS selector: the container of a form that is not a <form>.', examples: ['.entry'] }),
  trigger: z
    .string()
    .regex(/^(click|change) \S/, '"click <selector>" or "change <selector>"')
    .exactOptional()
    .meta({ description: 'What submits a form that is not a <form>.', examples: ['click .entry__send'] }),
  fields: z
    .record(text, finder)
    .exactOptional()
    .meta({
      description: "Unique ID → CSS selector or label text, if it is not the control's name, id or data attribute.",
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
    .union([consent, z.literal('none')], { error: ({ input }) => (isObject(input) ? undefined : `${wantedConsent(input)}, or "none"`) })
    .exactOptional()
    .meta({ description: "This rule's own consent instead of the hub's; `none` asks for none.", examples: [{ from: 'field.terms' }] }),
  attributes: z
    .record(text, source)
    .exactOptional()
    .meta({
      description: 'Braze attribute → where its value comes from.',
      examples: [{ first_name: 'field.first_name', dob: { from: 'field.birthday', format: 'DD/MM/YYYY' } }],
    }),
  subscriptions: objects(subscription)
    .exactOptional()
    .meta({
      description: 'Subscription states, only from a declared consent field.',
      examples: [[{ to: 'email_subscribe', from: 'field.optin' }]],
    }),
  events: objects(event)
    .exactOptional()
    .meta({ description: 'Custom events to send.', examples: [[{ name: 'competition_entered' }]] }),
  purchases: objects(purchase)
    .exactOptional()
    .meta({
      description: 'Purchases to send.',
      examples: [[{ productId: { value: 'season-ticket' }, price: 'event.price', currency: { value: 'AUD' } }]],
    }),
})
