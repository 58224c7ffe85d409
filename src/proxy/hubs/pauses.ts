// What stays paused until an operator resumes it: hubs (nothing is accepted) and workspaces (nothing is sent). Kept in DATA_DIR, so that it survives a restart.
import { z } from 'zod'
import type { ByHand } from '../dispatch/pause.ts'
import { isMissing, type Folder } from '../files/folder.ts'
import { createQueue } from '../queue.ts'

export interface Pauses {
  hub(name: string): boolean
  /** Why it is paused; undefined if it is not. */
  workspace(name: string): ByHand | undefined
  /** By an operator. Resuming a workspace ends its pause, whatever the reason. */
  set(kind: 'hubs' | 'workspaces', name: string, paused: boolean): Promise<void>
  /** Pauses a workspace because most of what it sends is refused. */
  setMostlyRefused(workspace: string): Promise<void>
}

const FILE = 'paused.json'
const names = z.array(z.string()).default([])
const fileSchema = z.object({ hubs: names, workspaces: names, mostlyRefused: names })

type Kind = keyof z.output<typeof fileSchema>

/** @throws where there is a file that cannot be read: what was paused would go on though nobody resumed it. */
export async function readPauses(folder: Folder): Promise<Pauses> {
  const queue = createQueue()
  const kept = await read(folder)
  let paused: Record<Kind, readonly string[]> = kept
  const change = (changes: Partial<Record<Kind, boolean>>, name: string): Promise<void> =>
    queue(async () => {
      const next = { ...paused }
      for (const [kind, pause] of Object.entries(changes) as [Kind, boolean][])
        next[kind] = [...paused[kind].filter((other) => other !== name), ...(pause ? [name] : [])]
      await folder.write(FILE, `${JSON.stringify(next)}\n`)
      paused = next
    })
  return {
    hub: (name) => paused.hubs.includes(name),
    workspace: (name) =>
      paused.workspaces.includes(name) ? 'operator' : paused.mostlyRefused.includes(name) ? 'mostly_refused' : undefined,
    set: (kind, name, pause) => change({ [kind]: pause, ...(kind === 'workspaces' && !pause && { mostlyRefused: false }) }, name),
    setMostlyRefused: (workspace) => change({ mostlyRefused: true }, workspace),
  }
}

async function read(folder: Folder): Promise<z.output<typeof fileSchema>> {
  const text = await folder.read(FILE).catch((error: unknown) => {
    if (isMissing(error)) return '{}'
    const { code, message } = error as NodeJS.ErrnoException
    throw new Error(`DATA_DIR/state/${FILE} cannot be read (${code ?? message}): it says what is paused`, { cause: error })
  })
  try {
    return fileSchema.parse(JSON.parse(text))
  } catch (error) {
    throw new Error(`DATA_DIR/state/${FILE} does not say what is paused: mend it, or delete it and pause anew`, { cause: error })
  }
}
