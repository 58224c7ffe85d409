// What may be sent again although Braze may have it already, and what would then count twice: events, purchases, increments, array operations.
import type { Json } from '../../core/json.ts'
import type { AttributesObject, TrackRequest } from '../../core/track-request.ts'
import type { OutboxRow } from '../outbox/claim.ts'
import { unpack } from '../outbox/packed.ts'
import type { RowVerdict } from './verdicts.ts'

/** Keys of an attribute's value that make it an operation. Source: Braze's documentation of user attributes (custom attributes, arrays of objects). */
const OPERATIONS = ['inc', 'add', 'remove', '$add', '$update', '$remove']
/** Keys that tell whose object it is and how it is applied: both halves of a divided object need them. */
const FRAME = ['external_id', 'braze_id', 'user_alias', '_update_existing_only', '_merge_objects']
const LOOK_UP_KEYS = ['email', 'phone']

/** Under the policy `hold`: what would count twice dies as `ambiguous`, the rest stays to be sent again. */
export function holdAmbiguous(row: OutboxRow): RowVerdict {
  const { repeatable, counting } = divideRepeatable(unpack(row.request.text))
  if (!counting) return { row, left: 'all', dead: [] }
  return { row, left: repeatable, dead: [{ reason: 'ambiguous', detail: 'no answer: Braze may have it', request: counting }] }
}

export function divideRepeatable({ attributes = [], events = [], purchases = [] }: TrackRequest): {
  repeatable?: TrackRequest
  counting?: TrackRequest
} {
  const parts = attributes.map(divideAttributes)
  const repeated = parts.map(({ repeatable }) => repeatable).filter((part) => part !== undefined)
  const counted = parts.map(({ counting }) => counting).filter((part) => part !== undefined)
  const counting: TrackRequest = {
    ...(counted.length > 0 && { attributes: counted }),
    ...(events.length > 0 && { events }),
    ...(purchases.length > 0 && { purchases }),
  }
  return {
    ...(repeated.length > 0 && { repeatable: { attributes: repeated } }),
    ...(Object.keys(counting).length > 0 && { counting }),
  }
}

function divideAttributes(object: AttributesObject): { repeatable?: AttributesObject; counting?: AttributesObject } {
  const primary = object.external_id !== undefined || object.braze_id !== undefined || object.user_alias !== undefined
  const frame: AttributesObject = {}
  const repeatable: AttributesObject = {}
  const counting: AttributesObject = {}
  for (const [key, value] of Object.entries(object)) {
    const target = FRAME.includes(key) || (!primary && LOOK_UP_KEYS.includes(key)) ? frame : isOperation(value) ? counting : repeatable
    target[key] = value
  }
  if (Object.keys(counting).length === 0) return { repeatable: object }
  return {
    counting: { ...frame, ...counting },
    ...(Object.keys(repeatable).length > 0 && { repeatable: { ...frame, ...repeatable } }),
  }
}

function isOperation(value: Json | object | undefined): boolean {
  return typeof value === 'object' && value !== null && OPERATIONS.some((key) => key in value)
}
