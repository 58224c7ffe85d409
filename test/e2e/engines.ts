// `npm run test:engines`: the capture cases in Debian's Firefox and WebKitGTK. Installs what is missing (as root, by apt-get).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const NEEDED: Record<string, string> = {
  '/usr/bin/firefox-esr': 'firefox-esr',
  '/usr/bin/WebKitWebDriver': 'webkit2gtk-driver',
  '/usr/bin/Xvfb': 'xvfb',
}

/** Playwright speaks to no older one. */
const OLDEST_FIREFOX = 150

if (!Object.keys(NEEDED).every(existsSync) || firefoxVersion() < OLDEST_FIREFOX) {
  run('apt-get', ['update', '-q'])
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...Object.values(NEEDED)])
}
const vitest = ['vitest', 'run', '--config', 'test/vitest.config.ts', '--project', 'e2e', '--no-file-parallelism', 'test/e2e/capture/']
const failed = ['firefox', 'webkit'].filter(
  (engine) => run('xvfb-run', ['-a', ...vitest, ...process.argv.slice(2)], { ENGINE: engine }) !== 0,
)
if (failed.length) {
  console.error(`Failed in ${failed.join(' and ')}.`)
  process.exit(1)
}

function firefoxVersion(): number {
  return Number(/\d+/.exec(String(spawnSync('firefox-esr', ['--version']).stdout))?.[0])
}

function run(command: string, options: string[], env: Record<string, string> = {}): number | null {
  return spawnSync(command, options, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env, PATH: `${root}/node_modules/.bin:${process.env['PATH']}` },
  }).status
}
