// Tells inspector, demo and tests where a capture stands, and why.
import type { Stage, TraceEntry, TraceReason } from '../core/trace.ts'
import { slug } from './config.ts'
import { safe } from './safe.ts'

/** What a stage tells. `rule` is the envelope's unless given. */
export type Traced = Partial<Omit<TraceEntry, 'reason'>> & { reason?: TraceReason | undefined }

const listeners: ((entry: TraceEntry) => void)[] = []

/** `*` hears every stage. */
export function on(stage: Stage | '*', listener: (entry: TraceEntry) => void): void {
  listeners.push((entry) => {
    if (stage === '*' || stage === entry.stage) listener(entry)
  })
}

export function trace(stage: Stage, told: Traced): void {
  const entry = { stage, at: Date.now(), hub: slug, rule: told.envelope?.rule, ...told } as TraceEntry
  for (const listener of listeners) safe(listener)(entry)
}
