// What a start that goes on all the same says: without it the log would be clean, and every page without the script.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Log } from '../../../src/proxy/log.ts'
import { serve } from '../../../src/proxy/serve.ts'
import { readSettings } from '../../../src/proxy/settings.ts'
import { passingPlace } from '../../../src/proxy/start/lasting-folder.ts'
import { warnOfFolder } from '../../../src/proxy/start/warnings.ts'
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

describe('a DATA_DIR that does not last', () => {
  const said = (settings: Record<string, string>, type: number): string[] => {
    const lines: string[] = []
    const log = { warn: (_: object, text: string) => void lines.push(text) } as unknown as Log
    const read = readSettings({ SECRET, DATA_DIR: '/data', ...settings })
    warnOfFolder(read, log, (folder) => passingPlace(folder, () => type))
    return lines
  }
  const [TMPFS, RAMFS, OVERLAY, EXT4] = [0x01021994, 0x858458f6, 0x794c7630, 0xef53]

  test.each([
    [TMPFS, 'DATA_DIR lies in memory (tmpfs)'],
    [RAMFS, 'DATA_DIR lies in memory (ramfs)'],
    [OVERLAY, 'DATA_DIR lies in the container’s own layer (overlay)'],
  ])('is said at the start: %i', (type, begin) => {
    expect(said({}, type)).toEqual([expect.stringContaining(begin)])
  })

  test('is not said of a disk, where a database has the outbox, or where somebody develops', () => {
    expect(said({}, EXT4)).toEqual([])
    expect(said({ DATABASE_URL: 'postgres://u:p@db/komo' }, OVERLAY)).toEqual([])
    expect(said({ DEV_BRAZE_HOSTS: '127.0.0.1:8090' }, OVERLAY)).toEqual([])
  })

  test.runIf(process.platform === 'linux' && existsSync('/dev/shm'))('is told by the system itself', () => {
    expect(passingPlace('/dev/shm')).toBe('in memory (tmpfs)')
  })
})
