// What a start that goes on all the same says: without it the log would be clean, and every page without the script.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serve } from '../../../src/proxy/serve.ts'
import { readSettings } from '../../../src/proxy/settings.ts'
import { SECRET } from '../http/fixture.ts'

test('a proxy without the built script says so, and how it is built', async () => {
  const dist = mkdtempSync(join(tmpdir(), 'dist-'))
  const settings = { SECRET, PORT: '0', ADMIN_PORT: '0', HOST: '127.0.0.1', HUBS_DIR: join(dist, 'hubs'), DATA_DIR: join(dist, 'data') }
  const linesOfStart = async (): Promise<string> => {
    let lines = ''
    const logTo = { write: (line: string) => void (lines += line) }
    const running = await serve(readSettings(settings), { environment: {}, dist, version: '0.0.0', logTo })
    await running.stop()
    return lines
  }
  expect(await linesOfStart()).toContain('embed.js is not built: pages get 404 for the script. Build it with: npm run build')
  writeFileSync(join(dist, 'embed.js'), '')
  expect(await linesOfStart()).not.toContain('not built')
  rmSync(dist, { recursive: true })
})
