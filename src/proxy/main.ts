#!/usr/bin/env node
// Entry. Without arguments the service; with a command (`check`, `dead-letters`, `erase` …) the command line.
import { cli } from './cli.ts'
import { serve } from './serve.ts'
import { readSettings, SettingError } from './settings.ts'

/** From source the bundles are in `dist` of the project, built they are beside this file. */
const dist = new URL(import.meta.url.endsWith('/src/proxy/main.ts') ? '../../dist' : '.', import.meta.url).pathname

const [command, ...rest] = process.argv.slice(2)
process.exitCode = command === undefined ? await start() : await cli(command, rest, process.env)

/** The exit code, where it cannot start; else it runs until it is told to stop. */
async function start(): Promise<number> {
  try {
    const running = await serve(readSettings(process.env), process.env, dist)
    process.on('SIGHUP', () => void running.reload())
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void running.stop().then(() => process.exit(0)))
    return 0
  } catch (error) {
    process.stderr.write(`${startLine(error)}\n`)
    return 1
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
