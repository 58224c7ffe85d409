// The schemas of what a rule takes: which captures, how their parts are found, and when a submission counts.
import { z } from 'zod'
import { didYouMean, isMeant } from './nearest.ts'
import { oneOrMore, scalar, text } from './scalar.ts'
import { sourcePath } from './source-path.ts'
import { strict } from './strict.ts'

export const where = strict({
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

export const finder = z.union(
  [text, strict({ label: text.meta({ description: "The text of the field's label.", examples: ['Favourite team'] }) })],
  {
    error: ({ input }) =>
      typeof input === 'string' || isMeant(input, ['label'])
        ? undefined
        : 'a CSS selector such as "#team", or {"label": the text of its label}',
  },
)

const WAYS = ['auto', 'komo', 'submit'] as const

export const confirm = z.union(
  [
    z.enum(WAYS),
    strict({
      appears: text.meta({ description: 'A CSS selector: the submission counts when such an element shows.', examples: ['.thank-you'] }),
    }),
    strict({
      gone: z.literal(true).meta({ description: 'The submission counts when the form leaves the page or is reset.', examples: [true] }),
    }),
  ],
  {
    error: ({ input }) =>
      isMeant(input, ['appears', 'gone'])
        ? undefined
        : `"auto", "komo", "submit", {"appears": selector} or {"gone": true}${typeof input === 'string' ? didYouMean(input, WAYS) : ''}`,
  },
)

export const card = z.union(
  [
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
  ],
  {
    error: ({ input }) =>
      isMeant(input, ['closest', 'attribute', 'url'])
        ? undefined
        : '{"closest": selector, "attribute": name} or {"url": regular expression}',
  },
)

export const collect = strict({
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
    .meta({ description: 'Where the event says whether the answer was right.', examples: [['event.isCorrect']] }),
  until: z
    .array(text)
    .min(1, 'at least one event')
    .meta({ description: 'The events that end the play.', examples: [['card-finished']] }),
  max: z
    .int()
    .min(1, 'one or more')
    .max(500, 'at most 500')
    .exactOptional()
    .meta({ description: 'Maximum answers per play. Default 100.', examples: [50] }),
  idleMinutes: z
    .number()
    .positive('more than zero')
    .max(1440, 'at most 1440')
    .exactOptional()
    .meta({ description: 'Minutes without an answer after which the play ends. Default 10.', examples: [5] }),
})
