// What keeps the demo from working although everything runs: a hub with errors, a workspace that does not take the key. One line each.
import { ADMIN_ROUTES, type HubsAnswer, type TestConnectionAnswer, type WorkspacesAnswer } from '../src/core/admin.ts'
import type { AskAdmin } from './ask-admin.ts'

/** Results that count against the workspace. Others do not: Braze may be busy or down for a while. */
const AGAINST: Partial<Record<TestConnectionAnswer['result'], string>> = {
  bad_key: 'BRAZE_API_KEY: Braze does not take it; expected a REST key of this instance with the permission users.track',
  forbidden: 'BRAZE_API_KEY: Braze does not let it in; expected a REST key with the permission users.track',
  unreachable: 'BRAZE_REST_ENDPOINT: nobody answers there; expected the REST endpoint of your instance',
  not_braze: 'BRAZE_REST_ENDPOINT: what answers there is not Braze; expected the REST endpoint of your instance',
}

export async function complaintsOf(ask: AskAdmin, isStandIn: boolean): Promise<string[]> {
  const read = async <Answer>(route: { method: string; path: string }, body?: object): Promise<Answer> =>
    (await (await ask(route, body && JSON.stringify(body))).json()) as Answer
  const { hubs } = await read<HubsAnswer>(ADMIN_ROUTES.hubs)
  const lines = hubs.flatMap(({ hub, issues }) =>
    issues.filter(({ level }) => level === 'error').map(({ path, message }) => `${[hub, ...path].join('.')}: ${message}`),
  )
  if (isStandIn) return lines
  const { workspaces } = await read<WorkspacesAnswer>(ADMIN_ROUTES.workspaces)
  for (const { name, endpoint } of workspaces) {
    const { result } = await read<TestConnectionAnswer>(ADMIN_ROUTES.testConnection, { endpoint, workspace: name })
    lines.push(...[AGAINST[result] ?? []].flat())
  }
  return lines
}
