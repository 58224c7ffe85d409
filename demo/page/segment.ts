// A segment as Braze's dashboard builds one: people who meet all conditions on attributes, events and subscription states.
import type { Json } from '../../src/core/json.ts'
import type { Profile } from '../fake-braze/profile.ts'

/** Attributes that are subscription states. */
export const SUBSCRIPTIONS: readonly string[] = ['email_subscribe', 'push_subscribe']

export type Filter =
  | { on: 'attribute'; name: string; test: 'is' | 'is_not' | 'contains' | 'more_than' | 'is_set'; value: string }
  | { on: 'event'; name: string; test: 'did' | 'did_not'; times: number }
  | { on: 'subscription'; name: string; state: string }

export function isInSegment(profile: Profile, filters: Filter[]): boolean {
  return filters.every((filter) => meets(profile, filter))
}

function meets(profile: Profile, filter: Filter): boolean {
  if (filter.on === 'event') {
    const times = profile.events.filter(({ name }) => name === filter.name).length
    return filter.test === 'did' ? times >= filter.times : times === 0
  }
  if (filter.on === 'subscription') {
    return (profile.subscription_groups[filter.name] ?? profile.attributes[filter.name] ?? 'none') === filter.state
  }
  const value = profile.attributes[filter.name]
  if (filter.test === 'is_set') return value !== undefined
  if (filter.test === 'is_not') return !isEqual(value, filter.value)
  if (filter.test === 'more_than') return typeof value === 'number' && value > Number(filter.value)
  if (filter.test === 'contains')
    return Array.isArray(value) ? value.some((item) => isEqual(item, filter.value)) : text(value).includes(filter.value.toLowerCase())
  return isEqual(value, filter.value)
}

function isEqual(value: Json | undefined, wanted: string): boolean {
  return value !== undefined && text(value) === wanted.toLowerCase()
}

function text(value: Json | undefined): string {
  return (typeof value === 'string' ? value : JSON.stringify(value ?? '')).toLowerCase()
}
