// Emptying a backlog: how fast against a Braze without limit, how near to the limit of one that has it, in how many requests, and in how much memory.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { end, message, SERVER_CORE, startPinned, startStandIn, type StandIn } from './children.ts'

const UNLIMITED = [{ requests: 1_000_000, seconds: 1 }]
/** 50 requests a second, said as Braze says its own limit: in any three seconds. */
const LIMIT = { requests: 150, seconds: 3 }
const LIMIT_PER_SECOND = LIMIT.requests / LIMIT.seconds

export interface DrainFigures {
  drain_per_s: number
  braze_calls_per_1000: number
  drain_limited_share: number
  backlog_rss_mb: number
}

export interface DrainOptions {
  /** Rows of the backlog that is drained without a limit; default 100,000. */
  rows?: number
  /** Seconds of draining against the limit; default 20. */
  limitedSeconds?: number
  /** Rows that wait while memory is measured; default 1,000,000. */
  waiting?: number
}

export async function benchDrain({ rows = 100_000, limitedSeconds = 20, waiting = 1_000_000 }: DrainOptions = {}): Promise<DrainFigures> {
  const standIn = await startStandIn()
  try {
    const drained = await drain(standIn, rows, UNLIMITED)
    const counts = await standIn.counts()
    await standIn.reset()
    await standIn.change({ rate: { ...LIMIT, dialect: 'epoch' } })
    const limited = await drain(standIn, LIMIT_PER_SECOND * limitedSeconds * 37, [LIMIT])
    const limitedCounts = await standIn.counts()
    await standIn.change({ rate: null })
    const memory = await hold(waiting)
    const allowed = LIMIT_PER_SECOND * limited.seconds
    return {
      drain_per_s: round(drained.sent / drained.seconds),
      braze_calls_per_1000: round((counts.requests / drained.sent) * 1000),
      drain_limited_share: round((limitedCounts.statuses['201'] ?? 0) / allowed),
      backlog_rss_mb: round(memory.rssMb),
    }
  } finally {
    await standIn.stop()
  }
}

interface Drained {
  sent: number
  seconds: number
  rssMb: number
}

async function withFilled<Result>(rows: number, run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'komo-braze-bench-'))
  try {
    await runServer({ FOLDER: folder, FILL: String(rows) })
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const drain = (standIn: StandIn, rows: number, rate: object[]): Promise<Drained> =>
  withFilled(rows, (folder) => runServer<Drained>({ FOLDER: folder, ENDPOINT: standIn.url, RATE: JSON.stringify(rate) }))

/** Braze is away, everything waits. */
const hold = (rows: number): Promise<Drained> =>
  withFilled(rows, (folder) =>
    runServer<Drained>({ FOLDER: folder, ENDPOINT: 'http://127.0.0.1:1', RATE: JSON.stringify(UNLIMITED), HOLD_SECONDS: '10' }),
  )

async function runServer<Message>(env: Record<string, string>): Promise<Message> {
  const child = startPinned(SERVER_CORE, 'drain-server.ts', env)
  try {
    return await message<Message>(child)
  } finally {
    await end(child)
  }
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [rows, limitedSeconds, waiting] = process.argv.slice(2).map(Number)
  console.log(await benchDrain({ ...(rows && { rows }), ...(limitedSeconds && { limitedSeconds }), ...(waiting && { waiting }) }))
}
