// The built program: its entry says which Node it wants before anything is imported that an older one does not have.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the entry imports nothing before it knows its Node', () => {
  expect(readFileSync('dist/proxy.js', 'utf8')).not.toMatch(/^import\b/m)
})

test('behind it is the whole program', () => {
  const { status, stdout } = spawnSync(process.execPath, ['dist/proxy.js', 'help'], { encoding: 'utf8' })
  expect([status, stdout.split('\n')[0]]).toEqual([0, 'Commands:'])
})
