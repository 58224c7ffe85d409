// The workspaces that no entry declares and for which something is kept all the same: an alert names them, so the list has to.
import type { UndeclaredWorkspace } from '../../core/admin.ts'
import { backlogOf, deadOf } from '../outbox/backlog.ts'
import type { DeadCount } from '../outbox/dead-letters.ts'
import type { Waiting } from '../outbox/store.ts'

/** By name. */
export function undeclaredWorkspaces(
  declared: ReadonlySet<string>,
  waiting: Waiting[],
  dead: DeadCount[],
  now: number,
): UndeclaredWorkspace[] {
  const names = new Set([...waiting, ...dead].map(({ workspace }) => workspace))
  return [...names]
    .filter((name) => !declared.has(name))
    .sort()
    .map((name) => {
      const isOwn = ({ workspace }: { workspace: string }): boolean => workspace === name
      return { name, ...backlogOf(waiting, isOwn, now), deadLetters: deadOf(dead, isOwn) }
    })
}
