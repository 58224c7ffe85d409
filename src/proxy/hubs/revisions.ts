// The declarations of a hub's revisions, the one in force and those before it that pages still have: an envelope is judged by its own.
import { canonical } from '../../core/canonical.ts'
import type { HubFile } from '../../core/hub-file.ts'
import type { Hub } from './hub.ts'
import { declaration, type Declaration } from './rev.ts'

/** What is remembered of revisions beyond this process: the outbox. */
export interface RevStore {
  keepRev(hub: string, rev: string, declaration: string): Promise<void>
  revOf(hub: string, rev: string): Promise<string | undefined>
}

export interface Revisions {
  /** What `declared` gives, where this process knows it already. */
  known(hub: Hub, rev: string): HubFile | undefined
  /** The declaration of a revision, with today's `jwt`, `bot` and `workspace`; undefined for one that nobody knows. */
  declared(hub: Hub, rev: string): Promise<HubFile | undefined>
  /** Remembers the hub's present revision, or that it is still in use. */
  keep(hub: Hub): Promise<void>
}

export function createRevisions(store: RevStore): Revisions {
  /** Earlier revisions, each the same object for as long as its hub is in force: what is worked out of it is cached by that object. */
  const earlier = new WeakMap<Hub, Map<string, HubFile>>()

  const known = (hub: Hub, rev: string): HubFile | undefined => (rev === hub.rev ? hub.file : earlier.get(hub)?.get(rev))

  return {
    known,
    async declared(hub, rev) {
      const before = known(hub, rev)
      if (before !== undefined) return before
      const text = await store.revOf(hub.name, rev)
      if (text === undefined) return undefined
      const { workspace, jwt, bot } = hub.file
      const file = {
        ...(JSON.parse(text) as Declaration),
        ...(workspace !== undefined && { workspace }),
        ...(jwt && { jwt }),
        ...(bot && { bot }),
      }
      const others = earlier.get(hub) ?? new Map<string, HubFile>()
      earlier.set(hub, others.set(rev, others.get(rev) ?? file))
      return others.get(rev)
    },
    keep: (hub) => store.keepRev(hub.name, hub.rev, canonical(declaration(hub.file))),
  }
}
