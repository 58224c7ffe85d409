// Which objects of a request to Braze come from one envelope. Envelope ids do not reach Braze, so the objects are recognised by the rule's names and the envelope's time.
// Another tab may send for the same person, so nothing is claimed unless it is certain; else the proxy, which knows the ids, is asked.
import { ownAttributeType } from '../../src/core/braze-attributes.ts'
import type { Envelope, Raw } from '../../src/core/envelope.ts'
import type { Rule, SourcePath, Value } from '../../src/core/hub-file.ts'
import { isObject, type Json, type JsonObject } from '../../src/core/json.ts'
import type { JournalEntry } from '../fake-braze/journal.ts'
import type { Attempt } from './journey.ts'
import { objectsByPerson, type Placed } from './objects-by-person.ts'

/** By how much two readings of one computer's clock may seem to differ: milliseconds. */
const ROUNDING = 5

export interface Claimant {
  envelope: Envelope
  rule: Rule
  /** How long it was on its way to the proxy, milliseconds: the time that the proxy gives is at most this much later than the page's. */
  transit: number
}

/** `taken` are the people whose objects earlier envelopes claimed; the one claimed now is added. Undefined where nothing is certainly the envelope's. */
export function claim(claimant: Claimant, entry: JournalEntry, taken: Set<string>): Omit<Attempt, 'entry'> | undefined {
  const people = objectsByPerson(entry.body)
  // The proxy never has two envelopes of one person in one request: all objects of a person are one envelope's.
  const [found, another] = [...people].filter(([person, objects]) => !taken.has(person) && isOf(claimant, objects))
  if (!found || another) return undefined
  const [person, objects] = found
  taken.add(person)
  const body: Attempt['body'] = {}
  for (const { array, object } of objects) (body[array] ??= []).push(object)
  const refused = objects.filter((placed) => errorOf(entry.answer, placed) !== undefined)
  const others = [...people.values()].flat().length - objects.length
  if (!refused[0]) return { body, others }
  return { body, others, refused: refused.map(({ object }) => object), error: errorOf(entry.answer, refused[0]) ?? '' }
}

/** An event or purchase is needed: attributes alone have no time. */
function isOf({ envelope, rule, transit }: Claimant, objects: Placed[]): boolean {
  const isThen = ({ time }: JsonObject): boolean => {
    const late = Date.parse(String(time)) - Date.parse(envelope.at)
    return late >= -ROUNDING && late <= transit + ROUNDING
  }
  const isEvent = ({ name, properties }: JsonObject): boolean =>
    (envelope.events ?? []).some(({ event, properties: raws }) => {
      const target = rule.events?.[event]
      return target?.name === name && agrees(properties, raws, target?.properties, () => true)
    })
  const isAttributes = (object: JsonObject): boolean =>
    agrees(object, envelope.attributes, rule.attributes, (name) => (ownAttributeType(name) ?? 'string') === 'string')
  return (
    objects.some(({ array }) => array !== 'attributes') &&
    objects.every(({ array, object }) => {
      if (array === 'attributes') return isAttributes(object)
      return isThen(object) && (array === 'events' ? isEvent(object) : envelope.purchases !== undefined)
    })
  )
}

/** Whether each text that the rule takes unchanged is the same in the object as it was in the page. */
function agrees(
  object: Json | undefined,
  raws: Record<string, Raw> = {},
  declared: Record<string, SourcePath | Value> = {},
  isText: (name: string) => boolean,
): boolean {
  return Object.entries(isObject(object) ? object : {}).every(([name, value]) => {
    const raw = raws[name]
    return typeof declared[name] !== 'string' || typeof raw !== 'string' || !isText(name) || raw.trim() === value
  })
}

function errorOf(answer: Json | undefined, { array, index }: Placed): string | undefined {
  const errors = ((answer as JsonObject | undefined)?.['errors'] ?? []) as JsonObject[]
  const found = errors.find((error) => error['input_array'] === array && error['index'] === index)
  return found && String(found['type'])
}
