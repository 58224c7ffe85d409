// The operator's routes for hubs: list, read, save, earlier versions, pause, and what inspectors saw.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { HubDetail, HubSummary, Inherited, InspectorCode, Issue, VersionDetail, VersionsAnswer } from '../../core/admin.ts'
import { HUB_SLUG, type HubFile } from '../../core/hub-file.ts'
import { DEFAULTS } from '../../core/defaults.ts'
import { digestOf, etagOf } from '../http/etag.ts'
import { createQueue } from '../hubs/queue.ts'
import { KEYS_FILE, readTexts, WORKSPACES_FILE } from '../hubs/load-hubs.ts'
import { inheritedBy, readHubFile } from '../hubs/read-hub-file.ts'
import { readJson } from '../hubs/read-json.ts'
import type { Waiting } from '../outbox/store.ts'
import type { DeadCount } from '../outbox/dead-letters.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminCall, type AdminHandler, type AdminOutcome } from './admin-call.ts'
import { brokenBy } from './broken-by.ts'
import { issueOf } from './issues.ts'
import { Refusal } from './refusal.ts'

const VERSIONS_MAX = 50
/** Their names are not free: a hub saved there would take the workspaces or the keys away. */
const OTHER_FILES = [WORKSPACES_FILE, KEYS_FILE]

const saveSchema = z.strictObject({ file: z.looseObject({ hub: z.string() }) })
const codeSchema = z.strictObject({ connect: z.url({ protocol: /^https?$/ }).max(2048) })

type HubRoute = 'hubs' | 'hub' | 'saveHub' | 'pauseHub' | 'resumeHub' | 'versions' | 'version' | 'inspectorCode' | 'seen'

