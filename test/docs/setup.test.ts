// What every command of the README does first: the locked packages are there afterwards, nothing is installed that is there already, and nothing of somebody else's is emptied.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const PACKAGES = {
  '': { name: 'project' },
  'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' },
  'node_modules/of-another-system': { version: '1.0.0', integrity: 'sha512-other', optional: true, os: ['plan9'] },
}
const INSTALLED = { 'node_modules/one': PACKAGES['node_modules/one'] }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'komo-braze-setup-'))
  for (const name of ['.config', 'bin', 'node_modules']) mkdirSync(join(folder, name))
  copyFileSync('.config/setup.cjs', join(folder, '.config/setup.cjs'))
  write('package.json', { engines: { node: '>=24' } })
  write('package-lock.json', { packages: PACKAGES })
  write('node_modules/.package-lock.json', { packages: INSTALLED })
  writeFileSync(join(folder, 'bin/npm'), '#!/bin/sh\necho "$@" > npm-was-called\n')
  chmodSync(join(folder, 'bin/npm'), 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), JSON.stringify(content))
}

const PROGRAMS = delimiter + String(process.env['PATH'])

function setup(flags: string[] = [], programs = PROGRAMS) {
  const env = { PATH: join(folder, 'bin') + programs }
  const { status, stderr } = spawnSync(process.execPath, [...flags, '.config/setup.cjs'], { cwd: folder, env, encoding: 'utf8' })
  const called = join(folder, 'npm-was-called')
  return { status, stderr, installs: existsSync(called) && readFileSync(called, 'utf8').startsWith('ci ') }
}

test('what is there is the locked: nothing is installed, whatever the files’ times', () => {
  utimesSync(join(folder, 'node_modules/.package-lock.json'), 1, 1)
  expect(setup()).toEqual({ status: 0, stderr: '', installs: false })
})

const OTHERS: [why: string, installed: object][] = [
  ['another version', { 'node_modules/one': { version: '0.9.0', integrity: 'sha512-one' } }],
  ['other content', { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-two' } }],
  ['one too few', {}],
  ['one too many', { ...INSTALLED, 'node_modules/two': { version: '1.0.0', integrity: 'sha512-two' } }],
]
test.each(OTHERS)('what is there is another, however new: %s', (_, installed) => {
  write('node_modules/.package-lock.json', { packages: installed })
  utimesSync(join(folder, 'package-lock.json'), 1, 1)
  expect(setup()).toMatchObject({ status: 0, installs: true })
})

test('nothing is there', () => {
  rmSync(join(folder, 'node_modules'), { recursive: true })
  expect(setup()).toMatchObject({ status: 0, installs: true })
})

// https://docs.npmjs.com/cli/v11/using-npm/config#include
test('what builds it is installed too, whatever a server’s environment says', () => {
  rmSync(join(folder, 'node_modules'), { recursive: true })
  expect(setup().installs).toBe(true)
  expect(readFileSync(join(folder, 'npm-was-called'), 'utf8')).toContain(' --include=dev ')
})

test('a link to other packages is left alone, and said', () => {
  rmSync(join(folder, 'node_modules'), { recursive: true })
  mkdirSync(join(folder, 'theirs'))
  symlinkSync('theirs', join(folder, 'node_modules'))
  const { status, stderr, installs } = setup()
  expect({ status, installs }).toEqual({ status: 1, installs: false })
  expect(stderr).toMatch(/^node_modules is a link to packages that are not the locked ones[^\n]*\n$/)
  write('theirs/.package-lock.json', { packages: INSTALLED })
  expect(setup()).toEqual({ status: 0, stderr: '', installs: false })
})

test('npm is not there: it says so', () => {
  rmSync(join(folder, 'node_modules'), { recursive: true })
  rmSync(join(folder, 'bin/npm'))
  const { status, stderr } = setup([], '')
  expect(status).toBe(1)
  expect(stderr).toMatch(/\nnpm could not be started \(ENOENT\)[^\n]*\n$/)
})

test('an older Node is told so, where the right one does not come along', () => {
  const preload = join(folder, 'older.cjs')
  const pretend = (name: string, value: string) => `Object.defineProperty(process, '${name}', { value: ${value} })\n`
  const older = pretend('versions', "{ ...process.versions, node: '20.11.1' }")
  writeFileSync(preload, older + pretend('platform', "'darwin'"))
  write('package-lock.json', { packages: {} })
  const stderr = 'Node 24 or newer is wanted, and this is 20.11.1: https://nodejs.org\n'
  expect(setup([`--require=${preload}`])).toEqual({ status: 1, stderr, installs: false })
  writeFileSync(preload, older + pretend('platform', "'linux'") + pretend('arch', "'x64'"))
  expect(setup([`--require=${preload}`])).toMatchObject({ status: 0, installs: true })
})
