// The people of the stand-in's workspace: found or made by Braze's identifier rules, changed by what was taken. Never de-duplicates.
// Source: Braze's documentation of /users/track (identifiers, `_update_existing_only`) and of subscription states.
import type { JsonObject } from '../../src/core/json.ts'
import { type PersonKey, readIdentifier } from './identifier.ts'
import type { Judged } from './judge-request.ts'
import { applyAttributes, hasBadNested, type Profile } from './profile.ts'

/** Setting a subscription state by e-mail also changes other profiles with that address, up to this many. */
const SHARED_SUBSCRIPTION_MAX = 100

export interface ProfileOptions {
  /** Milliseconds since the epoch. */
  now(): number
  /**
   * Braze's documentation contradicts itself on events by an unknown alias: that they are always update-only (`never`), and that
   * `_update_existing_only: false` works (`flag`). The stricter reading is the default: code must survive it.
   */
  aliasEventsCreate?(): 'never' | 'flag'
}

export interface Profiles {
  /** Applies what one request was taken for; gives the profiles that it touched. */
  apply(taken: Judged['taken']): Profile[]
  all(): Profile[]
  find(key: PersonKey): Profile | undefined
  clear(): void
}

export function createProfiles(options: ProfileOptions): Profiles {
  const profiles = new Map<string, Profile>()
  /** `<kind>:<id>` to profiles; several only for e-mail and phone, which are not unique. */
  const index = new Map<string, Set<Profile>>()
  let made = 0

  const remember = (name: string, profile: Profile): void => {
    const entry = index.get(name) ?? new Set()
    index.set(name, entry.add(profile))
  }
  const indexNames = (key: PersonKey): string => (key.by === 'user_alias' ? `user_alias:${key.label}:${key.id}` : `${key.by}:${key.id}`)

  function find(key: PersonKey): Profile | undefined {
    const found = [...(index.get(indexNames(key)) ?? [])]
    if (key.by === 'email' || key.by === 'phone') {
      const current = found.filter((profile) => profile.attributes[key.by] === key.id)
      return current.find((profile) => profile.external_id !== undefined) ?? current[0]
    }
    return found[0]
  }

  function findOrMake(key: PersonKey, object: JsonObject, array: string): Profile | undefined {
    const found = find(key)
    if (found || !mayCreate(key, object['_update_existing_only'], array)) return found
    const at = new Date(options.now()).toISOString()
    const braze_id = (++made).toString(16).padStart(24, '0')
    const profile: Profile = {
      braze_id,
      ...(key.by === 'external_id' ? { external_id: key.id } : {}),
      user_aliases: key.by === 'user_alias' ? [{ alias_name: key.id, alias_label: key.label }] : [],
      attributes: key.by === 'email' || key.by === 'phone' ? { [key.by]: key.id } : {},
      subscription_groups: {},
      events: [],
      purchases: [],
      ignored: [],
      created_at: at,
      updated_at: at,
    }
    profiles.set(braze_id, profile)
    remember(`braze_id:${braze_id}`, profile)
    remember(indexNames(key), profile)
    return profile
  }

  function mayCreate(key: PersonKey, updateOnly: unknown, array: string): boolean {
    if (key.by === 'braze_id') return false
    if (key.by !== 'user_alias') return updateOnly !== true
    return updateOnly === false && (array === 'attributes' || options.aliasEventsCreate?.() === 'flag')
  }

  /** The profile itself and, for subscription states, the others that share its address. */
  function changeSubscriptions(profile: Profile, object: JsonObject): Profile[] {
    const groups = (object['subscription_groups'] ?? []) as { subscription_group_id: string; subscription_state: string }[]
    if (groups.length === 0 && object['email_subscribe'] === undefined) return [profile]
    const email = profile.attributes['email']
    const sharing = typeof email === 'string' ? [...(index.get(`email:${email}`) ?? [])].slice(0, SHARED_SUBSCRIPTION_MAX) : []
    const touched = [...new Set([profile, ...sharing.filter((other) => other.attributes['email'] === email)])]
    for (const person of touched) {
      for (const group of groups) person.subscription_groups[group.subscription_group_id] = group.subscription_state
      if (typeof object['email_subscribe'] === 'string') person.attributes['email_subscribe'] = object['email_subscribe']
    }
    return touched
  }

  function applyOne(array: string, object: JsonObject, dropNested: boolean): Profile[] {
    const key = readIdentifier(object)
    const profile = typeof key === 'string' ? undefined : findOrMake(key, object, array)
    if (!profile) return []
    const now = options.now()
    profile.updated_at = new Date(now).toISOString()
    if (array === 'attributes') {
      applyAttributes(profile, object, dropNested)
      for (const by of ['email', 'phone'] as const) {
        const id = profile.attributes[by]
        if (typeof id === 'string') remember(`${by}:${id}`, profile)
      }
      return changeSubscriptions(profile, object)
    }
    // Braze's documentation: a time in the future becomes now.
    const time = Date.parse(String(object['time'])) > now ? new Date(now).toISOString() : String(object['time'])
    const properties = (object['properties'] ?? {}) as JsonObject
    if (array === 'events') profile.events.push({ name: String(object['name']), time, properties })
    else {
      const { product_id = '', currency = '', price = 0, quantity = 1 } = object
      profile.purchases.push({ product_id, currency, price, quantity, time, properties })
    }
    return [profile]
  }

  return {
    apply(taken) {
      const dropNested = taken.some(({ array, object }) => array === 'attributes' && hasBadNested(object))
      return [...new Set(taken.flatMap(({ array, object }) => applyOne(array, object, dropNested)))]
    },
    all: () => [...profiles.values()],
    find,
    clear() {
      profiles.clear()
      index.clear()
    },
  }
}
