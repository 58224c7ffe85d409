// The image's build stage, run in a copy by the commands that stand in the Dockerfile: it has all that it needs, and gives, byte for byte, what lies in dist.
// So two builds of the same source are the same, wherever they are made: what a page pins, and what somebody runs, says what the source says.
import { execFileSync, execSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

interface Lock {
  packages: Record<string, { dev?: boolean; optional?: boolean }>
}

const [, buildStage = ''] = readFileSync('Dockerfile', 'utf8').split(/^FROM .*$/m)
const commands = [...buildStage.matchAll(/^RUN (.*)$/gm)].map(([, command = '']) => command)
const copy = mkdtempSync(join(tmpdir(), 'komo-braze-image-'))
afterAll(() => rmSync(copy, { recursive: true }))

/** As in the image: no other packages on the path, and nothing of the npm that runs this test. */
const env = {
  HOME: process.env['HOME'],
  PATH: process.env['PATH']
    ?.split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter),
}

/** It builds everything a second time: `.ci/run` and `npm run test:full` do, `npm test` does not. */
const isWanted = Boolean(process.env['IMAGE'] ?? process.env['FULL'])

test.runIf(isWanted)('the commands of the build stage run, and make what lies in dist', { timeout: 300_000 }, () => {
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
  cpSync('.', copy, { recursive: true, filter: (path) => !ignored.includes(path) })
  for (const command of commands) {
    if (command.startsWith('npm ci ')) install(command)
    else execSync(command, { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'] })
  }
  const made = globSync('dist/**', { cwd: copy }).filter((name) => statSync(join(copy, name)).isFile())
  expect(made.filter((name) => !readFileSync(join(copy, name)).equals(readFileSync(name)))).toEqual([])
  expect(made).toEqual(expect.arrayContaining(NEEDED))
})

/** What is served or run, and what lies beside it. */
const NEEDED = [
  ...['dist/embed.js', 'dist/inspector.js', 'dist/proxy.js', 'dist/admin/connect.js', 'dist/demo/page/page.js'],
  ...['dist/integrity.json', 'dist/hub.schema.json', 'dist/admin/index.html', 'dist/admin/geist.woff2', 'dist/admin/de.json'],
]

/** What npm would install by these flags, from the packages that are here: there may be no network. */
function install(command: string): void {
  const modules = join(copy, 'node_modules')
  try {
    execFileSync('cp', ['-al', 'node_modules', modules], { stdio: 'ignore' })
  } catch {
    cpSync('node_modules', modules, { recursive: true, verbatimSymlinks: true })
  }
  const installed = join(modules, '.package-lock.json')
  const { packages, ...rest } = JSON.parse(readFileSync(installed, 'utf8')) as Lock
  const omits = (kind: string): boolean => command.includes(`--omit=${kind}`)
  const isOmitted = ([, { dev, optional }]: [string, { dev?: boolean; optional?: boolean }]): boolean =>
    (dev === true && omits('dev')) || (optional === true && omits('optional'))
  for (const [name] of Object.entries(packages).filter(isOmitted)) rmSync(join(copy, name), { recursive: true, force: true })
  rmSync(installed)
  const left = Object.fromEntries(Object.entries(packages).filter((entry) => !isOmitted(entry)))
  writeFileSync(installed, JSON.stringify({ ...rest, packages: left }))
}
