// A program of the demo that runs as a process of its own, and ends with it.
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const running = new Set<ChildProcess>()
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/** The child gets only the paths of programs and Node's own options from this environment: no setting of the demo's ever reaches the proxy. */
function inherited(): Record<string, string> {
  return Object.fromEntries(['PATH', 'NODE_OPTIONS', 'NODE_COMPILE_CACHE'].map((name) => [name, process.env[name] ?? '']))
}

export interface Child {
  /** Everything it has said so far. */
  output(): string
  /** Resolves when it has ended, by itself too. */
  ended: Promise<void>
  /** Resolves when it has ended. `SIGTERM` asks, `SIGKILL` does not. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export interface ChildOptions {
  env: Record<string, string>
  isReady(output: string): Promise<boolean>
  /** Each line that it says. */
  said?(line: string): void
  /** Ends it while it is not ready yet. */
  givenUp?: AbortSignal
}

/** Starts `node <entry>` and waits until `isReady` says so. Rejects, with what it said, if it ends before that. */
export async function startChild(entry: string, { env, isReady, said, givenUp }: ChildOptions): Promise<Child> {
  const child = spawn(process.execPath, [entry], {
    cwd: ROOT,
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  givenUp?.addEventListener('abort', () => child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-100_000)))
    if (said) createInterface(stream).on('line', said)
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => running.delete(child))
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null

  while (!(await isReady(output))) {
    if (hasEnded()) throw new Error(`${entry} ended before it was ready:\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return {
    output: () => output,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}
