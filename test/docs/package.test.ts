// What is packed: what README names is in it, what only the demo needs is not, and it is built first.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the package has what README names, and nothing of the demo but its examples', () => {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ files } = { files: [] }] = JSON.parse(packed) as { files: { path: string }[] }[]
  const paths = files.map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(['src/proxy/alerts.yml', 'demo/examples/alias-by-email.json', 'README.md']))
  expect(paths.filter((path) => path.startsWith('dist/demo/'))).toEqual([])
  // Not the contributors' README: a name without a slash is taken in every folder.
  expect(paths.filter((path) => path.startsWith('src/'))).toEqual(['src/proxy/alerts.yml'])
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  expect(scripts['prepack']).toBe('npm run -s build')
})
