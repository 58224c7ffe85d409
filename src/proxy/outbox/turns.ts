// One at a time, in the order of asking: who has the turn for a key gives it back when done.

export interface Turns {
  /** Resolves with the way to give it back. Rejects with the signal's reason if it gives up first. */
  take(key: string, signal?: AbortSignal): Promise<() => void>
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<void>>()
  return {
    async take(key, signal) {
      const before = last.get(key)
      let resolve = (): void => {}
      const promise = new Promise<void>((done) => {
        resolve = done
      })
      const own = (before ?? Promise.resolve()).then(() => promise)
      last.set(key, own)
      void own.then(() => {
        if (last.get(key) === own) last.delete(key)
      })
      try {
        await Promise.race([before, aborted(signal)])
        signal?.throwIfAborted()
      } catch (error) {
        resolve()
        throw error
      }
      return resolve
    },
  }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => {
      reject(signal.reason as Error)
    })
  })
}
