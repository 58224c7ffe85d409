// What processes ask a real PostgreSQL, for a clock that knows no real time: it goes on only once what was asked is answered, and what is written takes a moment of its own.
import { Client } from 'pg'
import type { SimulatedClock } from '../simulated-clock.ts'

export interface Questions {
  /** Resolves once nothing is open. */
  idle(): Promise<void>
  /** Writes that the database is about to get, or whose answer is about to come. */
  writing(): number
  /** Whoever has this name is dead, and asks nothing more. */
  forbid(application: string): void
  /** From here on by this clock. */
  by(clock: SimulatedClock): void
  /** Everything is as it was. */
  restore(): void
}

const WRITES = ['append', 'mark', 'settle']
const WRITE_MS = 1

type Method = (this: Client, ...given: unknown[]) => unknown
type Callback = (error: unknown, result?: unknown) => void

/** Those of clients whose name begins with `life`. */
export function watchQuestions(): Questions {
  const methods: Record<string, Method> = Client.prototype as unknown as Record<string, Method>
  const [query, connect, end] = [methods['query']!, methods['connect']!, methods['end']!]
  const forbidden = new Set<string>()
  let clock: SimulatedClock | undefined
  let open = 0
  let writing = 0
  let waiting: (() => void)[] = []

  const nameOf = (client: Client): string =>
    (client as unknown as { connectionParameters: { application_name?: string } }).connectionParameters.application_name ?? ''
  const moment = (): Promise<void> => new Promise((resolve) => clock?.after(WRITE_MS, resolve))

  async function real(client: Client, method: Method, given: unknown[]): Promise<unknown> {
    if (method !== end && forbidden.has(nameOf(client))) throw new Error('dead')
    open++
    try {
      return await method.apply(client, given)
    } finally {
      if (--open === 0) for (const resolve of waiting.splice(0)) resolve()
    }
  }

  async function write(client: Client, given: unknown[]): Promise<unknown> {
    writing++
    try {
      await moment()
      return await real(client, query, given).finally(moment)
    } finally {
      writing--
    }
  }

  const watched = (method: Method): Method =>
    function (...given) {
      if (!nameOf(this).startsWith('life')) return method.apply(this, given)
      const callback = typeof given.at(-1) === 'function' ? (given.pop() as Callback) : undefined
      const [question] = given
      const isWrite = typeof question === 'object' && question !== null && 'name' in question && WRITES.includes(String(question.name))
      const answer = isWrite ? write(this, given) : real(this, method, given)
      if (!callback) return answer
      void answer.then(
        (result) => {
          callback(null, result)
        },
        (error: unknown) => {
          callback(error)
        },
      )
    }
  Object.assign(methods, { query: watched(query), connect: watched(connect), end: watched(end) })

  return {
    async idle() {
      while (open > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    writing: () => writing,
    forbid: (application) => void forbidden.add(application),
    by(next) {
      clock = next
      forbidden.clear()
      writing = 0
      waiting = []
    },
    restore: () => void Object.assign(methods, { query, connect, end }),
  }
}
