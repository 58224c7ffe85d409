// How many requests went in the last window, counted in slots of time: perhaps a few too many, never too few.

const SLOTS = 100

export interface Usage {
  add(now: number): void
  /** In the last `ms`, at most the whole window (default). */
  count(now: number, ms?: number): number
}

export function createUsage(windowMs: number): Usage {
  const slotMs = windowMs / SLOTS
  let slots: { slot: number; requests: number }[] = []
  return {
    add(now) {
      const slot = Math.floor(now / slotMs)
      const last = slots.at(-1)
      if (last?.slot === slot) last.requests++
      else slots.push({ slot, requests: 1 })
      if (slots.length > 2 * SLOTS) slots = slots.slice(-SLOTS - 1)
    },
    count(now, ms = windowMs) {
      const oldest = Math.floor((now - ms) / slotMs)
      return slots.reduce((sum, { slot, requests }) => (slot >= oldest ? sum + requests : sum), 0)
    },
  }
}
