// Heeds what an answer says about the pace: to wait, or how many requests are left.
import type { BrazeReply } from '../braze/client.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Rest } from './answer.ts'
import { backoff } from './backoff.ts'
import type { Pace } from './pace.ts'
import { allowanceOf } from './rate-headers.ts'

/** A silence of this length or more is logged: otherwise an operator would look for what is broken. */
const SAID_FROM_MS = 60_000

/** `others`: requests that are in flight besides the one that was answered. */
export type Heed = (reply: BrazeReply, rest: Rest, others: number) => void

export interface HeedParts {
  /** Of the workspace. */
  name: string
  pace: Pace
  clock: Clock
  random: () => number
  log: Log
}

export function createHeed({ name, pace, clock, random, log }: HeedParts): Heed {
  /** Answers in a row that asked to wait. */
  let limited = 0
  let isSaid = false

  const say = (): void => {
    const now = clock.elapsed()
    const ms = (pace.heldUntil(now) ?? now) - now
    const isLong = ms >= SAID_FROM_MS
    if (isLong && !isSaid)
      log.warn({ workspace: name, seconds: Math.ceil(ms / 1000) }, 'Braze asks to wait: nothing is sent to it until then')
    isSaid = isLong
  }

  return (reply, rest, others) => {
    if (rest.kind === 'wait') {
      const now = clock.elapsed()
      // One that went before the wait began is no further try.
      if (limited === 0 || pace.heldUntil(now) === undefined) limited++
      pace.holdUntil(now + (rest.ms ?? backoff(limited, random)))
    } else if (!('failure' in reply)) {
      limited = 0
      const allowance = allowanceOf(reply.headers, clock.now())
      if (allowance) pace.limitTo(allowance, others, clock.elapsed())
    }
    say()
  }
}
