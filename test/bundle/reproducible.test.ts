// Two builds of the same source give the same bytes: the hash that a page pins says what the source says.
import { readFileSync } from 'node:fs'
import { rollup, type OutputOptions, type RollupOptions } from 'rollup'
import { loadConfigFile } from 'rollup/loadConfigFile'
import { expect, test } from 'vitest'

test('the script, built again, is what lies in dist', async () => {
  const { options } = await loadConfigFile('rollup.config.mjs', { silent: true })
  const script = (options as RollupOptions[]).find(({ input }) => JSON.stringify(input).includes('src/embed/main.ts'))
  if (script === undefined) throw new Error('the script is no bundle of rollup.config.mjs any more')
  const bundle = await rollup(script)
  const outputs = [script.output].flat() as OutputOptions[]
  expect(outputs.length).toBeGreaterThan(0)
  for (const output of outputs) {
    const { output: chunks } = await bundle.generate(output)
    expect(chunks).toHaveLength(1)
    expect(chunks[0].code).toBe(readFileSync(output.file as string, 'utf8'))
  }
  await bundle.close()
})
