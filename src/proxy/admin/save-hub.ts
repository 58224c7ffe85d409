// Saves a hub file: only over the version that was read, only one that is good and breaks no hub that extends it. The version before is kept.
import { z } from 'zod'
import { messageOf } from '../../schema/issues.ts'
import { FILE_MAX_BYTES } from '../files/file-text.ts'
import { etagOf } from '../http/etag.ts'
import { readText, readTexts } from '../hubs/load-hubs.ts'
import { OTHER_FILES } from '../hubs/other-files.ts'
import { readHubFile } from '../hubs/read-hub-file.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminCall, type AdminOutcome } from './admin-call.ts'
import { brokenBy } from './broken-by.ts'
import { hubDetail } from './hub-detail.ts'
import { HUB_SLUG } from '../../core/hub-file.ts'
import { keepVersion } from './hub-versions.ts'
import { issueOf } from './issue-of.ts'
import { NOTHING_SAVED, outboxAnswers } from './outbox-answers.ts'
import { readOnly } from './read-only.ts'
import { Refusal } from './refusal.ts'

const saveSchema = z.strictObject({ file: z.looseObject({ hub: z.string() }) })

export async function saveHub(admin: Admin, call: AdminCall): Promise<AdminOutcome> {
  const { hub = '' } = call.params
  const read = bodyOf(saveSchema, call)
  if ('bad' in read) return read.bad
  const { file } = read.body
  if (!HUB_SLUG.test(hub) || file.hub !== hub)
    return new Refusal('invalid_request', { detail: 'file.hub: must match the hub in the address' })
  const name = `${hub}.json`
  if (OTHER_FILES.includes(name)) return new Refusal('invalid_request', { detail: 'file.hub: must not be the name of another file' })
  // Without the outbox the saved file would not come in force, and could not be shown. Asked before the file is read: somebody else may write that while the outbox takes its time.
  if (!(await outboxAnswers(admin.store))) return new Refusal('unavailable', { detail: NOTHING_SAVED })
  const before = await readText(admin.folder, name)
  if (before !== undefined && typeof before !== 'string') return new Refusal('unreadable', { detail: messageOf(before) })
  if (before === undefined ? call.ifNoneMatch !== '*' : call.ifMatch !== etagOf(before)) return new Refusal('changed')
  const text = `${JSON.stringify(file, null, 2)}\n`
  // Indented for people to read, it is longer than it came.
  if (Buffer.byteLength(text) > FILE_MAX_BYTES) return new Refusal('too_large')
  const texts = await readTexts(admin.folder)
  const judged = readHubFile(name, (one) => (one === name ? text : texts.get(one)))
  if (!judged.ok) return new Refusal('invalid_hub', { issues: judged.faults.map(issueOf) })
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
  return hubDetail(admin, hub)
}
