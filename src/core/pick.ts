// Picks one raw value from a capture, as the compiled declaration says. `undefined`: nothing crosses the wire for it.
import type { Capture } from './capture.ts'
import { hasCardNumber } from './card-number.ts'
import { holds } from './condition.ts'
import type { Raw } from './envelope.ts'
import type { Pick, Words } from './public-hub.ts'
import { isBox, readBoolean } from './read-boolean.ts'
import { readSource, yields, type Sourced } from './source-path.ts'

/** What a card number is withheld from is noted in `withheld`. */
export function pickOne(pick: Pick, capture: Capture, words: Words | undefined, withheld?: string[], name = ''): Raw | undefined {
  const { when, from, template, responses, own, off, digits } = pick
  if (when && !holds(when, capture, words)) return undefined
  const raw = responses ? responsesOf(responses, capture) : template ? fill(template, capture) : firstOf(pick, capture, words)
  if (raw !== undefined && !digits && hasCardNumber(JSON.stringify(raw))) {
    withheld?.push(name)
    return undefined
  }
  if (raw !== undefined) return raw
  if (own) return null
  return off && capture.fields?.[from?.[0]?.slice(6) ?? ''] ? false : undefined
}

/** The first source that yields; else a blank one, so that the proxy can tell a field left empty from none at all. */
function firstOf({ from = [], as }: Pick, capture: Capture, words: Words | undefined): Raw | undefined {
  const found = from.map((path) => readSource(capture, path)).filter((values) => values.length)
  const raws = (found.find(yields) ?? found[0] ?? []).map((sourced) => rawOf(sourced, as, words))
  return raws.length > 1 ? raws : raws[0]
}

function rawOf(sourced: Sourced, as: Pick['as'], words: Words | undefined): Raw {
  const { value, kind = '' } = sourced
  if (as === 'number' && /^(number|range)$/.test(kind) && value !== '') return Number(value)
  return as === 'boolean' && isBox(kind) ? (readBoolean(sourced, words) ?? value) : value
}

/** `{card.id}-{field.team}`; nothing where one of the sources gives nothing. Several values of one source stand with commas between. */
function fill(template: string, capture: Capture): string | undefined {
  let complete = true
  const text = template.replace(/\{([^{}]+)\}/g, (_, path: string) => {
    const values = readSource(capture, path)
    complete &&= yields(values)
    return values.map(({ value }) => value).join()
  })
  return complete ? text : undefined
}

function responsesOf({ only, question }: NonNullable<Pick['responses']>, capture: Capture): Raw | undefined {
  const responses = only.flatMap((id) => {
    const values = readSource(capture, `field.${id}`)
    if (!yields(values)) return []
    const [first, ...others] = values.map(({ value }) => value)
    return {
      question: (question === 'label' && capture.labels?.[id]) || id,
      answer: others.length ? [first ?? '', ...others] : (first ?? ''),
    }
  })
  return responses.length ? responses : undefined
}
