// What the proxy counts, for Prometheus (`GET /metrics` on the admin port). Labels are names from hub files and closed lists, never values from the wire.
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { ENVELOPE_REFUSALS } from '../core/codes.ts'

export interface Metrics {
  /** An envelope that is on disk. */
  accepted(hub: string): void
  duplicate(hub: string): void
  /** `scope`: a whole request, or one envelope. `hub` is empty where none is known. `code` is one of src/core/codes.ts. */
  refused(scope: 'request' | 'envelope', hub: string, code: string): void
  /** A value that was left out, by the target its rule declares. */
  problem(hub: string, target: string, code: string): void
  session(hub: string): void
  /** From the request's first byte to its answer, in seconds. */
  acceptSeconds(seconds: number): void

  pending(workspace: string, envelopes: number, oldestSeconds: number): void
  batch(workspace: string, envelopes: number, objects: number): void
  /** `status`: the HTTP status, or what happened instead of one: `refused`, `timeout`, `reset`. */
  brazeAnswer(workspace: string, status: string, seconds: number): void
  retry(workspace: string, reason: string): void
  delivered(workspace: string, envelopes: number): void
  /** From acceptance to Braze's answer, in seconds. */
  deliverySeconds(seconds: number): void
  /** `reason`: empty while it is not paused. */
  paused(workspace: string, reason: string): void
  deadLettersWaiting(workspace: string, waiting: number): void
  /** It has left workspaces.json, and none of its rows and dead letters is left: an alert about it ends. */
  workspaceGone(workspace: string): void
  objectsDied(workspace: string, reason: string, objects: number): void
  /** Objects of batches that Braze took, which it neither counted nor named. */
  uncounted(workspace: string, objects: number): void
  /** Envelopes of which it is unknown whether Braze has them, and what the workspace's policy made of that. */
  ambiguous(workspace: string, policy: string, envelopes: number): void

  /** Free bytes of the data folder's disk, and whether they are above the floor. */
  disk(freeBytes: number, aboveFloor: boolean): void
  /** `reason`: empty while submissions are accepted. */
  accepting(reason: string): void
  /** Also starts the hub's counters at 0: if a counter did not exist yet, an alert on it would miss the first burst. */
  hubOk(hub: string, ok: boolean): void
  /** Starts the workspace's counters at 0, likewise. */
  workspaceInForce(workspace: string): void
  /** Its file is gone: an alert about it ends. */
  hubGone(hub: string): void
  /** `ok`: HUBS_DIR could be read, and nothing is wrong with its workspaces. */
  reload(ok: boolean): void

