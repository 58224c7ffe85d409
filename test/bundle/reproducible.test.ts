// Two builds of the same source give the same bytes, all of them: what a page pins, and what somebody runs, says what the source says.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rollup, type OutputOptions, type RollupOptions } from 'rollup'
import { loadConfigFile } from 'rollup/loadConfigFile'
import { expect, test } from 'vitest'

const { options } = await loadConfigFile('rollup.config.mjs', { silent: true })
const outputsOf = ({ output }: RollupOptions): OutputOptions[] => [output ?? []].flat()
const nameOf = ({ dir, file }: OutputOptions): string => dir ?? file ?? ''
const builds = (options as RollupOptions[]).map((build): [string, RollupOptions] => [outputsOf(build).map(nameOf).join(), build])

const compared = new Set<string>()

test.each(builds)('%s, built again, is what lies in dist', { timeout: 300_000 }, async (_name, build) => {
  const bundle = await rollup(build)
  for (const output of outputsOf(build)) {
    for (const made of (await bundle.generate(output)).output) {
      const path = join(output.dir ?? dirname(output.file ?? ''), made.fileName)
      compared.add(path)
      expect(readFileSync(path).equals(Buffer.from(made.type === 'chunk' ? made.code : made.source)), path).toBe(true)
    }
  }
  await bundle.close()
})

test('nothing that is served or run was left out', () => {
  const scripts = ['dist/embed.js', 'dist/inspector.js', 'dist/proxy.js', 'dist/admin/connect.js', 'dist/demo/page/page.js']
  const beside = ['dist/integrity.json', 'dist/hub.schema.json', 'dist/admin/index.html', 'dist/admin/geist.woff2', 'dist/admin/de.json']
  expect([...scripts, ...beside].filter((path) => !compared.has(path))).toEqual([])
})
