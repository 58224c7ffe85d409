// The language of the hub file, as its author writes it; over 200 lines because it is one grammar. The zod schema mirrors these types (src/schema) and `compile` turns them into what the script gets.
import type { Json } from './json.ts'

/**
 * Where a value comes from: `field.email`, `event.answer`, `card.name`, `page.query.utm_source` …
 * All there are: `known-sources.ts`.
 */
export type SourcePath = string

/** Name of an event in Komo's data layers. The documented ones are in `komo-events.ts`; any other name works too. */
export type KomoEvent = string

/** Name of a Braze user attribute: one of Braze's own (`email`, `dob`, `first_name` …) or a custom one. */
export type BrazeAttribute = string

/** What a hub's slug may be; the hub file is named for it. */
export const HUB_SLUG = /^[a-z0-9-]{1,64}$/

/** The declaration of one hub: `HUBS_DIR/<hub>.json`. */
export interface HubFile {
  $schema?: string
  hub: string
  extends?: string
  origins: string[]
  workspace?: string
  locale?: string
  identity: Identity[]
  consent?: Consent
  profiles?: 'create' | 'update'
  remember?: false | 'session' | { days: number }
  hold?: { max: number; minutes: number }
  kiosk?: boolean
  pending?: { max: number; kilobytes: number; days: number }
  jwt?: Jwt
  bot?: { verify: string; siteKey: string; secret: string }
  rules: Rule[]
}

export const JWT_ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'HS256'] as const
export type JwtAlgorithm = (typeof JWT_ALGORITHMS)[number]

export interface Jwt {
  issuer?: string
  audience?: string
  algorithms: JwtAlgorithm[]
  keys: string
  graceHours?: number
}

export type Identity = ProvenIdentity | PageIdentity | AliasIdentity

export interface ProvenIdentity {
  as: 'external_id' | 'braze_id'
  proof: SourcePath
  claim?: string
}

export interface PageIdentity {
  as: 'external_id' | 'braze_id' | 'email' | 'phone'
  from: Value
  trust: 'page'
}

export interface AliasIdentity {
  as: 'user_alias'
  label: string
  from: Value
  reach?: boolean
}

export interface Consent {
  from?: SourcePath
  api?: boolean
  scope?: 'capture' | 'person'
  gpc?: boolean
}

export interface Rule {
  id: string
  on: 'form' | KomoEvent | ('form' | KomoEvent)[]
  where?: Where
  card?: { closest: string; attribute: string } | { url: string }
  confirm?: Confirm
  within?: number
  root?: string
  trigger?: string
  fields?: Record<string, FieldFinder>
  steps?: 'merge'
  collect?: Collect
  consent?: Consent | 'none'
  attributes?: Record<BrazeAttribute, SourcePath | Value>
  subscriptions?: SubscriptionTarget[]
  events?: EventTarget[]
  purchases?: PurchaseTarget[]
}

export type Confirm = 'auto' | 'komo' | 'submit' | { appears: string } | { gone: true }

/** How a declared Unique ID is found where it is not the control's name, id or data attribute: a CSS selector or the label's text. */
export type FieldFinder = string | { label: string }

export interface Collect {
  question: SourcePath[]
  answer: SourcePath[]
  correct?: SourcePath[]
  until: KomoEvent[]
  max?: number
  idleMinutes?: number
}

export interface SubscriptionTarget {
  to: string
  from: SourcePath
  off?: 'ignore' | 'unsubscribe'
  doubleOptIn?: boolean
}

export interface EventTarget {
  name: string
  properties?: Record<string, SourcePath | Value>
  when?: Condition
  appId?: string
}

export interface PurchaseTarget {
  productId: SourcePath | Value
  price: SourcePath | Value
  currency: SourcePath | Value
  quantity?: SourcePath | Value
  properties?: Record<string, SourcePath | Value>
  when?: Condition
}

/** Each key is one value or a list of which one must match. */
export interface Where {
  cardId?: string | string[]
  cardType?: string | string[]
  cardSubType?: string | string[]
  cardName?: string | string[]
  pageSlug?: string | string[]
  path?: string | string[]
  form?: string | string[]
  event?: Record<string, Scalar | Scalar[]>
}

export type Scalar = string | number | boolean

export const VALUE_TYPES = [
  'string',
  'number',
  'integer',
  'boolean',
  'date',
  'datetime',
  'email',
  'phone',
  'country',
  'language',
  'gender',
  'time_zone',
  'object',
] as const
export type ValueType = (typeof VALUE_TYPES)[number]

export const OPERATIONS = ['set', 'add', 'remove', 'inc', 'merge', '$add', '$update', '$remove'] as const
export type Operation = (typeof OPERATIONS)[number]

/** Where a value comes from (exactly one of `from`, `template`, `value`) and what becomes of it on its way. */
export interface Value {
  from?: SourcePath | SourcePath[]
  template?: string
  value?: Json
  /** With `from: "form.responses"`: the fields to list, and what stands as the question (default: the Unique ID). */
  only?: string[]
  question?: 'id' | 'label'

  type?: ValueType
  many?: boolean
  op?: Operation
  key?: string
  format?: string
  region?: string
  locale?: string
  map?: Record<string, Json>
  otherwise?: Json
  default?: Json
  split?: string
  trim?: boolean
  when?: Condition
  empty?: 'omit' | 'null'
  tooLong?: 'cut' | 'refuse'
  allow?: 'digits'
}

/**
 * What the page decides on raw values. Either one combinator (`all`, `any`, `not`) or source paths,
 * all of which must hold: each equal to a value, one of a list, or present/absent.
 */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | { [source: SourcePath]: Test }

export type Test = Scalar | { in: Scalar[] } | { present: boolean }
