// One capture to every rule. Rules that gather a play's answers keep them; of the others each makes its envelope at once.
import type { Capture } from '../core/capture.ts'
import { collect } from './collect.ts'
import type { Submission } from './forms/submission.ts'
import { hub } from './hub.ts'
import { takeBy } from './rule.ts'
import { tab } from './tab.ts'
import { trace } from './trace.ts'
import { advance } from './waiting.ts'

/** With the submission where the capture is one. */
export function take(capture: Capture, submission?: Submission): void {
  tab.at = Date.now()
  // A rule with a trigger of its own takes what that makes, and nothing else.
  const rules = hub().rules.filter((rule) => (submission?.rule ? rule === submission.rule : !rule.trigger))
  const misses = rules.map((rule) => (rule.collect ? collect(rule, rule.collect, capture) : takeBy(rule, capture, submission)))
  if (misses.every(Boolean)) {
    trace('selected', undefined, 'no_rule', { capture, detail: rules.map(({ id }, index) => `${id}: ${misses[index]}`).join(', ') })
  }
  advance()
}
