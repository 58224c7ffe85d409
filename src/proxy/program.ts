// The program: without arguments the service; with a command (`check`, `dead-letters`, `erase` …) the command line.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cli } from './cli.ts'
import { serve, type Running } from './serve.ts'
import { readSettings } from './settings.ts'

/** The project's folder: two above this file's in the source, one above the built program's. */
const root = fileURLToPath(new URL(import.meta.url.endsWith('/src/proxy/program.ts') ? '../..' : '..', import.meta.url))

export async function program([command, ...rest]: string[]): Promise<void> {
  if (command === undefined) await start()
  else if (command === '--version') process.stdout.write(`${await ownVersion()}\n`)
  else await run(command, rest)
}

async function run(command: string, rest: string[]): Promise<void> {
  process.stdout.on('error', ({ code = 'no reason given' }: NodeJS.ErrnoException) => {
    // Whoever reads has enough, as `head` has.
    if (code === 'EPIPE') return
    process.stderr.write(`What was found cannot be written (${code}).\n`)
    process.exit(1)
  })
  process.exitCode = await cli(command, rest, process.env)
}

/** Runs until it is told to stop. A start that is under way then is finished first, so that all it opened is taken down. */
async function start(): Promise<void> {
  // A log whose disk is full or whose reader is gone stops nothing: its lines are lost until it can be written again.
  process.stdout.on('error', () => {})
  const starting = serveHere()
  process.on('SIGHUP', () => void starting.then((running) => running.reload(), ignore))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void starting.then((running) => running.stop().then(() => process.exit(0)), ignore))
  }
  try {
    await starting
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
}

/** A start that failed ends the process by itself. */
const ignore = (): void => {}

async function serveHere(): Promise<Running> {
  return serve(readSettings(process.env), { environment: process.env, dist: join(root, 'dist'), version: await ownVersion() })
}

async function ownVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return version
}
