// `workspaces [pause|resume <name>]`: the state of each, and the operator's switch.
import type { WorkspacesAnswer, WorkspaceView } from '../../core/admin.ts'
import type { AdminClient } from './admin-client.ts'
import { UsageError } from './usage-error.ts'

export const WORKSPACES_USAGE = `Usage: workspaces [pause|resume <name>]
  Without a word: the state of each. A paused one sends nothing; what is accepted for it waits.`

export async function workspaces(client: AdminClient, args: string[]): Promise<string> {
  const [action, name, ...extra] = args
  if (action === undefined) return list(await client<WorkspacesAnswer>('workspaces'))
  if ((action !== 'pause' && action !== 'resume') || name === undefined || extra.length > 0)
    throw new UsageError('workspaces: pause <name>, resume <name>, or nothing')
  await judgeName(client, name)
  const view = await client<WorkspaceView | undefined>(action === 'pause' ? 'pauseWorkspace' : 'resumeWorkspace', { params: { name } })
  return view === undefined ? `${name}  ${action}d; how it fares cannot be told: the outbox does not answer right now` : line(view)
}

/** A slip is answered with the names there are. Where workspaces.json is wrong or the outbox away, they are not known here: the proxy judges the name. */
async function judgeName(client: AdminClient, name: string): Promise<void> {
  const known = await client<WorkspacesAnswer>('workspaces').catch(() => undefined)
  if (known === undefined || known.issues !== undefined) return
  const { workspaces } = known
  if (workspaces.some((one) => one.name === name)) return
  const names = workspaces.map((one) => one.name).join(', ')
  throw new UsageError(`workspaces: found "${name}", ${names === '' ? 'but there are no workspaces' : `wanted one of ${names}`}`)
}

/** Where workspaces.json is wrong, workspaces may be at work all the same, and can be paused: they are listed below what is wrong. */
function list({ workspaces, undeclared = [], issues }: WorkspacesAnswer): string {
  const lines = [...workspaces.map(line), ...undeclared.map((one) => `${one.name}  has no entry  no_key  ${counts(one)}`)]
  if (issues !== undefined) throw new Error([...issues.map(({ message }) => message), ...lines].join('\n'))
  return lines.join('\n') || 'No workspaces.'
}

function line({ name, endpoint, key, health }: WorkspaceView): string {
  const next = health.nextAttemptAt === undefined ? '' : `, next try at ${health.nextAttemptAt}`
  const reason = health.reason === undefined ? '' : ` (${health.reason}${next})`
  const standby = health.standby ? ' (standby: another proxy sends, ask that one how it fares)' : ''
  return `${name}  ${endpoint}  key ${key.source}${key.present ? '' : ' MISSING'}  ${health.state}${reason}${standby}  ${counts(health)}`
}

function counts({ pending, oldestSeconds, deadLetters }: { pending: number; oldestSeconds: number; deadLetters: number }): string {
  return `${pending} pending, oldest ${Math.round(oldestSeconds)} s  ${deadLetters} dead letters`
}
