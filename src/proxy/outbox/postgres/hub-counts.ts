// How many rows each hub has waiting, for its quota: counted by the database now and then, adjusted by what this proxy does in between.
import type { Pool } from 'pg'

export interface HubCounts {
  of(hub: string): number
  add(hub: string, rows: number): void
  refresh(): Promise<void>
}

export function createHubCounts(pool: Pool): HubCounts {
  let counts = new Map<string, number>()
  return {
    of: (hub) => counts.get(hub) ?? 0,
    add(hub, rows) {
      counts.set(hub, (counts.get(hub) ?? 0) + rows)
    },
    async refresh() {
      const { rows } = await pool.query<{ hub: string; rows: string }>('SELECT hub, count(*) AS rows FROM komo_braze.outbox GROUP BY hub')
      counts = new Map(rows.map((row) => [row.hub, Number(row.rows)]))
    },
  }
}
