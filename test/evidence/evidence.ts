// What the program printed, served, sent and stored during a test run, kept so that `everything.test.ts` can search it once all other tests are through. Each process appends to files of its own.
import { appendFileSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

/** `printed` by the program, `served` to whoever asked on either port, `sent` to Braze or a declared address, `stored` in DATA_DIR or HUBS_DIR. */
export const KINDS = ['printed', 'served', 'sent', 'stored'] as const
export type Kind = (typeof KINDS)[number]

/** Between records; what follows up to the end of the line is the record's label. */
export const MARK = '\n\0\0evidence\0'

const SECRETS = 'secrets'
/** Shorter ones would be found by chance. */
const SECRET_MIN_CHARACTERS = 12

/** Of this process, by kind. */
const open = new Map<Kind, { file: number; label: string }>()

/** The run's folder; undefined where no run is recorded (a bench, a program started by hand). */
const folder = (): string | undefined => process.env['EVIDENCE_DIR']

/** Pieces of one label that follow each other are one record: nothing is hidden by a cut through it. */
export function keep(kind: Kind, label: string, bytes: string | Uint8Array): void {
  const path = folder()
  if (path === undefined) return
  const known = open.get(kind)
  const file = known?.file ?? openSync(join(path, `${kind}-${process.pid}`), 'a')
  if (known?.label !== label) writeSync(file, `${MARK}${label.replaceAll('\n', ' ')}\n`)
  writeSync(file, Buffer.from(bytes as Uint8Array))
  open.set(kind, { file, label })
}

/** What must be found nowhere but in requests to Braze. */
export function keepSecrets(...secrets: (string | undefined)[]): void {
  const path = folder()
  const long = secrets.flatMap((secret) => secret?.split(',') ?? []).filter(({ length }) => length >= SECRET_MIN_CHARACTERS)
  if (path !== undefined && long.length > 0) appendFileSync(join(path, SECRETS), long.map((secret) => `${secret}\n`).join(''))
}

/** The secrets of a proxy's settings. */
export function keepSecretsOf(environment: Record<string, string | undefined>): void {
  keepSecrets(environment['SECRET'], environment['ADMIN_TOKEN'], environment['BRAZE_API_KEY'])
}

/** Says where a proxy's process stores; whoever started it keeps that once it has ended, killed or not. */
export function keepFoldersOf(pid: number, paths: string[]): void {
  const path = folder()
  if (path !== undefined) writeFileSync(join(path, `folders-${pid}`), JSON.stringify(paths.map((one) => resolve(one))))
}

export function keepStoredOf(pid: number): void {
  const path = folder()
  if (path === undefined || !existsSync(join(path, `folders-${pid}`))) return
  for (const one of JSON.parse(readFileSync(join(path, `folders-${pid}`), 'utf8')) as string[]) keepFolder(one)
}

/** Every file of a folder, with its path within. */
export function keepFolder(path: string): void {
  if (folder() === undefined) return
  for (const entry of filesOf(path)) keep('stored', relative(join(path, '..'), entry), readFileSync(entry))
}

function filesOf(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true, recursive: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

export function keptSecrets(path: string): string[] {
  return [...new Set(readFileSync(join(path, SECRETS), 'utf8').split('\n').filter(Boolean))]
}
