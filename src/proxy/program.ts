// The program: without arguments the service; with a command (`check`, `dead-letters`, `erase` …) the command line.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cli } from './cli.ts'
import { serve, type Running } from './serve.ts'
import { readSettings } from './settings.ts'

/** The project: from source two folders up, built one. */
const root = fileURLToPath(new URL(import.meta.url.endsWith('/src/proxy/program.ts') ? '../..' : '..', import.meta.url))

export async function program([command, ...rest]: string[]): Promise<void> {
  if (command === undefined) await start()
  else if (command === '--version') process.stdout.write(`${await ownVersion()}\n`)
  else process.exitCode = await cli(command, rest, process.env)
}

async function ownVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return version
}

/** Runs until it is told to stop. */
async function start(): Promise<void> {
  let running: Running | undefined
  process.on('SIGHUP', () => void running?.reload())
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void (running?.stop() ?? Promise.resolve()).then(() => process.exit(0)))
  }
  try {
    running = await serve(readSettings(process.env), { environment: process.env, dist: join(root, 'dist'), version: await ownVersion() })
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
}
