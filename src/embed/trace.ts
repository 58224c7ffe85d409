// Tells inspector, demo and tests where a capture stands, and why.
import type { Envelope } from '../core/envelope.ts'
import type { Stage, TraceEntry, TraceReason } from '../core/trace.ts'
import { slug } from './config.ts'
import { safe } from './safe.ts'

const listeners: ((entry: TraceEntry) => void)[] = []

/** `*` hears every stage. */
export function on(stage: Stage | '*', listener: (entry: TraceEntry) => void): void {
  listeners.push((entry) => {
    if (stage === '*' || stage === entry.stage) listener(entry)
  })
}

export function trace(stage: Stage, envelope?: Envelope, reason?: TraceReason, more?: Partial<TraceEntry>): void {
  const entry = { stage, at: Date.now(), hub: slug, rule: envelope?.rule, envelope, reason, ...more } as TraceEntry
  for (const listener of listeners) safe(listener)(entry)
}
