// The part of a `/users/track` body that the proxy shapes from one envelope, in Braze's own field names.
// Source of the rules: Braze's documentation of POST /users/track.
import type { Json } from './json.ts'

export interface TrackRequest {
  attributes?: AttributesObject[]
  events?: EventObject[]
  purchases?: PurchaseObject[]
}

/** Exactly one primary identifier, or one of the look-up keys `email` and `phone`. */
export interface Identifier {
  external_id?: string
  braze_id?: string
  user_alias?: UserAlias
  email?: string
  phone?: string
}

export interface UserAlias {
  alias_name: string
  alias_label: string
}

export type AttributesObject = Identifier & { _update_existing_only?: boolean; _merge_objects?: boolean } & {
  [attribute: string]: Json | UserAlias | undefined
}

export interface EventObject extends Identifier {
  name: string
  time: string
  app_id?: string
  properties?: { [name: string]: Json }
  _update_existing_only?: boolean
}

export interface PurchaseObject extends Identifier {
  product_id: string
  currency: string
  price: number
  quantity?: number
  time: string
  properties?: { [name: string]: Json }
  _update_existing_only?: boolean
}

/** The three arrays of a `/users/track` body, in the order in which Braze starts them. */
export const TRACK_ARRAYS = ['attributes', 'events', 'purchases'] as const
export type TrackArray = (typeof TRACK_ARRAYS)[number]
