// What is prepared of one declared value, once per revision: its type's reader, its operation, and how it is to be read.
import { boughtType } from '../bought-types.ts'
import { ownAttributeType } from '../braze-attributes.ts'
import type { Operation, SourcePath, Value, ValueType } from '../hub-file.ts'
import type { Json } from '../json.ts'
import { isListSource, typeOfValue } from '../type-of-value.ts'
import { valueOf } from '../value-of.ts'
import { BOUGHT_FORMS } from './read/bought-forms.ts'
import { OWN_FORMS } from './read/own-forms.ts'
import { READERS } from './read/readers.ts'
import type { Reader } from './read/reader.ts'

export interface ValuePlan {
  /** Where problems are reported: `attributes.dob`, `events.0.team` … */
  target: string
  name: string
  /** What an honest envelope may carry: a raw value; only `null` (the condition held); nothing (a constant). */
  wire: 'raw' | 'null' | 'nothing'
  type: ValueType
  read: Reader
  many: boolean
  op: Operation
  key: string | undefined
  /** It is the time of the submission: the corrected one is sent, not what the page's clock said. */
  isTime: boolean
  /** A raw list is the template's parts, which did not make one text. */
  template: boolean
  constant: Json | undefined
  fallback: Json | undefined
  /** Sent only where a condition held in the page. */
  conditional: boolean
  /** The rule's own values (constant, default, map outputs) go through the type's reader too. */
  typed: boolean
  map: ReadonlyMap<string, Json> | undefined
  otherwise: Json | undefined
  split: string | undefined
  trim: boolean
  nullWhenEmpty: boolean
  tooLong: 'cut' | 'refuse'
  format: string | undefined
  region: string | undefined
  /** undefined: the hub's. */
  locale: string | undefined
}

const LIST_OPERATIONS: readonly Operation[] = ['add', 'remove', '$add', '$update', '$remove']

/** A user attribute: Braze's own ones in their own form, operations as declared. */
export function planAttribute(name: string, declared: SourcePath | Value): ValuePlan {
  const value = valueOf(declared)
  const own = ownAttributeType(name)
  const plan = planValue(`attributes.${name}`, name, value, own)
  return own ? { ...plan, read: OWN_FORMS[name] ?? plan.read } : plan
}

/** A part of a purchase, in the form that Braze takes. */
export function planBought(target: string, name: string, declared: SourcePath | Value): ValuePlan {
  const plan = planValue(target, name, declared, boughtType(name))
  return { ...plan, read: BOUGHT_FORMS[name] ?? plan.read }
}

/** Any other value: a property, an identity. `takes` is the type that the target has whatever is declared. */
export function planValue(target: string, name: string, declared: SourcePath | Value, takes?: ValueType): ValuePlan {
  const value = valueOf(declared)
  const op = value.op ?? 'set'
  const type = typeOfValue(value, takes)
  return {
    target,
    name,
    wire: value.value === undefined ? 'raw' : value.when ? 'null' : 'nothing',
    type,
    read: READERS[type],
    many: value.many ?? (LIST_OPERATIONS.includes(op) || isListSource(value)),
    op,
    key: value.key,
    isTime: value.from === 'submission.at',
    template: value.template !== undefined,
    constant: value.value,
    fallback: value.default,
    conditional: value.when !== undefined,
    typed: takes !== undefined || value.type !== undefined || op === 'inc',
    map: value.map && new Map(Object.entries(value.map)),
    otherwise: value.otherwise,
    split: value.split,
    trim: value.trim ?? true,
    nullWhenEmpty: value.empty === 'null',
    tooLong: value.tooLong ?? 'refuse',
    format: value.format,
    region: value.region,
    locale: value.locale,
  }
}
