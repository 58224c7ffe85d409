// The operator's routes for hubs: list, read, save, earlier versions, pause, and what inspectors saw.
import { z } from 'zod'
import type { InspectorCode } from '../../core/admin.ts'
import { createQueue } from '../queue.ts'
import { readText } from '../hubs/load-hubs.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminCall, type AdminHandler, type AdminOutcome } from './admin-call.ts'
import { hubDetail } from './hub-detail.ts'
import { hubSummary } from './hub-summary.ts'
import { versionRoutes } from './hub-versions.ts'
import { shownIfAnswering } from './outbox-answers.ts'
import { Refusal } from './refusal.ts'
import { saveHub } from './save-hub.ts'

const codeSchema = z.strictObject({ connect: z.url({ protocol: /^https?$/ }).max(2048) })

type HubRoute = 'hubs' | 'hub' | 'saveHub' | 'pauseHub' | 'resumeHub' | 'versions' | 'version' | 'inspectorCode' | 'seen'

export function hubRoutes(admin: Admin): Record<HubRoute, AdminHandler> {
  const queue = createQueue()
  const switched = async ({ params: { hub = '' } }: AdminCall, state: 'paused' | 'resumed'): Promise<AdminOutcome> => {
    // Before the outbox is asked for anything: it may be away.
    if (!admin.registry.names().includes(hub)) return new Refusal('not_found')
    await admin.pauses.set('hubs', hub, state === 'paused')
    admin.log.info({ hub }, `hub ${state} by an operator`)
    return shownIfAnswering(admin.store, hubDetail(admin, hub))
  }

  return {
    async hubs() {
      const [waiting, dead] = [await admin.store.waiting(), await admin.store.deadLetters.counts()]
      const hubs = await Promise.all(
        admin.registry.names().map(async (name) => hubSummary(admin, name, await readText(admin.folder, `${name}.json`), waiting, dead)),
      )
      return { hubs }
    },

    hub: ({ params: { hub = '' } }) => hubDetail(admin, hub),

    saveHub: (call) => queue(() => saveHub(admin, call)),

    pauseHub: (call) => switched(call, 'paused'),
    resumeHub: (call) => switched(call, 'resumed'),

    ...versionRoutes(admin),

    inspectorCode(call) {
      const { hub = '' } = call.params
      const read = bodyOf(codeSchema, call)
      if ('bad' in read) return read.bad
      if (admin.registry.get(hub) === undefined) return new Refusal('not_found')
      const code = admin.inspectors.invite(hub, read.body.connect, admin.elapsed())
      return { code } satisfies InspectorCode
    },

    seen({ params: { hub = '' } }) {
      return admin.registry.names().includes(hub) ? admin.seen.read(hub) : new Refusal('not_found')
    },
  }
}
