// What metrics are told of a batch that came back.
import { expect, it } from 'vitest'
import { report } from '../../../src/proxy/dispatch/report.ts'
import { DEFAULT_WORKSPACE } from '../../../src/core/defaults.ts'

it('objects that Braze neither took nor named are counted, not only logged', () => {
  const told: unknown[][] = []
  const tell =
    (name: string) =>
    (...values: unknown[]): void =>
      void told.push([name, ...values])
  const nothing = (): void => {}
  report({ settlements: [], sent: [], gone: [], again: [], divides: false, ambiguous: 0 }, { kind: 'taken' }, 3, {
    workspace: { ...DEFAULT_WORKSPACE, name: 'au' },
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    metrics: {
      batch: nothing,
      brazeAnswer: nothing,
      delivered: tell('delivered'),
      retry: tell('retry'),
      objectsDied: tell('objectsDied'),
      uncounted: tell('uncounted'),
      ambiguous: tell('ambiguous'),
    },
    now: 0,
  })
  expect(told).toEqual([['uncounted', 3]])
})
