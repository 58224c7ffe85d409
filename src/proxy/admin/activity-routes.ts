// The operator's route for what happened lately.
import type { Hours } from '../activity/ring.ts'
import type { Admin } from './admin.ts'
import type { AdminHandler } from './admin-call.ts'
import { Refusal } from './refusal.ts'

const HOURS = new Map<string, Hours>([
  ['1', 1],
  ['24', 24],
  ['168', 168],
])

export function activityRoutes(admin: Admin): Record<'activity', AdminHandler> {
  return {
    async activity({ query }) {
      const hours = HOURS.get(query.get('hours') ?? '24')
      if (hours === undefined) return new Refusal('invalid_request', { detail: 'hours: 1, 24 or 168' })
      // While the outbox is away the last known levels are shown; that it is away is in the log.
      await admin.levels().catch(() => {})
      return admin.activity.answer(query.get('hub') ?? undefined, hours)
    },
  }
}
