// The marks of erased persons in the shared store: one secret for all proxies, and each has the marks in memory.
import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { ErasedMarks } from '../erased-marks.ts'
import { erasedMarks } from '../erased-marks.ts'

/** Without the marks yet: see `readMarks`. */
export async function marksOf(pool: Pool): Promise<ErasedMarks> {
  await pool.query("INSERT INTO komo_braze.secrets (name, secret) VALUES ('erased', $1) ON CONFLICT DO NOTHING", [randomBytes(32)])
  const { rows } = await pool.query<{ secret: Buffer }>("SELECT secret FROM komo_braze.secrets WHERE name = 'erased'")
  return erasedMarks(rows[0]?.secret ?? Buffer.alloc(0))
}

export async function readMarks(pool: Pool, marks: ErasedMarks): Promise<void> {
  const { rows } = await pool.query<{ mark: Buffer; erased: string }>('SELECT mark, erased FROM komo_braze.erased')
  for (const { mark, erased } of rows) marks.add(mark, Number(erased))
}
