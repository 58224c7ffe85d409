// A lane as the stores keep it: a number made of workspace and identity. Two identities with one number share a lane, which costs time and nothing else.
import { hash } from 'node:crypto'

const LANE_BYTES = 6

export function laneHash(workspace: string, lane: string): number {
  return hash('sha256', `${workspace}\n${lane}`, 'buffer').readUIntBE(0, LANE_BYTES)
}
