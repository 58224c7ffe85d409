// The schema of the hub file, pinned to core's types: what a hub's author may declare, and what each key means.
import { HUB_SLUG, type HubFile } from '../core/hub-file.ts'
import { z } from 'zod'
import { isObject } from '../core/json.ts'
import { bot, consent, identity, jwt } from './identity.ts'
import { origin } from './origin.ts'
import { rule } from './rule.ts'
import { joined, locale, text } from './scalar.ts'
import { objects, strict, type Same } from './strict.ts'

export const hubFileSchema = strict({
  $schema: z
    .string()
    .exactOptional()
    .meta({ description: 'The JSON Schema of this file, for editors.', examples: ['./hub.schema.json'] }),
  hub: z
    .string()
    .regex(HUB_SLUG, {
      error: ({ input }) =>
        `1 to 64 of a–z, 0–9 and "-"${joined(
          String(input)
            .replace(/\.json$/, '')
            .toLowerCase(),
          /[^a-z0-9-]+/,
        )}`,
    })
    .meta({ description: "The hub's slug; the file is named for it.", examples: ['summer-footy'] }),
  extends: text.exactOptional().meta({
    description: 'Another hub file of the same folder whose declaration this hub shares; keys here win.',
    examples: ['brand.json'],
  }),
  origins: z
    .array(origin)
    .min(1, 'at least one origin')
    .meta({ description: 'The exact origins whose pages may submit.', examples: [['https://summer.komo.site']] }),
  workspace: text.exactOptional().meta({
    description: 'The Braze workspace, by its name in workspaces.json. Default "default". Never sent to a page.',
    examples: ['brand-au'],
  }),
  locale: z
    .union([z.literal('page'), locale], {
      error: ({ input }) => (/^\s*page\s*$/i.test(String(input)) ? '"page"' : undefined),
    })
    .exactOptional()
    .meta({
      description:
        'How typed dates, numbers and phones are read, and those that an event gives as text: a BCP 47 tag, or `page` for the page\'s <html lang>. Default "en".',
      examples: ['en-AU', 'page'],
    }),
  identity: objects(identity)
    .min(1, 'at least one')
    .max(10, 'at most 10')
    .meta({
      description: 'How people are mapped to Braze profiles; the first that holds wins.',
      examples: [[{ as: 'user_alias', label: 'email', from: { from: 'field.email' } }]],
    }),
  consent: consent
    .exactOptional()
    .meta({ description: 'The consent without which nothing is sent, unless a rule has its own.', examples: [{ from: 'field.terms' }] }),
  profiles: z
    .enum(['create', 'update'])
    .exactOptional()
    .meta({
      description: 'What becomes of a person unknown to Braze: `create` a profile (default) or leave alone (`update`).',
      examples: ['update'],
    }),
  remember: z
    .union(
      [
        z.literal(false),
        z.literal('session'),
        strict({
          days: z
            .number()
            .positive('more than zero')
            .max(365, 'at most 365')
            .meta({ description: 'For how many days.', examples: [30] }),
        }),
      ],
      {
        error: ({ input }) =>
          isObject(input) ? undefined : `false, "session" (in this tab) or {"days": ${/^\d+$/.test(String(input)) ? input : 30}}`,
      },
    )
    .exactOptional()
    .meta({
      description:
        'How long an identity is remembered for later captures: not at all, for this tab (`session`, default), or for some days.',
      examples: ['session', { days: 30 }],
    }),
  hold: strict({
    max: z
      .int()
      .min(1, 'one or more')
      .max(500, 'at most 500')
      .meta({ description: 'Most captures that wait.', examples: [50] }),
    minutes: z
      .number()
      .positive('more than zero')
      .max(1440, 'at most 1440')
      .meta({ description: 'Minutes without activity after which they are dropped.', examples: [30] }),
  })
    .exactOptional()
    .meta({ description: 'Captures waiting in this tab for an identity. Default 50, 30 minutes.', examples: [{ max: 50, minutes: 30 }] }),
  kiosk: z
    .boolean()
    .exactOptional()
    .meta({ description: 'A shared device: forget everything after each submission. Default false.', examples: [true] }),
  pending: strict({
    max: z
      .int()
      .min(1, 'one or more')
      .max(1000, 'at most 1000')
      .meta({ description: 'Most envelopes that wait.', examples: [100] }),
    kilobytes: z
      .number()
      .min(64, 'at least 64')
      .max(4096, 'at most 4096')
      .meta({ description: 'Most kilobytes that they take.', examples: [256] }),
    days: z
      .number()
      .positive('more than zero')
      .max(30, 'at most 30')
      .meta({ description: 'Days after which they are dropped.', examples: [3] }),
  })
    .exactOptional()
    .meta({
      description: 'Envelopes kept in the browser until the proxy has accepted them. Default 100, 256 kB, 3 days.',
      examples: [{ max: 100, kilobytes: 256, days: 3 }],
    }),
  jwt: jwt.exactOptional().meta({
    description: 'How identity proofs are verified.',
    examples: [{ algorithms: ['RS256'], keys: 'https://login.example.com/jwks.json', audience: 'komo-hub' }],
  }),
  bot: bot.exactOptional().meta({
    description: 'A challenge that a session has to pass.',
    examples: [
      { verify: 'https://challenges.cloudflare.com/turnstile/v0/siteverify', siteKey: '0x4AAAAAAA', secret: 'env:TURNSTILE_SECRET' },
    ],
  }),
  rules: objects(rule)
    .min(1, 'at least one rule')
    .max(200, 'at most 200 rules')
    .meta({
      description: 'Which captures are taken and what becomes of them.',
      examples: [[{ id: 'entry', on: 'form', attributes: { first_name: 'field.first_name' } }]],
    }),
}).meta({ title: 'Hub file', description: 'The declaration of one Komo hub: what of it goes to Braze, and as what.' })

/** Compiles only while the schema and core's types say the same. */
export const PINNED: Same<z.output<typeof hubFileSchema>, HubFile> = true
