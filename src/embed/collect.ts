// Rules with `collect`: the answers of one play are gathered and become one capture when the card finishes, after idling, or when the page closes.
import type { Capture, Response } from '../core/capture.ts'
import type { PublicRule } from '../core/public-hub.ts'
import { select } from '../core/select.ts'
import { readSource } from '../core/source-path.ts'
import { verdict } from './consent.ts'
import { declared } from './hub.ts'
import { tab } from './tab.ts'
import { takeBy } from './rule.ts'
import { trace } from './trace.ts'
import { advance } from './waiting.ts'

const MINUTE = 60_000

type Collect = NonNullable<PublicRule['collect']>

/** Why the rule did not take it. */
export function collect(rule: PublicRule, { question, answer, correct, until, max }: Collect, capture: Capture): string | undefined {
  const hub = declared()?.hub
  const key = `${rule.id}:${capture.card?.id}`
  const selection = hub && select(hub, rule, capture)
  if (selection && !('miss' in selection)) {
    const responses = tab.plays[key]?.capture.play?.responses ?? []
    const response = {
      question: first(capture, question) ?? null,
      answer: first(capture, answer) ?? null,
      ...(correct && { correct: first(capture, correct) ?? null }),
    } as Response
    const play = { responses: [...responses, response].slice(0, max), complete: false }
    const unconsented = verdict(rule.consent, selection.consent) !== 'yes'
    tab.plays[key] = { rule: rule.id, capture: { ...capture, play }, at: Date.now(), unconsented }
    trace('held', { capture, rule: rule.id, reason: 'collecting' })
  }
  if (until.includes(capture.on) && tab.plays[key]) return finish(key, capture)
  return selection && 'miss' in selection ? selection.miss : undefined
}

function first(capture: Capture, paths: string[]) {
  return paths.map((path) => readSource(capture, path)[0]?.value).find((value) => value !== undefined)
}

/** What the finishing event says (score, result) stands beside what the answers said. */
function finish(key: string, last?: Capture): string | undefined {
  const { [key]: play, ...others } = tab.plays
  const { rule: id, capture } = play ?? {}
  tab.plays = others
  const rule = declared()?.hub.rules.find((one) => one.id === id)
  if (!rule || !capture) return undefined
  const event = { ...capture.event, ...last?.event }
  return takeBy(rule, { ...capture, ...last, on: capture.on, event, play: { responses: capture.play?.responses ?? [], complete: !!last } })
}

/** Ends the plays that nobody goes on with: all of them when the page closes. */
export function finishIdle(closing: boolean): void {
  for (const [key, { rule: id, at }] of Object.entries(tab.plays)) {
    const minutes = declared()?.hub.rules.find((rule) => rule.id === id)?.collect?.idleMinutes ?? 0
    if (closing || Date.now() - at > minutes * MINUTE) {
      finish(key)
      advance()
    }
  }
}
