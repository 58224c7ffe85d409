// Asks the proxy what it delivered, and its dry run for the body, where nobody else tells the page what Braze got: with a real workspace, or for an envelope without events.
import type { ActivityAnswer, DryRunAnswer, WorkspacesAnswer } from '../../src/core/admin.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import type { Delivery, Journey } from './journey.ts'
import { readSwitches } from './break.ts'
import { config, deliveries, isPaused, journeys } from './state.ts'

export async function askProxy(): Promise<void> {
  const open = journeys.value.filter(({ standing: { is }, result }) => result !== undefined && (is === 'under-way' || is === 'waiting'))
  const hub = config.value?.hubFile
  if (open.length === 0 || !hub) return
  const answer = await fetch('/api/activity')
  // The proxy may have ended by itself.
  if (!answer.ok) return readSwitches()
  const { submissions } = (await answer.json()) as ActivityAnswer
  const { workspaces } = (await (await fetch('/api/workspaces')).json()) as WorkspacesAnswer
  isPaused.value = workspaces.some(({ name, health }) => name === 'default' && health.state === 'paused')
  for (const journey of open) {
    const last = submissions.find(({ id }) => id === journey.envelope?.id)?.stages.at(-1)
    if (last?.stage !== 'sent' && last?.stage !== 'waiting' && last?.stage !== 'dead') continue
    const { stage, at, reason = '' } = last
    const body = stage === 'sent' ? await bodyOf(journey, hub) : undefined
    const delivery: Delivery = { stage, at: Date.parse(at), reason, ...(body && { body }) }
    deliveries.value = new Map([...deliveries.value, [journey.envelope?.id ?? '', delivery]])
  }
}

/** Undefined where the capture alone does not say who it is: an answer of somebody who was known before. */
async function bodyOf({ capture, rule }: Journey, hub: HubFile): Promise<Delivery['body']> {
  if (!capture) return undefined
  const answer = await fetch('/api/dry-run', { method: 'POST', body: JSON.stringify({ hub, capture }) })
  const { rules } = (await answer.json()) as DryRunAnswer
  return rules.find((one) => one.rule === rule)?.body as Delivery['body']
}
