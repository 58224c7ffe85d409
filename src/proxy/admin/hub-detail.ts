// One hub as Connect edits it: its file as it stands, what the file inherits, and what is shown of it in the list.
import type { HubDetail, Inherited } from '../../core/admin.ts'
import { digestOf } from '../http/etag.ts'
import { readText, readTexts } from '../hubs/load-hubs.ts'
import { inheritedBy } from '../hubs/read-hub-file.ts'
import type { Admin } from './admin.ts'
import { HUB_SLUG } from '../../core/hub-file.ts'
import { hubSummary } from './hub-summary.ts'
import { parseFile } from './parse-file.ts'
import { Refusal } from './refusal.ts'

export async function hubDetail(admin: Admin, name: string): Promise<HubDetail | Refusal> {
  if (!HUB_SLUG.test(name) || !admin.registry.names().includes(name)) return new Refusal('not_found')
  const text = await readText(admin.folder, `${name}.json`)
  const summary = hubSummary(admin, name, text, await admin.store.waiting(), await admin.store.deadLetters.counts())
  const file = parseFile(text)
  const texts = file?.extends === undefined ? undefined : await readTexts(admin.folder)
  const inherited = texts && (inheritedBy(`${name}.json`, (one) => texts.get(one)) as Inherited | undefined)
  const shown = file === undefined ? { file: null, ...(typeof text === 'string' && { text }) } : { file }
  return { ...summary, etag: digestOf(typeof text === 'string' ? text : ''), ...(inherited && { inherited }), ...shown }
}
