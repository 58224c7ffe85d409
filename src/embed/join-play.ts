// Rules with `collect`: adds one capture to the play in progress on its card.
import type { Capture, Response } from '../core/capture.ts'
import { picker } from '../core/pick.ts'
import type { PublicCollect, PublicRule } from '../core/public-hub.ts'
import { hub } from './hub.ts'
import type { Begun } from './tab.ts'

/** Puts the play so far into the capture. What the finishing event says (score, result) is added to what the answers said. */
export function joinPlay({ where }: PublicRule, { response, until, max }: PublicCollect, capture: Capture, before?: Begun): void {
  const { holds, pick } = picker(capture, hub().words)
  const isAnswer = where.every(holds)
  const complete = until.includes(capture.on)
  const { event, play } = before ?? capture
  if (!isAnswer && !(complete && before)) return
  const responses = [...(play?.responses ?? []), ...(isAnswer ? [pick(response) as never as Response] : [])].slice(0, max)
  Object.assign(capture, { event: { ...event, ...capture.event }, play: { responses, complete } })
}
