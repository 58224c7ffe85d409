// An erasure from the embedded store while somebody else reads its file: what the log still holds then is told.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../../src/proxy/clock.ts'
import { createErasedMarks } from '../../../src/proxy/outbox/erased-marks.ts'
import { createErase } from '../../../src/proxy/outbox/sqlite/erase.ts'
import { groupCommit } from '../../../src/proxy/outbox/sqlite/group-commit.ts'
import { createLaneOrder } from '../../../src/proxy/outbox/sqlite/lane-order.ts'
import { prepareDatabase } from '../../../src/proxy/outbox/sqlite/schema.ts'
import { readStreams } from '../../../src/proxy/outbox/sqlite/streams.ts'

let folder: string
let database: DatabaseSync
let reader: DatabaseSync
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'komo-braze-erasure-'))
  const file = join(folder, 'outbox.sqlite')
  database = new DatabaseSync(file)
  prepareDatabase(database)
  reader = new DatabaseSync(file, { readOnly: true })
})
afterEach(() => {
  reader.close()
  database.close()
  rmSync(folder, { recursive: true })
})

it('the log that cannot be emptied while another connection reads is told, and no longer once it has ended', async () => {
  const nothing = (): void => {}
  const { commit } = groupCommit({ database, sync: () => Promise.resolve(), written: nothing, failed: nothing })
  const erase = createErase({
    database,
    commit,
    streams: readStreams(database),
    lanes: createLaneOrder(database),
    clock: systemClock,
    erased: createErasedMarks(Buffer.alloc(32)),
    tell: nothing,
  })
  reader.exec('BEGIN')
  reader.prepare('SELECT * FROM outbox').all()
  expect(await erase({ email: 'ada@example.com' })).toMatchObject({ inLog: true })
  reader.exec('COMMIT')
  expect(await erase({ email: 'ada@example.com' })).not.toHaveProperty('inLog')
})
