// What holds where a hub file, or an entry of workspaces.json, says nothing.
import type { WorkspaceView } from './admin.ts'
import { REQUEST_MAX_OBJECTS } from './limits.ts'

export const DEFAULTS = {
  workspace: 'default',
  locale: 'en',
  profiles: 'create',
  hold: { max: 50, minutes: 30 },
  pending: { max: 100, kilobytes: 256, days: 3 },
  confirm: 'auto',
  /** Seconds. */
  within: 30,
  collect: { max: 100, idleMinutes: 10 },
  /** Of `jwt`. */
  graceHours: 0,
} as const

/** The rate is Braze's documented burst for data-point contracts. */
export const DEFAULT_WORKSPACE: Pick<WorkspaceView, 'objects' | 'count' | 'rate' | 'ambiguous'> = {
  objects: REQUEST_MAX_OBJECTS,
  count: 'combined',
  rate: [{ requests: 3000, seconds: 3 }],
  ambiguous: 'resend',
}
