// What the page gave, before any rule looks at it: a form submission or a Komo event, with card, page, extension and tracked data. Plain JSON, so that vectors, inspector and `check` can hold one.
import type { Json, JsonObject } from './json.ts'

export interface Capture {
  /** `form`, or the Komo event's name. */
  on: string
  submission: { id: string; at: string }
  page: Page
  /** Form captures: the declared Unique IDs that the form has, with one entry for each value the browser would send. */
  fields?: Record<string, FieldEntry[]>
  /** Form captures: label texts by Unique ID, for `form.responses`. */
  labels?: Record<string, string>
  /** Form captures: those of the hub's `where.form` selectors that the form matches. */
  forms?: string[]
  /** Event captures: the payload, with `extensionData` and `trackedData` where they stood beside it. */
  event?: JsonObject
  card?: Card | undefined
  hub?: { id?: string; name?: string }
  user?: { id?: string }
  contact?: { id?: string }
  tracked?: JsonObject
  extension?: JsonObject
  /** The answers of one play, inside `collect`. */
  play?: { responses: Response[]; complete: boolean }
}

/** One value of one control. `kind` is its type (`text`, `checkbox`, `number`, `date`, `select` …), lower case. */
export interface FieldEntry {
  value: string
  kind: string
}

export interface Card {
  id?: string
  type?: string
  subType?: string
  name?: string
}

export interface Page {
  path: string
  title: string
  language: string
  /** Origin and path only. */
  url: string
  referrer: string
  slug?: string
  query: Record<string, string>
}

export interface Response {
  question: Json
  answer: Json
  correct?: Json
}
