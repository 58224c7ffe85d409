// Accepted means on disk: as the kernel saw it (strace), every group of rows was synchronised once before the first of them was called accepted.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const GROUPS = 20
const ROWS = 50
const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

it.skipIf(!canTrace)(
  `${String(GROUPS)} groups of ${String(ROWS)} requests are ${String(GROUPS)} synchronisations, each before its answers`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'komo-braze-fsync-'))
    const trace = join(folder, 'trace')
    const script = new URL('fsync-groups.ts', import.meta.url).pathname
    const child = spawnSync(
      'strace',
      [
        '-f',
        '-y',
        '-e',
        'trace=fsync,fdatasync,write,pwrite64',
        '-o',
        trace,
        process.execPath,
        script,
        join(folder, 'data'),
        String(GROUPS),
        String(ROWS),
      ],
      { encoding: 'utf8' },
    )
    expect(child.status, child.stderr).toBe(0)
    const groups = readFileSync(trace, 'utf8').split('BEGIN ').slice(1)
    expect(groups).toHaveLength(GROUPS)
    const synchronised = groups.map((group) => {
      const calls = group.slice(0, group.indexOf('ACCEPTED ')).split('\n')
      const written = calls.findLastIndex((call) => /pwrite64\(\d+<[^>]*outbox\.sqlite-wal>/.test(call))
      const synced = calls.flatMap((call, index) => (/f(data)?sync\(\d+<[^>]*outbox\.sqlite-wal>/.test(call) ? [index] : []))
      expect(written).toBeGreaterThan(0)
      expect(synced.at(-1)).toBeGreaterThan(written)
      return synced.length
    })
    console.log(`synchronisations of the write-ahead log in each group of ${String(ROWS)}: ${synchronised.join(' ')}`)
    expect(synchronised).toEqual(Array.from({ length: GROUPS }, () => 1))
    rmSync(folder, { recursive: true })
  },
)
