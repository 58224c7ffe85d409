// What the operator's pages show of one hub.
import type { HubSummary, Issue } from '../../core/admin.ts'
import { DEFAULTS } from '../../core/defaults.ts'
import type { HubFile } from '../../core/hub-file.ts'
import type { FileText } from '../files/file-text.ts'
import { backlogOf, deadOf } from '../outbox/backlog.ts'
import type { DeadCount } from '../outbox/dead-letters.ts'
import type { Waiting } from '../outbox/store.ts'
import type { Admin } from './admin.ts'
import { issueOf } from './issue-of.ts'
import { parseFile } from './parse-file.ts'

export function hubSummary(admin: Admin, name: string, text: FileText | undefined, waiting: Waiting[], dead: DeadCount[]): HubSummary {
  const hub = admin.registry.get(name)
  // Where the file is wrong its values may be of any type.
  const written: Partial<Record<keyof HubFile, unknown>> = parseFile(text) ?? {}
  const issues: Issue[] = (admin.registry.errors().get(name) ?? []).map(issueOf)
  const isOwn = (one: { hub: string }): boolean => one.hub === name
  const scriptSeen = admin.activity.lastSeen(name)
  return {
    hub: name,
    state: hub === undefined ? 'disabled' : admin.pauses.hub(name) ? 'paused' : 'enabled',
    issues,
    workspace: hub?.workspace ?? (typeof written.workspace === 'string' ? written.workspace : DEFAULTS.workspace),
    origins: hub?.file.origins ?? listOf(written.origins).filter((one) => typeof one === 'string'),
    rules: hub?.file.rules.length ?? listOf(written.rules).length,
    ...(hub && { rev: hub.rev }),
    ...(scriptSeen && { scriptSeen }),
    accepted: admin.activity.sum(name, 'accepted', 24),
    refused: admin.activity.sum(name, 'refused', 24),
    pending: backlogOf(waiting, isOwn, admin.now()).pending,
    deadLetters: deadOf(dead, isOwn),
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
