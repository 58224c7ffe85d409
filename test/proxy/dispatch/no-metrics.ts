// Metrics of a dispatcher that nobody looks at.
import type { DispatchMetrics } from '../../../src/proxy/dispatch/dispatch-metrics.ts'

const nothing = (): void => {}

export const NO_METRICS: DispatchMetrics = {
  batch: nothing,
  brazeAnswer: nothing,
  delivered: nothing,
  retry: nothing,
  objectsDied: nothing,
  uncounted: nothing,
  ambiguous: nothing,
}
