// Accepting: how many submissions a second with every check and fsync on, and how late, beside a bare echo on the same core in the same run; and what the naive forwarder does and loses.
// Processor time per request is printed beside the rates: it tells more where other work shares the machine, or where the generator is what limits the echo.
import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuOf, end, message, OTHER_CORE, SERVER_CORE, STAND_IN_KEY, startPinned, startStandIn } from './children.ts'
import type { Load, LoadResult } from './generator.ts'
import { startBenchProxy } from './proxy.ts'

const CONNECTIONS = 64
/** Before anything is measured: V8 still compiles the accept path for some ten seconds, and what it spends on that is no submission's. */
const WARM_SECONDS = 12

export interface AcceptFigures {
  accept_ratio: number
  accept_p99_ratio: number
  naive_accept_ratio: number
  naive_lost: number
}

export interface AcceptOptions {
  /** Seconds of each measurement; default 6. */
  seconds?: number
  /** Measurements of each kind, of which the median counts; default 3. */
  rounds?: number
  /** Ids that are remembered; default 2,000,000. */
  ids?: number
}

export async function benchAccept({ seconds = 6, rounds = 3, ids = 2_000_000 }: AcceptOptions = {}): Promise<AcceptFigures> {
  const generator = startPinned(OTHER_CORE, 'generator.ts')
  const echo = startPinned(SERVER_CORE, 'echo-server.ts')
  const { port: echoPort } = await message<{ port: number }>(echo)
  const proxy = await startBenchProxy({ ids })
  try {
    const toProxy = { ...proxy.load, connections: CONNECTIONS, seconds }
    const toEcho = { ...toProxy, port: echoPort }
    await run(generator, { ...toEcho, seconds: 2 })
    await run(generator, { ...toProxy, seconds: WARM_SECONDS })
    const rates: { echo: number; proxy: number }[] = []
    for (let round = 0; round < rounds; round++) {
      const echoed = await runCounting(generator, toEcho, echo.pid ?? 0)
      const accepted = await runCounting(generator, toProxy, proxy.pid)
      console.log(
        `echo ${echoed.perSecond.toFixed(0)}/s, ${echoed.cpuMicros.toFixed(1)} µs each; proxy ${accepted.perSecond.toFixed(0)}/s, ${accepted.cpuMicros.toFixed(1)} µs each`,
      )
      rates.push({ echo: echoed.perSecond, proxy: accepted.perSecond })
    }
    const half = median(rates.map((one) => one.proxy)) / 2
    const late: number[] = []
    for (let round = 0; round < rounds; round++) {
      const [echoed, accepted] = [await run(generator, { ...toEcho, rate: half }), await run(generator, { ...toProxy, rate: half })]
      console.log(
        `at ${half.toFixed(0)}/s: echo p99 ${echoed.p99Ms.toFixed(2)} ms, proxy p50 ${accepted.p50Ms.toFixed(2)} p99 ${accepted.p99Ms.toFixed(2)} ms`,
      )
      late.push(accepted.p99Ms / echoed.p99Ms)
    }
    const echoRate = median(rates.map((one) => one.echo))
    const naive = await benchNaive(generator, toProxy)
    return {
      accept_ratio: round3(median(rates.map((one) => one.proxy / one.echo))),
      accept_p99_ratio: round3(median(late)),
      naive_accept_ratio: round3(naive.perSecond / echoRate),
      naive_lost: naive.lost,
    }
  } finally {
    await Promise.all([end(generator), end(echo), proxy.stop()])
  }
}

/** Its throughput; then Braze takes 2 s for each request while 2,000 submissions come in 10 s, and the process is killed once and started again: how many never reach Braze. */
async function benchNaive(generator: ChildProcess, load: Load): Promise<{ perSecond: number; lost: number }> {
  const standIn = await startStandIn()
  const start = async (): Promise<{ child: ChildProcess; port: number }> => {
    const child = startPinned(SERVER_CORE, 'naive-server.ts', { ENDPOINT: standIn.url, KEY: STAND_IN_KEY })
    return { child, port: (await message<{ port: number }>(child)).port }
  }
  try {
    let { child, port } = await start()
    const { perSecond } = await run(generator, { ...load, port })
    await end(child)

    await standIn.reset()
    await fetch(`${standIn.url}/control/faults`, { method: 'POST', body: JSON.stringify({ kind: 'slow', ms: 2_000, times: null }) })
    const half = { ...load, rate: 200, seconds: 5, connections: 1_000 }
    ;({ child, port } = await start())
    await run(generator, { ...half, port })
    await end(child)
    ;({ child, port } = await start())
    await run(generator, { ...half, port })
    await sleep(5_000)
    await end(child)
    const { events } = await standIn.counts()
    return { perSecond, lost: 2_000 - events }
  } finally {
    await standIn.stop()
  }
}

async function run(generator: ChildProcess, load: Load): Promise<LoadResult> {
  const answer = message<LoadResult>(generator)
  generator.send(load)
  const result = await answer
  const refused = Object.entries(result.statuses).filter(([status]) => status !== '202')
  if (refused.length > 0) console.log('not 202:', refused)
  return result
}

/** Beside the result, the processor time that the server took for each request. */
async function runCounting(generator: ChildProcess, load: Load, server: number): Promise<LoadResult & { cpuMicros: number }> {
  const before = cpuOf(server)
  const result = await run(generator, load)
  const requests = Object.values(result.statuses).reduce((sum, count) => sum + count, 0)
  return { ...result, cpuMicros: (cpuOf(server) - before) / requests }
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function round3(value: number): number {
  return Number(value.toPrecision(3))
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [seconds, rounds, ids] = process.argv.slice(2).map(Number)
  console.log(await benchAccept({ ...(seconds && { seconds }), ...(rounds && { rounds }), ...(ids && { ids }) }))
  process.exit(0)
}
