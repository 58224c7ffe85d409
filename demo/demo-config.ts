// What the demo page must know of the rest: `GET /api/config`.
import type { HubFile } from '../src/core/hub-file.ts'

export interface DemoConfig {
  /** The sample hub's origin. */
  hub: string
  /** The stand-in's address, or the workspace's REST endpoint. */
  braze: { kind: 'stand-in' | 'workspace'; url: string }
  /** The operator's pages. */
  connect: string
  /** Signs in there. Made anew at each start, and only on this computer of any use. */
  adminToken: string
  hubFile: HubFile
}
