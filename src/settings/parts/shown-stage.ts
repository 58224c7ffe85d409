// The one stage that stands for a submission: that of its first part which is a dead letter, however far the rest has got; else the last.
import type { SubmissionView } from '../../core/admin.ts'

type Stages = SubmissionView['stages']

const DEAD = new Set(['dead', 'ambiguous', 'unconfirmed'])

export function shownStage(stages: Stages): string | undefined {
  return deadParts(stages)[0] ?? stages.at(-1)?.stage
}

/** An attempt that ended without `waiting` was its row's last. The attempt after it replays the oldest dead letter, which then no longer counts: lanes keep them in order. */
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

/** The stages of each attempt, which begins with `sending`. */
function attempts(stages: Stages): string[][] {
  const found: string[][] = []
  for (const { stage } of stages) {
    if (stage === 'sending') found.push([])
    else found.at(-1)?.push(stage)
  }
  return found
}
