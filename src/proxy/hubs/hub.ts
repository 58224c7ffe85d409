// One hub in force, with everything that a request needs worked out beforehand.
import { compile } from '../../core/compile.ts'
import { DEFAULTS } from '../../core/defaults.ts'
import type { HubAnswer, PublicHub } from '../../core/public-hub.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { etagOf } from '../http/etag.ts'
import { declaration, revOf } from './rev.ts'

export interface Hub {
  name: string
  rev: string
  /** `extends` merged. */
  file: HubFile
  workspace: string
  origins: ReadonlySet<string>
  public: PublicHub
  /** The body of `GET /v1/hubs/:hub`, and its validator: another version of this proxy may compile the same revision to another body. */
  answer: string
  etag: string
  /** How long a page may keep an envelope, in milliseconds: nothing older is believed. */
  pendingMs: number
}

const DAY_MS = 86_400_000

export function createHub(file: HubFile): Hub {
  const rev = revOf(declaration(file))
  const compiled = compile(file)
  const answer = JSON.stringify({ rev, hub: compiled } satisfies HubAnswer)
  return {
    name: file.hub,
    rev,
    file,
    workspace: file.workspace ?? DEFAULTS.workspace,
    origins: new Set(file.origins),
    public: compiled,
    answer,
    etag: etagOf(answer),
    pendingMs: (file.pending ?? DEFAULTS.pending).days * DAY_MS,
  }
}
