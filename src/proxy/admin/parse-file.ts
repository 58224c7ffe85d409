// A hub file as it is written, good or bad, where its text is a JSON object at all.
import type { HubFile } from '../../core/hub-file.ts'
import { isObject } from '../../core/json.ts'
import type { FileText } from '../files/file-text.ts'
import { readJson } from '../hubs/read-json.ts'

export function parseFile(text: FileText | undefined): HubFile | undefined {
  if (typeof text !== 'string') return undefined
  const read = readJson(text)
  return 'json' in read && isObject(read.json) ? (read.json as unknown as HubFile) : undefined
}
