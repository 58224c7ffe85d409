// The one stage that stands for a submission: that of a part which is a dead letter, however far the rest has got; else the last.
import type { SubmissionView } from '../../core/admin.ts'

type Stages = SubmissionView['stages']

const DEAD = new Set(['dead', 'ambiguous', 'unconfirmed'])

export function shownStage(stages: Stages): string | undefined {
  return deadParts(stages)[0] ?? stages.at(-1)?.stage
}

/** Each attempt begins with `sending`; one that does not end with `waiting` was the row's last, and the next is that of a dead letter which was sent again. Lanes keep these in order. */
function deadParts(stages: Stages): string[] {
  let parts: string[] = []
  let isOver = false
  for (const attempt of attempts(stages)) {
    if (isOver) parts = parts.slice(1)
    parts = [...parts, ...attempt.filter((stage) => DEAD.has(stage))]
    isOver = attempt.length > 0 && !attempt.includes('waiting')
  }
  return parts
}

/** What became of each. */
function attempts(stages: Stages): string[][] {
  const found: string[][] = []
  for (const { stage } of stages) {
    if (stage === 'sending') found.push([])
    else found.at(-1)?.push(stage)
  }
  return found
}
