// A lane as the stores keep it: a number made of workspace and identity. Two identities with one number share a lane, which costs time and nothing else.
import { hash } from 'node:crypto'

/** 48 bits: a whole number that JavaScript, SQLite and PostgreSQL all hold exactly. */
const LANE_HEX_DIGITS = 12

export function laneHash(workspace: string, lane: string): number {
  return parseInt(hash('sha256', `${workspace}\n${lane}`, 'hex').slice(0, LANE_HEX_DIGITS), 16)
}
