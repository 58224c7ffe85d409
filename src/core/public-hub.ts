// What the script gets of a hub file: only what the page decides, compiled by the proxy with defaults filled in. Of Braze's side it has the targets' keys, but no event names, types or constants.
import type { Confirm, Scalar, SourcePath } from './hub-file.ts'

/** `GET /v1/hubs/:hub` */
export interface HubAnswer {
  rev: string
  hub: PublicHub
}

export interface PublicHub {
  hub: string
  identity: PublicIdentity[]
  /** Identity is forgotten after each submission. */
  forgets?: true
  /** Days for which identity is remembered beyond this tab. */
  days?: number
  hold: { max: number; minutes: number }
  kiosk?: true
  pending: { max: number; kilobytes: number; days: number }
  /** Present where typed values are read in the page's language: envelopes then carry `<html lang>`. */
  pageLocale?: true
  /** For a page that renders the bot check's widget; the script itself does not read it. */
  botSiteKey?: string
  /** How a box or a text says yes or no, lower case; present where this hub reads booleans or consent in the page. */
  words?: Words
  /** What the rules read of forms: nothing else of a form is touched. */
  fields: PublicField[]
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

/** A Unique ID, and where to look for it if the browser would not send it: the text of a name, id, data attribute or label, or a selector instead. */
export type PublicField = [id: string, text: string, selector?: string]

/** How one identity candidate is picked: what it gives crosses the wire as `value`, or as `proof` where it is a JWT. */
export interface PublicIdentity {
  as: string
  label?: string
  proof?: true
  pick: Picking
}

export interface PublicRule {
  id: string
  on: string[]
  /** All must hold; the first tests `on`. */
  where: CompiledTest[]
  /** The selectors that `where` names: a form with a password control goes to no other rule. */
  forms: string[]
  card?: { closest: string; attribute: string } | { url: string }
  confirm: Confirm
  /** Milliseconds of visible time to wait for a confirmation; for a play, milliseconds to wait for the next answer. */
  patience: number
  root?: string
  trigger?: string
  steps?: 'merge'
  collect?: PublicCollect
  /** The hub's consent unless the rule has its own; absent where none is asked for. */
  consent?: PublicConsent
  /** The proxy has attributes of its own for this rule (constants, defaults): even an envelope with nothing picked makes sense. */
  constants?: true
  /** What the envelope holds of `attributes`, `events`, `purchases` and `subscriptions`. */
  parts: Picking
}

export interface PublicCollect {
  /** What one answer adds to the play: `{question, answer, correct}`. */
  response: Picking
  until: string[]
  max: number
}

export interface PublicConsent {
  from?: SourcePath
  api?: true
  /** `scope: "person"`: a yes holds for this visitor until it is withdrawn. */
  person?: true
  gpc?: true
}

/**
 * A condition with all its combinators written as one operator: `none` holds where none of its tests holds (`not a` is `none` of `a`,
 * and `a and b` is `none` of `not a` and `not b`). A leaf holds where one of the source's values is one of the wanted,
 * or, with none wanted, where the source gives anything but blanks. `miss` is what the trace says where it does not hold.
 */
export type CompiledTest = [source: SourcePath, wanted?: Scalar[] | null, miss?: string] | { none: CompiledTest[] }

/** How one value is picked from a capture: from the first source that yields, or put together from other picks. A pick that gives nothing leaves nothing on the wire. */
export interface Picking {
  when?: CompiledTest
  from?: SourcePath[]
  /** An object or a list of other picks; those that give nothing are left out. */
  of?: Record<string, Picking> | Picking[]
  /** The list's values make one text, or nothing where one of them is missing. A list or an object among them makes no text: then the list itself crosses the wire, for the proxy to judge. */
  join?: true
  /** `number`: a number control's value crosses as a number; `boolean`: a box's value crosses as true or false. */
  as?: 'number' | 'boolean'
  /** What crosses the wire where nothing is picked: an index, a name; `null` stands for the rule's own value, which the proxy fills in. */
  else?: Scalar | null
  /** An unticked box says no (`off: "unsubscribe"`): where the form has the field but no value of it, `false` crosses the wire. */
  off?: true
  /** Left out where it looks like a payment card's number. */
  guard?: true
}
