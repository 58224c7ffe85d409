// What the public routes work with: passed in once, so that tests pass their own clock, store and hubs.
import type { BlockList } from 'node:net'
import type { Activity } from '../activity/activity.ts'
import type { Proofs } from '../identity/proofs.ts'
import type { BotCheck } from '../identity/bot-check.ts'
import type { Registry } from '../hubs/registry.ts'
import type { Limits } from '../limits/limits.ts'
import type { Inspectors } from '../inspector/inspectors.ts'
import type { SeenStore } from '../inspector/seen-store.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../outbox/store.ts'
import type { SessionTokens } from '../tokens/session-tokens.ts'
import type { Bundles } from './bundles.ts'

export interface Service {
  registry: Registry
  store: Pick<Store, 'append' | 'refusal'>
  tokens: SessionTokens
  proofs: Proofs
  botCheck: BotCheck
  limits: Limits
  trustedProxies: BlockList
  /** Told of each `X-Forwarded-For` that is not believed. */
  forwardingIgnored: () => void
  bundles: Bundles
  inspectors: Inspectors
  seen: SeenStore
  activity: Activity
  /** Whether an operator has paused this hub. */
  paused: (hub: string) => boolean
  metrics: Metrics
  log: Log
  /** Both as `Clock` has them: rates and durations go by what has elapsed. */
  now: () => number
  elapsed: () => number
  /** False once the stop has begun. */
  accepting: () => boolean
}
