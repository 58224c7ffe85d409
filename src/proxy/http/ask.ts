// The parts of a request that the checks of a hub's routes look at, whether it came as a Request or straight from Node's server.
import type { Connection } from './connection.ts'

export interface Ask {
  method: string
  /** The hub's name in the path. */
  hub: string
  /** `Origin`, `X-Forwarded-For` and `If-None-Match`, as they came. */
  origin: string | null
  forwardedFor: string | null
  ifNoneMatch: string | null
  connection: Connection
}
