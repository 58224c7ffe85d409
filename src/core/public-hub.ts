// What the script gets of a hub file: compiled by the proxy, defaults filled in, only what the page decides. No names, types or constants of Braze's side but the targets' keys.
import type { Collect, Condition, Confirm, FieldFinder, SourcePath, Where } from './hub-file.ts'

/** `GET /v1/hubs/:hub` */
export interface HubAnswer {
  rev: string
  hub: PublicHub
}

export interface PublicHub {
  hub: string
  identity: PublicIdentity[]
  remember: false | 'session' | { days: number }
  hold: { max: number; minutes: number }
  kiosk: boolean
  pending: { max: number; kilobytes: number; days: number }
  /** Present where typed values are read in the page's language: envelopes then carry `<html lang>`. */
  pageLocale?: true
  botSiteKey?: string
  /** How a box or a text says yes or no, lower case; present where this hub reads booleans or consent in the page. */
  words?: Words
  /** The Unique IDs that the rules read of forms: nothing else of a form is touched. */
  fields: string[]
  /** Present where a rule lists responses by their labels. */
  labels?: true
  /** The query parameters that the rules read. */
  query: string[]
  rules: PublicRule[]
}

export interface Words {
  yes: string[]
  no: string[]
}

/** A candidate to be read: by its pick, or as a proof (a JWT) from its source. */
export type PublicIdentity = { as: string; label?: string; pick: Pick } | { as: string; proof: SourcePath }

export interface PublicRule {
  id: string
  on: string[]
  where?: Where
  card?: { closest: string; attribute: string } | { url: string }
  confirm: Confirm
  /** Seconds of visible time to wait for a confirmation. */
  within: number
  root?: string
  trigger?: string
  fields?: Record<string, FieldFinder>
  steps?: 'merge'
  collect?: Required<Omit<Collect, 'correct'>> & { correct?: SourcePath[] }
  /** The hub's consent unless the rule has its own; absent where none is asked for. */
  consent?: PublicConsent
  /** The proxy has attributes of its own for this rule (constants, defaults): an envelope makes sense with nothing picked, too. */
  constants?: true
  attributes?: Picks
  events?: PublicEvent[]
  purchases?: PublicPurchase[]
  subscriptions?: Picks
}

export interface PublicConsent {
  from?: SourcePath
  api: boolean
  scope: 'capture' | 'person'
  gpc: boolean
}

export interface PublicEvent {
  properties?: Picks
  when?: Condition
}

export interface PublicPurchase extends PublicEvent {
  /** `productId`, `price`, `currency`, `quantity`: those that are no constants. */
  values?: Picks
}

export type Picks = Record<string, Pick>

/**
 * How one raw value is picked from a capture. A pick with none of `from`, `template`, `responses` stands for a constant
 * or default behind a condition: where the condition holds, `null` crosses the wire and the proxy fills in its own value.
 */
export interface Pick {
  /** The first source that yields. */
  from?: SourcePath[]
  template?: string
  responses?: { only: string[]; question: 'id' | 'label' }
  when?: Condition
  /** `number`: a number control's value crosses as a number; `boolean`: a box's value crosses as true or false. */
  as?: 'number' | 'boolean'
  /** The rule has a value of its own for when nothing is picked (a constant, or a default): send `null` then. Only beside `when`. */
  own?: true
  /** An unticked box says no (`off: "unsubscribe"`): where the form has the field but no value of it, `false` crosses the wire. */
  off?: true
  /** Digits that look like a payment card's are meant (loyalty numbers). */
  digits?: true
}
