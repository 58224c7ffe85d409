// What saving a shared file would do to the hubs that extend it: they read it anew as soon as it is saved.
import type { Issue } from '../../core/admin.ts'
import type { FileText } from '../files/file-text.ts'
import { readHubFile } from '../hubs/read-hub-file.ts'
import { issueOf } from './issue-of.ts'

/** What would be wrong with other hubs, good until now, if this were the text of the file: hubs whose `extends` leads through it. */
export function brokenBy(name: string, text: string, texts: ReadonlyMap<string, FileText>): Issue[] {
  const others = [...texts.keys()].filter((one) => one !== name)
  return others.flatMap((other) => {
    const after = readHubFile(other, (one) => (one === name ? text : texts.get(one)))
    if (after.ok || !readHubFile(other, (one) => texts.get(one)).ok) return []
    return after.faults.map((fault) => {
      const issue = issueOf(fault)
      return { ...issue, message: `${other.replace(/\.json$/, '')}, which extends this file: ${issue.message}` }
    })
  })
}
