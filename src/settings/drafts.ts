// Drafts on their way to a hub's page: of a hub just named, or of an imported file.
import type { HubFile } from '../core/hub-file.ts'

export const drafts = new Map<string, HubFile>()
