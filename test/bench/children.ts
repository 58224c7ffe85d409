// Processes of a bench: the measured one pinned to one core, the stand-in for Braze on the other. They speak over Node's own channel.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

export const SERVER_CORE = 0
export const OTHER_CORE = availableParallelism() > 1 ? 1 : 0

/** Starts a TypeScript file of this folder (or of `demo`) on a core. */
export function startPinned(core: number, file: string, env: Record<string, string> = {}): ChildProcess {
  const path = file.startsWith('/') ? file : fileURLToPath(new URL(file, import.meta.url))
  return spawn('taskset', ['-c', String(core), process.execPath, '--max-old-space-size=1024', path], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
}

/** Processor time that a process and its threads have used, in microseconds (Linux: 100 ticks a second). */
export function cpuOf(pid: number): number {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

/** The next message of a child; rejects if it ends instead. */
export function message<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => {
      reject(new Error(`${child.spawnargs.at(-1) ?? ''} ended with ${String(code)} instead of answering`))
    }
    child.once('exit', ended)
    child.once('message', (value) => {
      child.off('exit', ended)
      resolve(value as Message)
    })
  })
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

export interface StandIn {
  url: string
  change(options: object): Promise<void>
  counts(): Promise<Totals>
  reset(): Promise<void>
  stop(): Promise<void>
}

export interface Totals {
  requests: number
  events: number
  statuses: Record<string, number>
  firstAt: number
  lastAt: number
}

export const STAND_IN_KEY = 'bench-key'

/** The stand-in for Braze, without profiles and bodies: it must not be what is measured. */
export async function startStandIn(): Promise<StandIn> {
  const child = startPinned(OTHER_CORE, '../../demo/fake-braze/start.ts', { PORT: '0', BRAZE_API_KEY: STAND_IN_KEY })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const found = /Braze stand-in: (http:\S+)/.exec(text)?.[1]
      if (found) resolve(found.replace(/\/$/, ''))
    })
    child.once('exit', () => {
      reject(new Error(`the stand-in ended: ${text}`))
    })
  })
  async function control(method: string, route: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${url}/control${route}`, { method, ...(body && { body: JSON.stringify(body) }) })
    return answer.json()
  }
  const standIn: StandIn = {
    url,
    change: async (changed) => void (await control('PATCH', '/options', changed)),
    counts: async () => (await control('GET', '/counts')) as Totals,
    reset: async () => void (await control('POST', '/reset')),
    stop: () => end(child),
  }
  await standIn.change({ rate: null, profiles: false, bodies: false, applyMs: [0, 0] })
  return standIn
}
