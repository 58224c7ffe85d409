// Declarations of hubs' revisions in the shared store: every proxy finds what any of them had in force.
import type { Pool } from 'pg'
import type { Clock } from '../../clock.ts'
import type { Store } from '../store.ts'

export function createPostgresRevs(pool: Pool, clock: Clock): Pick<Store, 'keepRev' | 'revOf'> {
  return {
    async keepRev(hub, rev, declaration) {
      await pool.query(
        'INSERT INTO komo_braze.revs (hub, rev, declaration, kept) VALUES ($1, $2, $3, $4) ON CONFLICT (hub, rev) DO UPDATE SET kept = excluded.kept',
        [hub, rev, declaration, clock.now()],
      )
    },
    async revOf(hub, rev) {
      const { rows } = await pool.query<{ declaration: string }>('SELECT declaration FROM komo_braze.revs WHERE hub = $1 AND rev = $2', [
        hub,
        rev,
      ])
      return rows[0]?.declaration
    },
  }
}
