// The lock of the data folder where its file may only be read: SQLite opens it all the same, and two proxies would share the folder.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** As nobody, where the tests run as root, who may write to anything. */
const TAKE = `
  const { lockFolder } = await import(process.argv[1])
  if (process.getuid() === 0) process.seteuid(65534)
  try { lockFolder(process.argv[2]); console.log('taken') } catch (error) { console.log(error.message) }
`
const module = new URL('../../../src/proxy/outbox/sqlite/folder-lock.ts', import.meta.url).href

it('is not taken for held, and the line names the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'komo-braze-'))
  try {
    chmodSync(folder, 0o777)
    const file = join(folder, 'lock.sqlite')
    writeFileSync(file, '', { mode: 0o444 })
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', TAKE, module, folder], { encoding: 'utf8' })
    expect(said.trim()).toMatch(`DATA_DIR: ${JSON.stringify(file)} cannot be opened (attempt to write a readonly database)`)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
