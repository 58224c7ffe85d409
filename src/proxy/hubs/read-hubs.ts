// All hub files of the folder, each judged. A file whose text has not changed is not judged again: most polls find nothing changed, and a long file takes seconds in which nothing else runs.
import type { HubFile } from '../../core/hub-file.ts'
import { readAsIn, type FileText } from '../files/file-text.ts'
import type { Fault } from './fault.ts'
import { OTHER_FILES } from './other-files.ts'
import { baseMeantBy, isJson, isOnlyShared, readHubFile, type ReadHubFile } from './read-hub-file.ts'

/** `isBase`: another file extends it, and it need not be a hub itself. */
export type HubsRead = Map<string, { file: HubFile } | { errors: Fault[]; isBase: boolean }>

/** Every file's text by its name. */
type Texts = ReadonlyMap<string, FileText>

interface Judged {
  /** What it was judged by: its own text, and those of the files that it extends. */
  texts: ReadonlyMap<string, FileText | undefined>
  parsed: ReadHubFile
  base: string | undefined
  isOnlyShared: boolean
}

export function createReadHubs(): (texts: Texts) => HubsRead {
  let judged = new Map<string, Judged>()
  return (texts) => {
    const before = judged
    judged = new Map()
    for (const name of texts.keys()) {
      const last = before.get(name)
      if (!OTHER_FILES.includes(name))
        judged.set(name, last !== undefined && readAsIn(last.texts, texts) ? last : judge(name, texts, last?.base))
    }
    // A file that extends itself is not shared by that.
    const bases = new Set([...judged].flatMap(([name, { base }]) => (base === name ? [] : base)))
    const hubs: HubsRead = new Map()
    for (const [name, { parsed, isOnlyShared }] of judged) {
      if (parsed.ok) hubs.set(parsed.hub.hub, { file: parsed.hub })
      else hubs.set(name.replace(/\.json$/, ''), { errors: parsed.faults, isBase: isOnlyShared && bases.has(name) })
    }
    return hubs
  }
}

/** @param lastBase what the file extended when it was judged before */
function judge(name: string, all: Texts, lastBase: string | undefined): Judged {
  const texts = new Map<string, FileText | undefined>()
  const parsed = readHubFile(name, (file) => {
    const text = all.get(file)
    texts.set(file, text)
    return text
  })
  const text = all.get(name)
  // While the file is no JSON, what it extended before counts: that must not become a wrong hub.
  const base = baseMeantBy(text) ?? (isJson(text) ? undefined : lastBase)
  return { texts, parsed, base, isOnlyShared: isOnlyShared(name, text) }
}
