// Drafts on their way to a hub's page: of a hub just named, or of an imported file.
import type { HubFile } from '../core/hub-file.ts'

export interface Draft {
  file: HubFile
  /** It may take the place of a hub's file. One just named may not, if somebody else has made such a hub meanwhile. */
  isImported: boolean
}

export const drafts = new Map<string, Draft>()
