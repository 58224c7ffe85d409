// Applies what was taken a moment later, as Braze does: requests that are in flight together in any order; one that is sent after another's answer, after that one.
interface Waiting {
  due: number
  answered: boolean
  apply(): void
}

export interface Applier {
  /** A request has arrived: everything answered before it will be applied before it. */
  arrive(): { apply(apply: () => void): void; answered(): void }
  waiting(): number
  /** Resolves once nothing waits. */
  settled(): Promise<void>
  clear(): void
}

/** `delay` gives milliseconds, `now` milliseconds of a steady clock. */
export function createApplier(now: () => number, delay: () => number): Applier {
  let queue: Waiting[] = []
  let timer: NodeJS.Timeout | undefined
  let onSettled: (() => void)[] = []

  function run(): void {
    timer = undefined
    const due = queue.filter((waiting) => waiting.due <= now())
    queue = queue.filter((waiting) => !due.includes(waiting))
    for (const waiting of due) waiting.apply()
    schedule()
  }

  function schedule(): void {
    clearTimeout(timer)
    const first = queue[0]
    timer = first && setTimeout(run, Math.max(0, first.due - now()))
    if (first) return
    for (const resolve of onSettled) resolve()
    onSettled = []
  }

  return {
    arrive() {
      const earliest = Math.max(0, ...queue.filter((waiting) => waiting.answered).map((waiting) => waiting.due))
      const waiting: Waiting = { due: 0, answered: false, apply: () => {} }
      return {
        apply(apply) {
          waiting.due = Math.max(earliest, now() + delay())
          waiting.apply = apply
          const after = queue.findIndex((other) => other.due > waiting.due)
          queue.splice(after < 0 ? queue.length : after, 0, waiting)
          schedule()
        },
        answered: () => void (waiting.answered = true),
      }
    },
    waiting: () => queue.length,
    settled: () => new Promise((resolve) => (queue.length === 0 ? resolve() : onSettled.push(resolve))),
    clear() {
      queue = []
      schedule()
    },
  }
}
