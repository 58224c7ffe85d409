// The kinds of tests, each a named project: pure code and the proxy in Node, DOM code in happy-dom, the built bundles, and real browsers.
import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** One kind after the other, because they want different numbers of workers; what is left at the end is searched last. Never 0: vitest may run that group behind all others. */
const ORDER = { tests: { groupOrder: 1 }, browsers: { groupOrder: 2 }, evidence: { groupOrder: 3 } }

/** Only CI tries a second time, and names at its end what needed it: real browsers and processes on a machine that others use as well. */
const retry = Number(process.env['RETRY'] ?? 0)

/** By itself vitest leaves one core idle: of two, half. */
const maxWorkers = '100%'

/** Short files that take the longest: the operator's pages, the demo, a proxy that is killed. */
const LONG = /test\/e2e\/(connect|demo|click|delivery-page|inspector)/

/** On a fresh machine vitest begins with the largest file: the long ones would be left for the end, and there run alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(({ moduleId }) => LONG.test(moduleId)), ...sorted.filter(({ moduleId }) => !LONG.test(moduleId))]
  }
}

const root = new URL('..', import.meta.url).pathname

/** Files of one worker share what they import: to load zod, Hono or Playwright anew for each would be half of the processor time. */
const isolate = false

/** Files that replace a module: shared, it may be loaded already. */
const replacing = globSync('test/proxy/**/*.test.ts', { cwd: root }).filter((path) =>
  readFileSync(root + path, 'utf8').includes('vi.mock('),
)

const NODE = { setupFiles: ['test/seed.ts', 'test/evidence/setup.ts'], retry, testTimeout: 30_000, hookTimeout: 60_000 }

/** Every process of a test, the proxy above all, is Node with hundreds of modules: each is compiled once, not at each start. */
process.env['NODE_COMPILE_CACHE'] ??= `${root}.cache/node`

export default defineConfig({
  root,
  cacheDir: '.cache/vitest',
  test: {
    globalSetup: ['test/evidence/start.ts'],
    sequence: { sequencer: LongestFirst },
    reporters: ['default', ['json', { outputFile: `.cache/results/${process.env['ENGINE'] ?? 'chromium'}.json` }]],
    projects: [
      {
        root,
        test: {
          name: 'unit',
          sequence: ORDER.tests,
          isolate,
          maxWorkers,
          include: ['test/{core,schema,proxy,fake-braze,demo,docs,faults}/**/*.test.ts'],
          exclude: replacing,
          ...NODE,
        },
      },
      { root, test: { name: 'alone', sequence: ORDER.tests, maxWorkers, include: replacing, ...NODE } },
      {
        root,
        test: {
          name: 'dom',
          sequence: ORDER.tests,
          maxWorkers,
          // A fresh window and fresh modules for each file, and one happy-dom for all of a worker.
          pool: 'vmThreads',
          setupFiles: ['test/seed.ts'],
          environment: 'happy-dom',
          include: ['test/{embed,inspector,settings}/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
        },
      },
      {
        root,
        test: {
          name: 'bundle',
          sequence: ORDER.tests,
          maxWorkers,
          include: ['test/bundle/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          sequence: ORDER.browsers,
          isolate,
          setupFiles: ['test/evidence/setup.ts'],
          include: ['test/e2e/**/*.test.ts'],
          retry,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // One more than there are cores: each waits for a page or a process most of the time.
          maxWorkers: availableParallelism() + 1,
          // A condition in a browser on a slow, shared machine: its own default is one second.
          expect: { poll: { timeout: 30_000 } },
        },
      },
      { root, test: { name: 'evidence', sequence: ORDER.evidence, include: ['test/evidence/**/*.test.ts'] } },
    ],
  },
})
