// The marks of erased persons in the shared store: one secret for all proxies, and in each proxy's memory a copy of the marks, as of some generation.
import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { createErasedMarks, type ErasedMarks } from '../erased-marks.ts'

/** Each erasure begins a new one, once its marks are written. It is a sequence because even a statement that began earlier reads a sequence's present value. */
export const GENERATION = "coalesce(pg_sequence_last_value('komo_braze.erasures'), 0)"

export interface SharedMarks extends ErasedMarks {
  /** Undefined before the first reading. */
  generation(): string | undefined
  /** Reads what the database has. */
  read(): Promise<void>
}

export async function readSharedMarks(pool: Pool): Promise<SharedMarks> {
  await pool.query("INSERT INTO komo_braze.secrets (name, secret) VALUES ('erased', $1) ON CONFLICT DO NOTHING", [randomBytes(32)])
  const { rows } = await pool.query<{ secret: Buffer }>("SELECT secret FROM komo_braze.secrets WHERE name = 'erased'")
  const marks = createErasedMarks(rows[0]?.secret ?? Buffer.alloc(0))
  let generation: string | undefined
  return {
    ...marks,
    generation: () => generation,
    async read() {
      // The generation first: its marks were written before it began.
      const present = await pool.query<{ generation: string }>(`SELECT ${GENERATION} AS generation`)
      const { rows } = await pool.query<{ mark: Buffer; erased: string }>('SELECT mark, erased FROM komo_braze.erased')
      for (const { mark, erased } of rows) marks.add(mark, Number(erased))
      generation = present.rows[0]?.generation
    },
  }
}
