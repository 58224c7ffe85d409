// The earlier versions of a hub file: kept when one is replaced, listed and read for Connect.
import { randomBytes } from 'node:crypto'
import type { VersionDetail, VersionsAnswer } from '../../core/admin.ts'
import type { Folder } from '../files/folder.ts'
import type { Admin } from './admin.ts'
import type { AdminHandler } from './admin-call.ts'
import { HUB_SLUG } from '../../core/hub-file.ts'
import { parseFile } from './parse-file.ts'
import { Refusal } from './refusal.ts'

const VERSIONS_MAX = 50
const ID = /^\d{13}-[0-9a-f]{6}$/

export function versionRoutes(admin: Admin): Record<'versions' | 'version', AdminHandler> {
  return {
    async versions({ params: { hub = '' } }) {
      if (!HUB_SLUG.test(hub)) return new Refusal('not_found')
      const folder = admin.versionsOf(hub)
      const ids = (await idsIn(folder)).reverse().slice(0, VERSIONS_MAX)
      const versions = await Promise.all(
        ids.map(async (id) => {
          const text = await folder.read(`${id}.json`).catch(() => undefined)
          return text === undefined ? [] : [{ id, at: atOf(id), bytes: Buffer.byteLength(text) }]
        }),
      )
      return { versions: versions.flat() } satisfies VersionsAnswer
    },

    async version({ params: { hub = '', id = '' } }) {
      if (!HUB_SLUG.test(hub) || !ID.test(id)) return new Refusal('not_found')
      const text = await admin
        .versionsOf(hub)
        .read(`${id}.json`)
        .catch(() => undefined)
      if (text === undefined) return new Refusal('not_found')
      const file = parseFile(text)
      return { id, at: atOf(id), ...(file === undefined ? { file: null, text } : { file }) } satisfies VersionDetail
    },
  }
}

/** Versions are named for the moment at which they were replaced, so that names in order are versions in order: each moment is later than the one before, even where the clock was set back. */
export async function keepVersion(admin: Admin, hub: string, text: string): Promise<void> {
  const folder = admin.versionsOf(hub)
  const last = (await idsIn(folder)).at(-1)
  const at = Math.max(admin.now(), last === undefined ? 0 : momentOf(last) + 1)
  await folder.write(`${at}-${randomBytes(3).toString('hex')}.json`, text)
  const old = (await idsIn(folder)).slice(0, -VERSIONS_MAX)
  for (const id of old) await folder.remove(`${id}.json`)
}

/** In order. What somebody else put there is neither listed nor removed. */
async function idsIn(folder: Folder): Promise<string[]> {
  return (await folder.list()).map((file) => file.replace(/\.json$/, '')).filter((id) => ID.test(id))
}

/** Milliseconds since the epoch. */
function momentOf(id: string): number {
  return Number(id.split('-')[0])
}

function atOf(id: string): string {
  return new Date(momentOf(id)).toISOString()
}
