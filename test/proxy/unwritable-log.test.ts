// A log that cannot be written stops nothing: the service starts, answers, and ends when it is told to.
import { spawn } from 'node:child_process'
import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../demo/free-port.ts'
import { SECRET } from './http/fixture.ts'
import { until } from './service.ts'

test.each(['its disk is full', 'its reader is gone'])(
  '%s',
  async (what) => {
    const folder = mkdtempSync(join(tmpdir(), 'komo-braze-log-'))
    const port = String(await freePort())
    const env = { ...process.env, HOST: '127.0.0.1', PORT: port, ADMIN_PORT: '0', SECRET, HUBS_DIR: folder, DATA_DIR: join(folder, 'data') }
    const log = what === 'its disk is full' ? openSync('/dev/full', 'w') : 'pipe'
    const child = spawn(process.execPath, ['src/proxy/main.ts'], { env, stdio: ['ignore', log, 'inherit'] })
    onTestFinished(() => {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    })
    // Its last line finds nobody.
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes('"stopping"')) child.stdout?.destroy()
    })
    const alive = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    let ended: number | string | undefined
    child.once('exit', (code, signal) => (ended = code ?? signal ?? ''))
    await until(alive)
    child.kill('SIGTERM')
    await until(() => ended !== undefined)
    expect(ended).toBe(0)
  },
  120_000,
)
