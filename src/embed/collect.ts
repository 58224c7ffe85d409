// Rules with `collect`: the answers of one play are gathered and become one capture when the card finishes, after idling, or when the page closes.
import type { Capture, Response } from '../core/capture.ts'
import type { PublicRule } from '../core/public-hub.ts'
import { select } from '../core/select.ts'
import { readSource } from '../core/source-path.ts'
import { mayKeep } from './consent.ts'
import { hub } from './hub.ts'
import { takeBy } from './rule.ts'
import { tab, type Play } from './tab.ts'
import { trace } from './trace.ts'
import { advance } from './waiting.ts'

const MINUTE = 60_000

/** Why the rule did not take it. */
export function collect(rule: PublicRule, gathering: NonNullable<PublicRule['collect']>, capture: Capture): string | undefined {
  const { question, answer, correct, until, max } = gathering
  const key = `${rule.id}:${capture.card?.id}`
  const selection = select(hub(), rule, capture)
  if (!('miss' in selection)) {
    const first = (paths: string[]) => paths.map((path) => readSource(capture, path)[0]?.value).find((value) => value !== undefined) ?? null
    const response: Response = { question: first(question), answer: first(answer), ...(correct && { correct: first(correct) }) }
    const responses = [...(tab.plays[key]?.capture.play?.responses ?? []), response].slice(0, max)
    const play = { ...capture, play: { responses, complete: false } }
    tab.plays[key] = { rule: rule.id, capture: play, at: Date.now(), unconsented: !mayKeep(rule.consent, selection.consent) }
    trace('held', undefined, 'collecting', { capture, rule: rule.id })
  }
  if (until.includes(capture.on) && tab.plays[key]) return finish(key, capture)
  return 'miss' in selection ? selection.miss : undefined
}

function ruleOf(play: Play | undefined): PublicRule | undefined {
  return hub().rules.find(({ id }) => id === play?.rule)
}

/** What the finishing event says (score, result) stands beside what the answers said. */
function finish(key: string, last?: Capture): string | undefined {
  const { [key]: play, ...others } = tab.plays
  tab.plays = others
  const rule = ruleOf(play)
  if (!rule || !play) return undefined
  const { on, event, play: { responses } = { responses: [] } } = play.capture
  return takeBy(rule, { ...play.capture, ...last, on, event: { ...event, ...last?.event }, play: { responses, complete: !!last } })
}

/** Ends the plays that nobody goes on with: all of them when the page closes. */
export function finishIdle(closing?: boolean): void {
  for (const [key, play] of Object.entries(tab.plays)) {
    const minutes = ruleOf(play)?.collect?.idleMinutes ?? 0
    if (!closing && Date.now() - play.at < minutes * MINUTE) continue
    finish(key)
    advance()
  }
}
