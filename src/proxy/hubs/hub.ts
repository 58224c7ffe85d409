// One hub in force, with everything that a request needs worked out beforehand.
import { compile } from '../../core/compile.ts'
import type { HubAnswer } from '../../core/public-hub.ts'
import { DEFAULTS } from '../../core/compile.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { declaration, revOf } from './rev.ts'

export interface Hub {
  name: string
  rev: string
  /** `extends` merged. */
  file: HubFile
  workspace: string
  origins: ReadonlySet<string>
  /** The body of `GET /v1/hubs/:hub`. */
  answer: string
  /** How long a page may keep an envelope, in milliseconds: nothing older is believed. */
  pendingMs: number
}

const DAY_MS = 86_400_000

export function createHub(file: HubFile): Hub {
  const rev = revOf(declaration(file))
  const answer: HubAnswer = { rev, hub: compile(file) }
  return {
    name: file.hub,
    rev,
    file,
    workspace: file.workspace ?? DEFAULTS.workspace,
    origins: new Set(file.origins),
    answer: JSON.stringify(answer),
    pendingMs: (file.pending ?? DEFAULTS.pending).days * DAY_MS,
  }
}
