// The schema of one declared value: where it comes from and what becomes of it on its way.
import { OPERATIONS, VALUE_TYPES } from '../core/hub-file.ts'
import { z } from 'zod'
import { condition } from './condition.ts'
import { json, locale, oneOrMore, region, text } from './scalar.ts'
import { sourcePath, wantedPath } from './source-path.ts'
import { strict } from './strict.ts'

/** What others call a list, which is no type here. */
const LIST = /^(array|list|multi\w*|.*\[\])$/i
/** A longer text is shown once, as what was found. */
const SHOWN_MAX = 40

export const value = strict({
  from: oneOrMore(sourcePath)
    .exactOptional()
    .meta({
      description: 'The source path, or a list of them: the first that yields a value is taken.',
      examples: ['field.email', ['field.email', 'tracked.email']],
    }),
  template: text.exactOptional().meta({
    description:
      'Text with source paths in braces; nothing is sent when one of them yields nothing. One that yields several values or an object is the problem `many_values`.',
    examples: ['{card.id}-{field.team}'],
  }),
  value: json
    .exactOptional()
    .meta({ description: 'A constant. It stays at the proxy and never crosses the wire.', examples: ['summer-2026'] }),
  only: z
    .array(text)
    .min(1, 'at least one Unique ID')
    .exactOptional()
    .meta({ description: 'With `from: "form.responses"`: the Unique IDs of the fields to list.', examples: [['team', 'postcode']] }),
  question: z
    .enum(['id', 'label'])
    .exactOptional()
    .meta({
      description: 'With `from: "form.responses"`: what stands as the question, the Unique ID (default) or the label text.',
      examples: ['label'],
    }),
  type: z
    .enum(VALUE_TYPES, {
      error: ({ input }) => (LIST.test(String(input)) ? 'the type of one element, and "many": true beside it' : undefined),
    })
    .exactOptional()
    .meta({
      description:
        "What the value becomes. Default: Braze's own type for Braze's own attributes, else string. A `datetime` without a zone is UTC.",
      examples: ['integer'],
    }),
  many: z
    .boolean()
    .exactOptional()
    .meta({
      description: 'The value is a list; `type` is that of its elements. Without it several values are the problem `many_values`.',
      examples: [true],
    }),
  op: z
    .enum(OPERATIONS)
    .exactOptional()
    .meta({
      description:
        'What is done to the attribute: `set` (default), `add`/`remove` elements of an array, `inc` a number, `merge` an object, `$add`/`$update`/`$remove` in an array of objects.',
      examples: ['add'],
    }),
  key: text.exactOptional().meta({
    description: 'With `$update` and `$remove`: the property that tells the objects of the array apart ($identifier_key).',
    examples: ['id'],
  }),
  format: text.exactOptional().meta({
    description:
      'How typed text is written. Dates: `YYYY`, `MM` or a name (`MMM`, `MMMM`), `DD`; times: `HH` or `hh` with `A`, `mm`, `ss`, `Z`; `X` and `x` are seconds and milliseconds since 1970. Numbers: 1234.5 as it is typed there (`1.234,5`), a currency sign that may stand beside it, or both (`$1,234.5`).',
    examples: ['DD/MM/YYYY'],
  }),
  region: region.exactOptional().meta({ description: 'The country in which phone numbers without `+` are read.', examples: ['AU'] }),
  locale: locale.exactOptional().meta({
    description:
      "How typed dates and numbers are read, instead of the hub's `locale`; numbers and dates that an event gives as text as well.",
    examples: ['de'],
  }),
  map: z
    .record(z.string(), json)
    .exactOptional()
    .meta({
      description: 'What is sent for each value. Values that are not listed follow `otherwise`.',
      examples: [{ y: true, n: false }],
    }),
  otherwise: json.exactOptional().meta({
    description:
      'What is sent for a value that `map` does not list; `"omit"` leaves it out silently. Without it the value is left out with the problem `not_in_map`.',
    examples: ['other', 'omit'],
  }),
  default: json.exactOptional().meta({ description: 'What is sent if the source yields nothing.', examples: ['unknown'] }),
  split: z
    .string()
    .min(1, 'a separator')
    .max(16, 'at most 16 characters')
    .exactOptional()
    .meta({ description: 'The separator at which one text becomes a list. Needs `many`.', examples: [','] }),
  trim: z
    .boolean()
    .exactOptional()
    .meta({ description: 'Whether white space around text is removed. Default true.', examples: [false] }),
  when: condition.exactOptional().meta({ description: 'The value is sent only if this holds.', examples: [{ 'field.optin': true }] }),
  empty: z
    .enum(['omit', 'null'])
    .exactOptional()
    .meta({
      description:
        'What an empty field does: `omit` (default) leaves it out; `null` deletes the attribute in Braze, which costs a data point.',
      examples: ['null'],
    }),
  tooLong: z
    .enum(['cut', 'refuse'])
    .exactOptional()
    .meta({
      description: "What happens to a value over Braze's limit: `refuse` (default) leaves it out, `cut` shortens it. Both are reported.",
      examples: ['cut'],
    }),
  allow: z
    .literal('digits')
    .exactOptional()
    .meta({ description: "Digits that look like a payment card's are meant here (loyalty numbers).", examples: ['digits'] }),
}).meta({
  id: 'Value',
  description: 'Exactly one of `from`, `template` and `value`, and what becomes of it on its way.',
  examples: [{ from: 'field.birthday', type: 'date', format: 'DD/MM/YYYY' }],
  oneOf: [{ required: ['from'] }, { required: ['template'] }, { required: ['value'] }],
})

/** A source path on its own is short for `{ "from": … }`. */
export const source = z.union([sourcePath, value], { error: ({ input }) => wantedSource(input) })

/** What is wanted instead of something that is neither; an object is told what is wrong inside it. */
function wantedSource(input: unknown): string | undefined {
  if (Array.isArray(input)) return 'the list as what it is read from: {"from": […]}'
  if (typeof input === 'number' || typeof input === 'boolean')
    return `a source path such as "field.email", or the constant {"value": ${input}}`
  if (input === undefined || input === null) return 'a source path such as "field.email", or an object: {"from": …} or {"value": …}'
  if (typeof input !== 'string') return undefined
  const isMeantAsPath = /^\s*[{]|\./.test(input)
  const wanted = wantedPath(input)
  if (isMeantAsPath || input.length > SHOWN_MAX) return wanted
  return `${wanted}${wanted.endsWith('?') ? '' : '.'} A constant is {"value": ${JSON.stringify(input)}}`
}
