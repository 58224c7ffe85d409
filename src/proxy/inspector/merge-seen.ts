// What several inspector sessions saw on a hub, merged by form, field, event and path: the newest report counts, and no more is kept than the contract allows.
import { SEEN_MAX, type Seen, type SeenEvent, type SeenField, type SeenForm } from '../../core/inspector.ts'

export function mergeSeen(before: Seen, after: Seen): Seen {
  return {
    forms: merge(before.forms, after.forms, (form) => form.selector, mergeForm, SEEN_MAX.forms),
    events: merge(before.events, after.events, (event) => event.name, mergeEvent, SEEN_MAX.events),
  }
}

/** Known ones keep their place, new ones come behind; over `max` the first ones go. */
function merge<One>(before: One[], after: One[], key: (one: One) => string, combine: (before: One, after: One) => One, max: number): One[] {
  const merged = new Map(before.map((one) => [key(one), one]))
  for (const one of after) {
    const known = merged.get(key(one))
    merged.set(key(one), known === undefined ? one : combine(known, one))
  }
  return [...merged.values()].slice(-max)
}

function mergeForm(before: SeenForm, after: SeenForm): SeenForm {
  const fields = merge(before.fields, after.fields, (field) => field.id, mergeField, SEEN_MAX.fields)
  return { ...before, ...after, fields }
}

function mergeField(before: SeenField, after: SeenField): SeenField {
  const options = [...new Set([...(before.options ?? []), ...(after.options ?? [])])].slice(0, SEEN_MAX.options)
  return { ...before, ...after, ...(options.length > 0 && { options }) }
}

function mergeEvent(before: SeenEvent, after: SeenEvent): SeenEvent {
  return {
    name: after.name,
    at: after.at,
    cardTypes: [...new Set([...before.cardTypes, ...after.cardTypes])].slice(0, SEEN_MAX.cardTypes),
    paths: merge(
      before.paths,
      after.paths,
      (one) => one.path,
      (_, one) => one,
      SEEN_MAX.paths,
    ),
  }
}
