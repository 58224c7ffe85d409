// The captures so far, with what each rule makes of them, from the script's trace. Values stay in this page; only names, kinds and paths are reported.
import { SEEN_MAX, type SeenEvent } from '../core/inspector.ts'
import type { Capture } from '../core/capture.ts'
import type { DryRunRule } from '../core/dry-run-rule.ts'
import type { Envelope } from '../core/envelope.ts'
import { select } from '../core/select.ts'
import type { TraceEntry } from '../core/trace.ts'
import { pathsOf } from './paths.ts'
import type { Session } from './session.ts'
import { clip } from './clip.ts'

/** Captures kept in the panel; the oldest are dropped. */
const MAX_SHOWN = 50

export interface Shown {
  /** Undefined for an envelope of an earlier page, or of a capture that is no longer kept here. */
  capture: Capture | undefined
  at: number
  /** Envelopes that rules made of it. */
  taken: Taken[]
  /** Rules that did not take it, each with the condition that failed. */
  misses: { rule: string; on: string[]; miss: string }[]
  /** A reason for the capture as a whole (`csp_blocked`), or that a value was left out. */
  reason?: string
  /** What is to be said of one rule or field of it. */
  notes: { about: string; says: 'rule.joined' | 'private' | 'reason.password_form' }[]
}

export interface Taken {
  rule: string
  envelope: Envelope
  stage: string
  reason?: string
  dryRun?: DryRunRule | { failed: string }
  isSending?: boolean
}

export type Live = ReturnType<typeof createLive>

interface Parts {
  deliver(envelope: Envelope): unknown
  onChange(): void
}

export function createLive({ deliver, onChange }: Parts) {
  let shown: Shown[] = []
  let session: Session | undefined
  let report = (): void => {}
  let isStopped = false
  const events = new Map<string, SeenEvent>()
  /** The envelope of the latest dry run. */
  const asked = new WeakMap<Taken, Envelope>()

  function hear(entry: TraceEntry): void {
    if (isStopped) return
    const { stage, capture, envelope, rule, reason, detail, at } = entry
    if (stage === 'captured' && capture) {
      // A form whose data changed since is read a second time, and all rules with it.
      const before = find(capture)
      shown = shown.filter((one) => one !== before)
      add({ capture, at, taken: [], misses: missesOf(capture), notes: [] })
      if (capture.on !== 'form') note(capture, at)
    } else if (envelope && reason !== 'personal_data') {
      const taken = shown.flatMap((one) => one.taken).find((one) => one.envelope.id === envelope.id)
      if (taken) {
        // The script still holds a copy of what the tester let go, and gives it up one day: the proxy's answer stands.
        if (/accepted|refused/.test(taken.stage) && /held|dropped/.test(stage)) return
        const isOther = JSON.stringify(taken.envelope.identity) !== JSON.stringify(envelope.identity)
        Object.assign(taken, { envelope, stage, reason })
        if (stage === 'selected') move(taken, capture)
        if (isOther || stage === 'selected') judge(taken)
      } else if (rule) {
        const fresh: Taken = { rule, envelope, stage, ...(reason && { reason }) }
        const one = capture && find(capture)
        if (one) one.taken.push(fresh)
        else add({ capture: undefined, at, taken: [fresh], misses: [], notes: [] })
        judge(fresh)
      }
    } else {
      // What names no capture is about the newest; that a value was left out of an envelope too, which goes on without it.
      const one = capture ? find(capture) : shown[0]
      if (reason === 'password_form' && rule) one?.notes.push({ about: rule, says: 'reason.password_form' })
      else if (reason === 'personal_data' && !envelope && detail) one?.notes.push({ about: detail, says: 'private' })
      else if (one && reason && reason !== 'no_rule') one.reason = reason
    }
    onChange()
  }

  /** The answers of a play share one envelope: it is shown with the newest of them. */
  function move(taken: Taken, capture: Capture | undefined): void {
    const to = capture && find(capture)
    for (const one of shown) {
      if (one !== to && one.taken.includes(taken)) one.notes.push({ about: taken.rule, says: 'rule.joined' })
      one.taken = one.taken.filter((other) => other !== taken)
    }
    to?.taken.push(taken)
    shown = shown.filter((one) => one.capture || one.taken.length)
  }

  function add(one: Shown): void {
    shown = [one, ...shown].slice(0, MAX_SHOWN)
  }

  function find({ submission }: Capture): Shown | undefined {
    return shown.find(({ capture }) => capture?.submission.id === submission.id)
  }

  function missesOf(capture: Capture): Shown['misses'] {
    if (!session) return []
    const { hub } = session
    return hub.rules.flatMap((rule) => {
      const selection = select(hub, rule, capture)
      return 'miss' in selection ? [{ rule: rule.id, on: rule.on, miss: selection.miss }] : []
    })
  }

  function judge(taken: Taken): void {
    const { envelope } = taken
    asked.set(taken, envelope)
    void session?.dryRun(envelope).then((dryRun) => {
      // Answers can overtake each other: only the one about the latest envelope counts.
      if (asked.get(taken) !== envelope) return
      taken.dryRun = dryRun
      onChange()
    })
  }

  function note({ on, event, card }: Capture, at: number): void {
    const before = events.get(on)
    const types = new Set([...(before?.cardTypes ?? []), ...(card?.type ? [clip(card.type)] : [])])
    const paths = new Map([...(before?.paths ?? []), ...pathsOf(event ?? {})].map((one) => [one.path, one]))
    events.set(on, {
      name: clip(on),
      at: new Date(at).toISOString(),
      cardTypes: [...types].slice(0, SEEN_MAX.cardTypes),
      paths: [...paths.values()].slice(0, SEEN_MAX.paths),
    })
    report()
  }

  return {
    hear,
    shown: (): readonly Shown[] => shown,
    seen: (): SeenEvent[] => [...events.values()].slice(-SEEN_MAX.events),
    judgeBy(opened: Session): void {
      session = opened
      for (const one of shown) {
        if (one.capture) one.misses = missesOf(one.capture)
        one.taken.forEach(judge)
      }
    },
    reportBy(by: () => void): void {
      report = by
      report()
    },
    async send(taken: Taken): Promise<void> {
      taken.isSending = true
      onChange()
      await deliver(taken.envelope)
      taken.isSending = false
      // The proxy is to be left alone for now, or another tab is sending: it goes later by itself.
      if (taken.reason === 'inspecting') taken.reason = 'unavailable'
      onChange()
    },
    /** The panel was closed: nothing is heard, asked or told any more. */
    stop(): void {
      isStopped = true
    },
  }
}
