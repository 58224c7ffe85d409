// The operator's routes for dead letters: list (masked), replay, purge.
import { z } from 'zod'
import { DEAD_LETTERS_MAX, type CountAnswer, type DeadLettersAnswer, type DeadLetterView } from '../../core/admin.ts'
import { DEAD_REASONS, type DeadReason } from '../../core/codes.ts'
import type { DeadFilter, DeadLetter } from '../outbox/dead-letters.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminCall, type AdminHandler } from './admin-call.ts'
import { maskDetail, maskPerson, maskRequest } from '../activity/mask.ts'
import { Refusal } from './refusal.ts'

const LIMIT = 50

const id = z.string().regex(/^\d{1,15}$/)
const choiceSchema = z.union(
  [
    z.strictObject({ ids: z.array(id).min(1).max(DEAD_LETTERS_MAX.chosen) }),
    z.strictObject({
      all: z.strictObject({
        hub: z.string().exactOptional(),
        workspace: z.string().exactOptional(),
        reason: z.enum(DEAD_REASONS).exactOptional(),
        upTo: id.transform(Number).exactOptional(),
      }),
    }),
  ],
  `wanted {"ids": [1 to ${DEAD_LETTERS_MAX.chosen} of them]}, or {"all": {any of hub, workspace, reason, upTo}}`,
)

export function deadLetterRoutes(admin: Admin): Record<'deadLetters' | 'replay' | 'purge', AdminHandler> {
  const { deadLetters } = admin.store

  const missingOf = async (ids: string[]): Promise<string[]> => {
    if (ids.length === 0) return []
    const found = await deadLetters.list({ letters: ids.map(Number), limit: ids.length })
    const there = new Set(found.map(({ letter }) => letter))
    return ids.filter((id) => !there.has(Number(id)))
  }

  const act = (what: 'replay' | 'purge') => async (call: AdminCall) => {
    const read = bodyOf(choiceSchema, call)
    if ('bad' in read) return read.bad
    const ids = 'ids' in read.body ? read.body.ids : []
    const filter: DeadFilter = 'ids' in read.body ? { letters: ids.map(Number) } : read.body.all
    // Looked up first: after a replay or a purge none of them is there.
    const missing = await missingOf(ids)
    const count = await deadLetters[what](filter)
    admin.log.info({ count }, what === 'replay' ? 'dead letters replayed by an operator' : 'dead letters purged by an operator')
    return { count, ...(missing.length > 0 && { missing }) } satisfies CountAnswer
  }

  return {
    async deadLetters({ query }) {
      const limit = Number(query.get('limit') ?? LIMIT)
      const after = query.get('after')
      if (!Number.isInteger(limit) || limit < 1 || limit > DEAD_LETTERS_MAX.listed || (after !== null && !/^\d{1,15}$/.test(after)))
        return new Refusal('invalid_request', { detail: `limit: 1 to ${DEAD_LETTERS_MAX.listed}; after: the \`next\` of an answer` })
      const [hub, workspace, reason] = ['hub', 'workspace', 'reason'].map((name) => query.get(name) ?? undefined)
      const known = DEAD_REASONS.find((one) => one === reason)
      if (reason !== undefined && known === undefined) return { letters: [], total: 0, reasons: [] } satisfies DeadLettersAnswer
      const filter: DeadFilter = {
        ...(hub !== undefined && { hub }),
        ...(workspace !== undefined && { workspace }),
        ...(known && { reason: known }),
      }
      const found = await deadLetters.list({ ...filter, ...(after !== null && { before: Number(after) }), limit: limit + 1 })
      const counts = (await deadLetters.counts()).filter(
        (one) => (hub === undefined || one.hub === hub) && (workspace === undefined || one.workspace === workspace),
      )
      const reasons = new Map<DeadReason, number>()
      for (const one of counts) reasons.set(one.reason, (reasons.get(one.reason) ?? 0) + one.letters)
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return {
        letters: await Promise.all(page.map((letter) => viewOf(admin, letter))),
        total: counts.filter((one) => known === undefined || one.reason === known).reduce((sum, one) => sum + one.letters, 0),
        reasons: [...reasons].map(([reason, count]) => ({ reason, count })),
        ...(found.length > limit && last && { next: String(last.letter) }),
      } satisfies DeadLettersAnswer
    },
    replay: act('replay'),
    purge: act('purge'),
  }
}

async function viewOf(admin: Admin, letter: DeadLetter): Promise<DeadLetterView> {
  const request = (await admin.store.deadLetters.show(letter.letter))?.request ?? {}
  return {
    id: String(letter.letter),
    envelope: letter.id,
    hub: letter.hub,
    rule: letter.rule,
    workspace: letter.workspace,
    at: letter.at,
    diedAt: new Date(letter.died).toISOString(),
    reason: letter.reason,
    ...(letter.detail !== '' && { detail: maskDetail(letter.detail, request) }),
    person: maskPerson(request),
    objects: maskRequest(request),
  }
}
