// Tells inspector, demo and tests where a capture stands, and why.
import type { Stage, TraceEntry } from '../core/trace.ts'
import { slug } from './config.ts'
import { safe } from './safe.ts'

type Listener = (entry: TraceEntry) => void

const listeners: [Stage | '*', Listener][] = []

/** `*` hears every stage. */
export function on(stage: Stage | '*', listener: Listener): void {
  listeners.push([stage, listener])
}

export function trace(stage: Stage, entry: Omit<TraceEntry, 'stage' | 'at' | 'hub'>): void {
  for (const [wanted, listener] of listeners) {
    if (wanted === '*' || wanted === stage) safe(listener)({ stage, at: Date.now(), hub: slug, ...entry })
  }
}
