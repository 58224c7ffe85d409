// The operator's route that erases everything about one person, and says what it cannot reach.
import { z } from 'zod'
import type { EraseAnswer, EraseRequest } from '../../core/admin.ts'
import { eraseMistake } from '../../core/erase-mistake.ts'
import type { Person } from '../outbox/person.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminHandler } from './admin-call.ts'
import { Refusal } from './refusal.ts'

const text = z.string().min(1).max(2048).exactOptional()
const eraseSchema: z.ZodType<EraseRequest> = z.strictObject({
  external_id: text,
  braze_id: text,
  user_alias: z.strictObject({ alias_name: z.string().min(1).max(2048), alias_label: z.string().min(1).max(255) }).exactOptional(),
  email: text,
  phone: text,
})

export function eraseRoutes(admin: Admin): Record<'erase', AdminHandler> {
  return {
    async erase(call) {
      const read = bodyOf(eraseSchema, call)
      if ('bad' in read) return read.bad
      const person = personOf(read.body)
      if (person === undefined) return new Refusal('invalid_request', { detail: 'exactly one identifier' })
      const mistake = eraseMistake(read.body)
      if (mistake !== undefined) return new Refusal('invalid_request', { detail: `${mistake.at}: wanted ${mistake.wanted}` })
      const { waiting, sending, deadLetters, inLog } = await admin.store.erase(person)
      admin.activity.forgetSubmissions()
      admin.log.info({ waiting, sending, deadLetters }, 'a person was erased by an operator')
      return {
        outbox: waiting + sending,
        deadLetters,
        notReached: [
          ...(sending > 0 ? [`${sending} on the way to Braze as this ran: if Braze has taken them, they are there.`] : []),
          ...(inLog === true
            ? [
                'What the log of the outbox (outbox.sqlite-wal) holds: it could not be emptied. See that its disk has room and that no other program reads it, then erase again.',
              ]
            : []),
          ...(admin.isShared
            ? [
                'The last 50 submissions in memory at each other proxy on this database: erase at those as well, or restart them.',
                'What the database keeps of deleted rows: in its files until they are vacuumed, in its log, in backups.',
              ]
            : []),
          'What Braze has: use its own deletion (POST /users/delete).',
          'What a browser still holds: it is turned away when it arrives.',
        ],
      } satisfies EraseAnswer
    },
  }
}

/** Ids are kept without blanks around them: one that was pasted with some would find nothing. */
function personOf({ external_id, braze_id, user_alias, email, phone }: EraseRequest): Person | undefined {
  const given: Person[] = [
    ...(external_id !== undefined ? [{ external_id: external_id.trim() }] : []),
    ...(braze_id !== undefined ? [{ braze_id: braze_id.trim() }] : []),
    ...(user_alias !== undefined ? [user_alias] : []),
    ...(email !== undefined ? [{ email }] : []),
    ...(phone !== undefined ? [{ phone }] : []),
  ]
  return given.length === 1 ? given[0] : undefined
}
