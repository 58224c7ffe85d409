// Rows as the bench's submissions become them: 1 KB bodies, alias identity, six attributes, one event; each of another person.
import type { NewRow } from '../../src/proxy/outbox/store.ts'

/** Of the number that makes one person's address another's. */
export const PERSON_DIGITS = 9

export function uuidV7(now = Date.now()): string {
  const hex = now.toString(16).padStart(12, '0')
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(10))).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`
}

export function benchRow(number: number): NewRow {
  const email = `person-${String(number)}@example.com`
  const user_alias = { alias_name: email, alias_label: 'email' }
  const at = new Date().toISOString()
  return {
    id: uuidV7(),
    hub: 'bench',
    workspace: 'default',
    lane: `email:${email}`,
    rule: 'entry',
    at,
    request: {
      attributes: [
        {
          user_alias,
          email,
          _update_existing_only: false,
          first_name: 'Ada',
          last_name: 'Lovelace'.repeat(8),
          favourite_team: 'x'.repeat(120),
          suburb: 'y'.repeat(120),
          dob: '1990-05-04',
          newsletter: true,
        },
      ],
      events: [{ user_alias, name: 'competition_entered', time: at, properties: { card: 'c'.repeat(100), answer: 'a'.repeat(200) } }],
      purchases: [],
    },
  }
}
