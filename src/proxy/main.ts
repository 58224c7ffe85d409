#!/usr/bin/env node
// Entry. Without arguments the service; with a command (`check`, `dead-letters`, `erase` …) the command line.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cli } from './cli.ts'
import { serve, type Running } from './serve.ts'
import { readSettings, SettingError } from './settings.ts'

/** The project: from source two folders up, built one. */
const root = fileURLToPath(new URL(import.meta.url.endsWith('/src/proxy/main.ts') ? '../..' : '..', import.meta.url))

const [command, ...rest] = process.argv.slice(2)
if (command === undefined) await start()
else process.exitCode = await cli(command, rest, process.env)

/** Runs until it is told to stop. */
async function start(): Promise<void> {
  let running: Running | undefined
  process.on('SIGHUP', () => void running?.reload())
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void (running?.stop() ?? Promise.resolve()).then(() => process.exit(0)))
  }
  try {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    running = await serve(readSettings(process.env), { environment: process.env, dist: join(root, 'dist'), version })
  } catch (error) {
    process.stderr.write(`${startLine(error)}\n`)
    process.exit(1)
  }
}

/** One line that says what to change. */
function startLine(error: unknown): string {
  if (error instanceof SettingError) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'PORT, ADMIN_PORT: the port is in use; choose another'
  if (code === 'EACCES') return `The folder or port cannot be used: ${message}`
  return message
}
