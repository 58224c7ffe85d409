// Picks one raw value from a capture, as the compiled declaration says. `undefined`: nothing crosses the wire for it.
import type { Capture, FieldEntry } from './capture.ts'
import { holds } from './condition.ts'
import type { Raw } from './envelope.ts'
import type { Pick, Picks, Words } from './public-hub.ts'
import { isBox, readBoolean } from './read-boolean.ts'
import { readSource, yields, type Sourced } from './source-path.ts'

export function pickAll(picks: Picks | undefined, capture: Capture, words: Words): Record<string, Raw> | undefined {
  const raws: Record<string, Raw> = {}
  for (const name in picks) {
    const raw = pickOne(picks[name] as Pick, capture, words)
    if (raw !== undefined) raws[name] = raw
  }
  return Object.keys(raws).length ? raws : undefined
}

export function pickOne(pick: Pick, capture: Capture, words: Words): Raw | undefined {
  if (pick.when && !holds(pick.when, capture, words)) return undefined
  const raw = pick.responses
    ? responsesOf(pick.responses, capture)
    : pick.template
      ? fill(pick.template, capture)
      : firstOf(pick, capture, words)
  if (raw !== undefined) return raw
  if (pick.own) return null
  return pick.off && capture.fields?.[pick.from?.[0]?.slice(6) ?? ''] ? false : undefined
}

/** The first source that yields; else a blank one, so that the proxy can tell a field left empty from none at all. */
function firstOf({ from = [], as }: Pick, capture: Capture, words: Words): Raw | undefined {
  const found = from.map((path) => readSource(capture, path)).filter((values) => values.length)
  const raws = (found.find(yields) ?? found[0] ?? []).map((sourced) => rawOf(sourced, as, words))
  return raws.length > 1 ? raws : raws[0]
}

function rawOf(sourced: Sourced, as: Pick['as'], words: Words): Raw {
  const { value, kind } = sourced
  if (as === 'number' && (kind === 'number' || kind === 'range') && value !== '') return Number(value)
  if (as === 'boolean' && isBox(kind)) return readBoolean(sourced, words) ?? value
  return value
}

/** `{card.id}-{field.team}`; nothing where one of the sources gives nothing. Several values of one source stand with commas between. */
function fill(template: string, capture: Capture): string | undefined {
  let complete = true
  const text = template.replace(/\{([^{}]+)\}/g, (_, path: string) => {
    const values = readSource(capture, path)
    complete &&= yields(values)
    return values.map(({ value }) => value).join(',')
  })
  return complete ? text : undefined
}

function responsesOf({ only, question }: NonNullable<Pick['responses']>, capture: Capture): Raw | undefined {
  const answered = only.filter((id) => yields(readSource(capture, `field.${id}`)))
  const responses = answered.map((id) => {
    const values = (capture.fields?.[id] as FieldEntry[]).map(({ value }) => value)
    return { question: (question === 'label' && capture.labels?.[id]) || id, answer: values.length > 1 ? values : (values[0] as string) }
  })
  return responses.length ? responses : undefined
}
