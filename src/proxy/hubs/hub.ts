// One hub in force, with everything that a request needs worked out beforehand.
import { compile, DEFAULTS } from '../../core/compile.ts'
import type { HubAnswer, PublicHub } from '../../core/public-hub.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { declaration, revOf } from './rev.ts'

export interface Hub {
  name: string
  rev: string
  /** `extends` merged. */
  file: HubFile
  workspace: string
  origins: ReadonlySet<string>
  public: PublicHub
  /** The body of `GET /v1/hubs/:hub`. */
  answer: string
  /** How long a page may keep an envelope, in milliseconds: nothing older is believed. */
  pendingMs: number
}

const DAY_MS = 86_400_000

export function createHub(file: HubFile): Hub {
  const rev = revOf(declaration(file))
  const compiled = compile(file)
  const answer: HubAnswer = { rev, hub: compiled }
  return {
    name: file.hub,
    rev,
    file,
    workspace: file.workspace ?? DEFAULTS.workspace,
    origins: new Set(file.origins),
    public: compiled,
    answer: JSON.stringify(answer),
    pendingMs: (file.pending ?? DEFAULTS.pending).days * DAY_MS,
  }
}
