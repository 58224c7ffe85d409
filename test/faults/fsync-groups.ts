// Run under strace by fsync.test.ts: groups of rows into a store, each between two marks on standard error.
import { writeSync } from 'node:fs'
import { openSqliteStore } from '../../src/proxy/outbox/sqlite/open.ts'
import { benchRow } from '../bench/rows.ts'

const [folder = '', groups = '0', rows = '0'] = process.argv.slice(2)
const store = openSqliteStore({ folder })
for (let group = 0; group < Number(groups); group++) {
  writeSync(2, `BEGIN ${String(group)}\n`)
  const accepted = await Promise.all(Array.from({ length: Number(rows) }, (_, row) => store.append([benchRow(group * Number(rows) + row)])))
  if (accepted.some((one) => 'refusal' in one)) throw new Error('refused')
  writeSync(2, `ACCEPTED ${String(group)}\n`)
}
await store.close()