  /** Runs before each scrape: the place to set gauges that are costly to keep. */
  beforeScrape(collect: () => void | Promise<void>): void
  scrape(): Promise<{ text: string; contentType: string }>
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const DELIVERY_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `komo_braze_${name}`, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Gauge({ name: `komo_braze_${name}`, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram({ name: `komo_braze_${name}`, help, labelNames, buckets, registers })

  const accepted = counter('accepted_total', 'Envelopes written to disk', ['hub'])
  const duplicates = counter('duplicates_total', 'Envelopes whose id was known', ['hub'])
  const refused = counter('refused_total', 'Requests and envelopes refused', ['scope', 'hub', 'code'])
  const problems = counter('problems_total', 'Values left out or cut', ['hub', 'target', 'code'])
  const sessions = counter('sessions_total', 'Session tokens given', ['hub'])
  const acceptSeconds = histogram('accept_seconds', 'Time to answer a request for submissions', [], SECONDS)
  const pending = gauge('pending', 'Envelopes that Braze has not taken yet', ['workspace'])
  const oldest = gauge('oldest_pending_seconds', 'Age of the oldest of them', ['workspace'])
  const batchEnvelopes = histogram('batch_envelopes', 'Envelopes per request to Braze', ['workspace'], [1, 2, 5, 10, 20, 30, 50, 75])
  const batchObjects = histogram('batch_objects', 'Objects per request to Braze', ['workspace'], [1, 2, 5, 10, 25, 50, 74, 75, 150])
  const answers = counter('braze_answers_total', "Braze's answers", ['workspace', 'status'])
  const answerSeconds = histogram('braze_seconds', "Time to Braze's answer", ['workspace'], SECONDS)
  const retries = counter('retries_total', 'Requests to be sent again', ['workspace', 'reason'])
  const delivered = counter('delivered_total', 'Envelopes that Braze took', ['workspace'])
  const deliverySeconds = histogram('delivery_seconds', "From acceptance to Braze's answer", [], DELIVERY_SECONDS)
  const paused = gauge('paused', '1 while dispatch to the workspace is paused', ['workspace', 'reason'])
  // Counted for every submission, so each hub's labels are worked out only once.
  const acceptedBy = new Map<string, Counter.Internal>()
  const pauseReasons = new Map<string, string>()
  const deadWaiting = gauge('dead_letters', 'Dead letters waiting for an operator', ['workspace'])
  const dead = counter('dead_objects_total', 'Objects that became dead letters', ['workspace', 'reason'])
  const uncounted = counter('uncounted_total', 'Objects that Braze neither took nor named', ['workspace'])
  const ambiguous = counter('ambiguous_total', 'Envelopes whose answer was lost', ['workspace', 'policy'])
  // Made once there is a disk to tell of, which with DATABASE_URL there never is: a gauge that is never set says 0, which would be an alarm.
  let disk: { free: Gauge; ok: Gauge } | undefined
  const accepting = gauge('accepting', '0 while no submission is accepted', ['reason'])
  const hubOk = gauge('hub_ok', '0 while the hub is disabled, or its newest file, workspace or key is refused', ['hub'])
  const reloads = counter('reloads_total', 'Reloads; not ok where HUBS_DIR, a workspace or its key is missing or wrong', ['ok'])
  for (const ok of ['true', 'false']) reloads.inc({ ok }, 0)

  const collectors: (() => void | Promise<void>)[] = []
  const collect = async (): Promise<void> => {
    for (const collector of collectors) await collector()
  }

  return {
    accepted(hub) {
      const known = acceptedBy.get(hub) ?? accepted.labels(hub)
      acceptedBy.set(hub, known)
      known.inc()
    },
    duplicate: (hub) => duplicates.inc({ hub }),
    refused: (scope, hub, code) => refused.inc({ scope, hub, code }),
    problem: (hub, target, code) => problems.inc({ hub, target, code }),
    session: (hub) => sessions.inc({ hub }),
    acceptSeconds: (seconds) => acceptSeconds.observe(seconds),
    pending(workspace, envelopes, oldestSeconds) {
      pending.set({ workspace }, envelopes)
      oldest.set({ workspace }, oldestSeconds)
    },
    batch(workspace, envelopes, objects) {
      batchEnvelopes.observe({ workspace }, envelopes)
      batchObjects.observe({ workspace }, objects)
    },
    brazeAnswer(workspace, status, seconds) {
      answers.inc({ workspace, status })
      answerSeconds.observe({ workspace }, seconds)
    },
    retry: (workspace, reason) => retries.inc({ workspace, reason }),
    delivered: (workspace, envelopes) => delivered.inc({ workspace }, envelopes),
    deliverySeconds: (seconds) => deliverySeconds.observe(seconds),
    paused(workspace, reason) {
      paused.remove({ workspace, reason: pauseReasons.get(workspace) ?? '' })
      pauseReasons.set(workspace, reason)
      paused.set({ workspace, reason }, reason === '' ? 0 : 1)
    },
    deadLettersWaiting: (workspace, waiting) => deadWaiting.set({ workspace }, waiting),
    objectsDied: (workspace, reason, objects) => dead.inc({ workspace, reason }, objects),
    workspaceGone(workspace) {
      for (const gauge of [pending, oldest, deadWaiting]) gauge.remove({ workspace })
      paused.remove({ workspace, reason: pauseReasons.get(workspace) ?? '' })
      pauseReasons.delete(workspace)
    },
    uncounted: (workspace, objects) => uncounted.inc({ workspace }, objects),
    ambiguous: (workspace, policy, envelopes) => ambiguous.inc({ workspace, policy }, envelopes),
    disk(freeBytes, aboveFloor) {
      disk ??= {
        free: gauge('disk_free_bytes', 'Free bytes where DATA_DIR is', []),
        ok: gauge('disk_above_floor', '0 while accepting has stopped for want of disk', []),
      }
      disk.free.set(freeBytes)
      disk.ok.set(aboveFloor ? 1 : 0)
    },
    accepting(reason) {
      accepting.reset()
      accepting.set({ reason }, reason === '' ? 1 : 0)
    },
    hubOk(hub, ok) {
      hubOk.set({ hub }, ok ? 1 : 0)
      accepted.inc({ hub }, 0)
      for (const code of ENVELOPE_REFUSALS) refused.inc({ scope: 'envelope', hub, code }, 0)
      for (const code of ['overloaded', 'quota_reached']) refused.inc({ scope: 'request', hub, code }, 0)
    },
    workspaceInForce(workspace) {
      uncounted.inc({ workspace }, 0)
      for (const policy of ['resend', 'hold']) ambiguous.inc({ workspace, policy }, 0)
    },
    hubGone: (hub) => {
      hubOk.remove({ hub })
    },
    reload: (ok) => reloads.inc({ ok: String(ok) }),
    beforeScrape: (collector) => void collectors.push(collector),
    async scrape() {
      await collect()
      return { text: await registry.metrics(), contentType: registry.contentType }
    },
  }
}
