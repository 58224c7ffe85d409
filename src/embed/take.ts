// One capture to every rule. Rules that gather a play's answers keep them; of the others each makes its envelope at once.
import type { Capture } from '../core/capture.ts'
import { collect } from './collect.ts'
import type { Submission } from './forms/submission.ts'
import { declared } from './hub.ts'
import { takeBy } from './rule.ts'
import { tab } from './tab.ts'
import { trace } from './trace.ts'
import { advance } from './waiting.ts'

/** With the submission where the capture is one. */
export function take(capture: Capture, submission?: Submission): void {
  const misses: string[] = []
  const { rules } = declared()?.hub ?? { rules: [] }
  tab.at = Date.now()
  let taken = 0
  for (const rule of rules) {
    if (submission && (submission.rule ?? rule) !== rule) continue
    if (submission && !submission.rule && rule.trigger) continue
    const miss = rule.collect ? collect(rule, rule.collect, capture) : takeBy(rule, capture, submission)
    if (miss) misses.push(`${rule.id}: ${miss}`)
    else taken++
  }
  if (!taken) trace('selected', { capture, reason: 'no_rule', detail: misses.join(', ') })
  advance()
}
