// Which of a person's attributes are listed, and which of them the journey in focus has just changed: none if it is another person's journey.
import type { Json, JsonObject } from '../../src/core/json.ts'
import { readIdentifier } from '../fake-braze/identifier.ts'
import type { Profile } from '../fake-braze/profile.ts'
import { takenOf, type Journey } from './journey.ts'
import { SUBSCRIPTIONS } from './segment.ts'

/** Shown above the list. */
const ABOVE = ['first_name', 'last_name', ...SUBSCRIPTIONS]

export function listed(attributes: JsonObject): [name: string, value: Json][] {
  return Object.entries(attributes).filter(([name]) => !ABOVE.includes(name))
}

export function changedBy(journey: Journey | undefined, profile: Profile): ReadonlySet<string> {
  const objects = (journey && takenOf(journey).attributes) ?? []
  return new Set(objects.filter((object) => isFor(readIdentifier(object), profile)).flatMap((object) => Object.keys(object)))
}

function isFor(person: ReturnType<typeof readIdentifier>, profile: Profile): boolean {
  if (typeof person === 'string') return false
  const { by, id } = person
  if (by === 'user_alias') return profile.user_aliases.some((alias) => alias.alias_name === id && alias.alias_label === person.label)
  return id === (by === 'external_id' || by === 'braze_id' ? profile[by] : profile.attributes[by])
}
