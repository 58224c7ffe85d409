// The schema of identity, consent, proof keys and bot check.
import { JWT_ALGORITHMS } from '../core/hub-file.ts'
import { z } from 'zod'
import { isMeant } from './nearest.ts'
import { text } from './scalar.ts'
import { isSourcePath, sourcePath } from './source-path.ts'
import { strict } from './strict.ts'
import { value } from './value.ts'

const proven = strict({
  as: z.enum(['external_id', 'braze_id']).meta({ description: 'The Braze identifier that the proof gives.', examples: ['external_id'] }),
  proof: sourcePath.meta({ description: 'Where the JWT comes from that proves who this is. Needs `jwt`.', examples: ['extension.token'] }),
  claim: text.exactOptional().meta({ description: 'The claim that holds the id. Default "sub".', examples: ['sub'] }),
})

const page = strict({
  as: z
    .enum(['external_id', 'braze_id', 'email', 'phone'])
    .meta({ description: 'The Braze identifier that the page gives.', examples: ['external_id'] }),
  from: value.meta({ description: 'Where the identifier comes from.', examples: [{ from: 'extension.braze_id' }] }),
  trust: z.literal('page', '"page", which says that the page is believed about who this is').meta({
    description: 'Declares explicitly that the page is believed: anyone who knows the identifier can write into that existing profile.',
    examples: ['page'],
  }),
})

const alias = strict({
  as: z.literal('user_alias').meta({ description: 'A user alias.', examples: ['user_alias'] }),
  label: text.max(255, 'at most 255 characters').meta({ description: "The alias' label.", examples: ['email'] }),
  from: value.meta({ description: "Where the alias' name comes from.", examples: [{ from: 'field.email' }] }),
  reach: z
    .boolean()
    .exactOptional()
    .meta({
      description:
        'Whether an alias labelled `email` or `phone` also sets that attribute, so that the person can be reached. Default true.',
      examples: [false],
    }),
})

export const identity = z.union([proven, page, alias], {
  error: ({ input }) =>
    isMeant(input, ['as']) ? undefined : 'an object with "as": "user_alias", "external_id", "braze_id", "email" or "phone"',
})

export const consent = strict(
  {
    from: sourcePath.exactOptional().meta({ description: 'The field whose yes gives consent.', examples: ['field.terms'] }),
    api: z
      .boolean()
      .exactOptional()
      .meta({ description: 'Nothing is sent before the page calls `komoBraze.consent(true)`. Default false.', examples: [true] }),
    scope: z
      .enum(['capture', 'person'])
      .exactOptional()
      .meta({
        description: '`capture` (default): the yes counts for this submission. `person`: for this visitor until withdrawn.',
        examples: ['person'],
      }),
    gpc: z
      .boolean()
      .exactOptional()
      .meta({ description: 'Whether Global Privacy Control counts as a withdrawal. Default false.', examples: [true] }),
  },
  (input) => `${wantedConsent(input)}; without the key none is asked for`,
)

/** What is wanted instead of something that is no object. */
export function wantedConsent(input: unknown): string {
  return typeof input === 'string' && isSourcePath(input) ? `{"from": "${input}"}` : '{"from": "field.terms"} or {"api": true}'
}

export const jwt = strict({
  issuer: text.exactOptional().meta({ description: 'The `iss` that a proof must have.', examples: ['https://login.example.com'] }),
  audience: text.exactOptional().meta({ description: 'The `aud` that a proof must have.', examples: ['komo-hub'] }),
  algorithms: z
    .array(z.enum(JWT_ALGORITHMS))
    .min(1, 'at least one algorithm')
    .meta({ description: 'The signature algorithms that are accepted.', examples: [['RS256']] }),
  keys: text.regex(/^(file:.+|https:\/\/[^\s]+)$/, '"file:…" or "https://…/jwks.json"').meta({
    description: 'The verification keys: a file or a JWKS address. HS256 from a file only.',
    examples: ['https://login.example.com/.well-known/jwks.json'],
  }),
  graceHours: z
    .number()
    .min(0, 'zero or more')
    .max(168, 'at most 168')
    .exactOptional()
    .meta({ description: 'How long after its `exp` a proof still counts, measured at capture time. Default 0.', examples: [24] }),
})

export const bot = strict({
  verify: z
    .string()
    .regex(/^https:\/\/[^\s]+$/, 'an https address')
    .meta({
      description: 'The siteverify address of the challenge provider.',
      examples: ['https://challenges.cloudflare.com/turnstile/v0/siteverify'],
    }),
  siteKey: text.meta({ description: 'The public key with which the page renders the widget.', examples: ['0x4AAAAAAA'] }),
  secret: z
    .string()
    .regex(/^(env|file):.+$/, '"env:…" or "file:…", never the secret itself')
    .meta({ description: 'Where the secret is found.', examples: ['env:TURNSTILE_SECRET'] }),
})
