// Searches what was kept of a run for what must not be there, with the short list of where it must.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keptSecrets, KINDS, MARK, type Kind } from './evidence.ts'
import { needles } from './needles.ts'

export interface Find {
  kind: Kind
  /** Of the record: which request, which file, which process. */
  label: string
  text: string
}

/** Whoever submits in a test is somebody at one of these, or has one of these numbers. */
const PERSONAL = ['@example.com', '@example.org', '@example.net', '61491570156', '61491570157', '61491570158', '61412345678', 'zyxgertrud']

const BRAZE_HEADERS = /^headers of POST \S+\/users\/track$/
const BRAZE_BODY = /^body of POST \S+\/users\/track$/
const OUTBOX = /^data\/outbox\.sqlite(-wal)?$/
/** Built before anybody submitted anything: their placeholders are nobody. */
const BUNDLE = /^GET (\/v1\/(embed|inspector)|\/admin\/)[\w.-]*(\.js|\.json|\?.*)?$/
/** Shows whoever asks what would become of the values she just gave. */
const DRY_RUN = /^POST \S+\/dry-run(\?|$)/

/** Where a key must be, and where personal data must be; everything else is a find. */
const ALLOWED: Record<'secret' | 'personal', (kind: Kind, label: string) => boolean> = {
  secret: (kind, label) => kind === 'sent' && BRAZE_HEADERS.test(label),
  personal: (kind, label) =>
    (kind === 'sent' && BRAZE_BODY.test(label)) ||
    (kind === 'stored' && OUTBOX.test(label)) ||
    (kind === 'served' && (BUNDLE.test(label) || DRY_RUN.test(label))),
}

export interface Found {
  leaks: Find[]
  /** In how many records there was something that must be there, by kind: that the search does find. */
  expected: Record<'secret' | 'personal', Partial<Record<Kind, number>>>
  /** Bytes and records searched. */
  searched: Record<Kind, { bytes: number; records: number }>
}

export function search(folder: string, secrets = keptSecrets(folder)): Found {
  const found: Found = {
    leaks: [],
    expected: { secret: {}, personal: {} },
    searched: Object.fromEntries(KINDS.map((kind) => [kind, { bytes: 0, records: 0 }])) as Found['searched'],
  }
  const wanted = { secret: needles(secrets), personal: needles(PERSONAL) }
  for (const name of readdirSync(folder)) {
    const kind = KINDS.find((one) => name.startsWith(`${one}-`))
    if (kind === undefined) continue
    const bytes = readFileSync(join(folder, name), 'latin1')
    found.searched[kind].bytes += bytes.length
    found.searched[kind].records += bytes.split(MARK).length - 1
    for (const what of ['secret', 'personal'] as const) {
      for (const { label, text } of findsIn(bytes, wanted[what])) {
        if (ALLOWED[what](kind, label)) found.expected[what][kind] = (found.expected[what][kind] ?? 0) + 1
        else found.leaks.push({ kind, label, text })
      }
    }
  }
  return found
}

/** Which text is in which record. Not in its label: that is ours, and says what was asked, not what was answered. */
function* findsIn(bytes: string, texts: string[]): Generator<{ label: string; text: string }> {
  const small = bytes.toLowerCase()
  const here = texts.filter((text) => small.includes(text))
  if (here.length === 0) return
  for (const record of bytes.split(MARK)) {
    const end = record.indexOf('\n')
    const body = record.slice(end).toLowerCase()
    for (const text of here) if (body.includes(text)) yield { label: record.slice(0, end), text }
  }
}
