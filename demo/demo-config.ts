// What the demo page must know of the rest of the demo: `GET /api/config`.
import type { HubFile } from '../src/core/hub-file.ts'

export interface DemoConfig {
  /** The sample hub's origin. */
  hub: string
  /** The stand-in's address, or the workspace's REST endpoint. */
  braze: { kind: 'stand-in' | 'workspace'; url: string }
  /** The operator's pages. */
  connect: string
  /** The token to sign in there. A new one at each start, and of use on this computer only. */
  adminToken: string
  hubFile: HubFile
}