export function hubRoutes(admin: Admin): Record<HubRoute, AdminHandler> {
  const queue = createQueue()
<<<<<<< HEAD
  const detail = async (name: string): Promise<HubDetail | Refusal> => {
    if (!HUB.test(name) || !admin.registry.names().includes(name)) return new Refusal('not_found')
=======
  const detail = async (name: string): Promise<HubDetail | Refused> => {
    if (!HUB_SLUG.test(name) || !admin.registry.names().includes(name)) return refused('not_found')
>>>>>>> main
    const text = await admin.folder.read(`${name}.json`).catch(() => '')
    const summary = summarize(admin, name, text, await admin.store.waiting(), await admin.store.deadLetters.counts())
    const file = parse(text)
    const texts = file?.extends === undefined ? undefined : await readTexts(admin.folder)
    const inherited = texts && (inheritedBy(`${name}.json`, (one) => texts.get(one)) as Inherited | undefined)
    return { ...summary, etag: digestOf(text), ...(inherited && { inherited }), ...(file === undefined ? { file: null, text } : { file }) }
  }

  const paused =
    (pause: boolean) =>
    async ({ params: { hub = '' } }: AdminCall): Promise<AdminOutcome> => {
      const before = await detail(hub)
      if (before instanceof Refusal) return before
      await admin.pauses.set('hubs', hub, pause)
      admin.log.info({ hub }, pause ? 'hub paused by an operator' : 'hub resumed by an operator')
      return detail(hub)
    }

  return {
    async hubs() {
      const [waiting, dead] = [await admin.store.waiting(), await admin.store.deadLetters.counts()]
      const hubs = await Promise.all(
        admin.registry
          .names()
          .map(async (name) => summarize(admin, name, await admin.folder.read(`${name}.json`).catch(() => ''), waiting, dead)),
      )
      return { hubs }
    },

    hub: ({ params: { hub = '' } }) => detail(hub),

    saveHub: (call) =>
      queue(async () => {
        const { hub = '' } = call.params
        const read = bodyOf(saveSchema, call)
        if ('bad' in read) return read.bad
        const { file } = read.body
<<<<<<< HEAD
        if (!HUB.test(hub) || file.hub !== hub)
          return new Refusal('invalid_request', { detail: 'file.hub: must be the hub of the address' })
=======
        if (!HUB_SLUG.test(hub) || file.hub !== hub)
          return refused('invalid_request', { detail: 'file.hub: must be the hub of the address' })
>>>>>>> main
        const name = `${hub}.json`
        if (OTHER_FILES.includes(name)) return new Refusal('invalid_request', { detail: 'file.hub: must be no name of another file' })
        const before = await admin.folder.read(name).catch(() => undefined)
        if (before === undefined ? call.ifNoneMatch !== '*' : call.ifMatch !== etagOf(before)) return new Refusal('changed')
        const text = `${JSON.stringify(file, null, 2)}\n`
        const texts = await readTexts(admin.folder)
        const judged = readHubFile(name, (one) => (one === name ? text : texts.get(one)))
        if (!judged.ok) return new Refusal('invalid_hub', { issues: judged.errors.map((line) => issueOf(line)) })
        const broken = brokenBy(name, text, texts)
        if (broken.length > 0) return new Refusal('invalid_hub', { issues: broken })
        try {
          if (before !== undefined) await keepVersion(admin, hub, before)
          await admin.folder.write(name, text)
        } catch (error) {
          return readOnly(error)
        }
        admin.log.info({ hub }, 'hub file saved by an operator')
        await admin.reload()
        return detail(hub)
      }),

    pauseHub: paused(true),
    resumeHub: paused(false),

    async versions({ params: { hub = '' } }) {
<<<<<<< HEAD
      if (!HUB.test(hub)) return new Refusal('not_found')
=======
      if (!HUB_SLUG.test(hub)) return refused('not_found')
>>>>>>> main
      const folder = admin.versionsOf(hub)
      const files = (await folder.list()).reverse().slice(0, VERSIONS_MAX)
      const versions = await Promise.all(
        files.map(async (file) => ({ id: idOf(file), at: atOf(file), bytes: Buffer.byteLength(await folder.read(file)) })),
      )
      return { versions } satisfies VersionsAnswer
    },

    async version({ params: { hub = '', id = '' } }) {
<<<<<<< HEAD
      if (!HUB.test(hub) || !/^\d{13}-[0-9a-f]{6}$/.test(id)) return new Refusal('not_found')
=======
      if (!HUB_SLUG.test(hub) || !/^\d{13}-[0-9a-f]{6}$/.test(id)) return refused('not_found')
>>>>>>> main
      const text = await admin
        .versionsOf(hub)
        .read(`${id}.json`)
        .catch(() => undefined)
      const file = text === undefined ? undefined : parse(text)
      return file === undefined ? new Refusal('not_found') : ({ id, at: atOf(id), file } satisfies VersionDetail)
    },

    inspectorCode(call) {
      const { hub = '' } = call.params
      const read = bodyOf(codeSchema, call)
      if ('bad' in read) return read.bad
      if (admin.registry.get(hub) === undefined) return new Refusal('not_found')
      const { code, expiresAt } = admin.inspectors.invite(hub, read.body.connect, call.now)
      return { code, expiresAt: new Date(expiresAt).toISOString() } satisfies InspectorCode
    },

    seen({ params: { hub = '' } }) {
      return admin.registry.names().includes(hub) ? admin.seen.read(hub) : new Refusal('not_found')
    },
  }
}

function summarize(admin: Admin, name: string, text: string, waiting: Waiting[], dead: DeadCount[]): HubSummary {
  const hub = admin.registry.get(name)
  const file = parse(text)
  const issues: Issue[] = (admin.registry.errors().get(name) ?? []).map((line) => issueOf(line))
  const scriptSeen = admin.activity.lastSeen(name)
  return {
    hub: name,
    state: hub === undefined ? 'disabled' : admin.pauses.hub(name) ? 'paused' : 'enabled',
    issues,
    workspace: hub?.workspace ?? file?.workspace ?? DEFAULTS.workspace,
    origins: hub?.file.origins ?? (Array.isArray(file?.origins) ? file.origins : []),
    rules: hub?.file.rules.length ?? (Array.isArray(file?.rules) ? file.rules.length : 0),
    ...(hub && { rev: hub.rev }),
    ...(scriptSeen && { scriptSeen }),
    accepted: admin.activity.sum(name, 'accepted', 24),
    refused: admin.activity.sum(name, 'refused', 24),
    pending: waiting.filter((one) => one.hub === name).reduce((sum, { rows }) => sum + rows, 0),
    deadLetters: dead.filter((one) => one.hub === name).reduce((sum, { letters }) => sum + letters, 0),
  }
}

function parse(text: string): HubFile | undefined {
  const read = readJson(text)
  const isFile = 'json' in read && typeof read.json === 'object' && read.json !== null && !Array.isArray(read.json)
  return isFile ? (read.json as HubFile) : undefined
}

/** Versions are named for the moment at which they were replaced, so that their order is their names' order. */
async function keepVersion(admin: Admin, hub: string, text: string): Promise<void> {
  const folder = admin.versionsOf(hub)
  await folder.write(`${admin.now()}-${randomBytes(3).toString('hex')}.json`, text)
  const old = (await folder.list()).slice(0, -VERSIONS_MAX)
  for (const name of old) await folder.remove(name)
}

function idOf(file: string): string {
  return file.replace(/\.json$/, '')
}

function atOf(file: string): string {
  return new Date(Number(file.split('-')[0])).toISOString()
}

/** Only what says that the folder cannot be written is that; anything else is a fault. */
export function readOnly(error: unknown): Refusal {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT') return new Refusal('read_only')
  throw error
}
