// Inspector sessions: an operator's one-use code, traded on the hub's page for a session that is bound to hub and origin. In memory, few, short.
// Every `now` is `Clock.elapsed`: nothing lasts longer because somebody set the system's clock back.
import { hash, randomBytes } from 'node:crypto'
import { createRecentMap, type RecentMap } from '../recent-map.ts'

export interface Inspectors {
  /** A code for one use within five minutes. `connect`: where the inspector leads back to. */
  invite(hub: string, connect: string, now: number): string
  /** Uses a code up. Undefined for one that is unknown, used, expired or another hub's. */
  open(code: string, hub: string, origin: string, now: number): { session: string; connect: string } | undefined
  isOpen(session: string, hub: string, origin: string, now: number): boolean
}

const CODE_MS = 5 * 60_000
const SESSION_MS = 60 * 60_000
/** Of codes and of sessions; twice as many at most. */
const KEPT = 500

interface Invitation {
  hub: string
  connect: string
  endsAt: number
}

interface Inspection {
  hub: string
  origin: string
  endsAt: number
}

export function createInspectors(): Inspectors {
  const invitations = createRecentMap<Invitation>(KEPT)
  const sessions = createRecentMap<Inspection>(KEPT)
  return {
    invite(hub, connect, now) {
      return keep(invitations, { hub, connect, endsAt: now + CODE_MS })
    },
    open(code, hub, origin, now) {
      const name = hash('sha256', code)
      const invitation = invitations.get(name)
      if (invitation === undefined || invitation.hub !== hub) return undefined
      invitations.delete(name)
      if (invitation.endsAt <= now) return undefined
      return { session: keep(sessions, { hub, origin, endsAt: now + SESSION_MS }), connect: invitation.connect }
    },
    isOpen(session, hub, origin, now) {
      const found = sessions.get(hash('sha256', session))
      return found !== undefined && found.hub === hub && found.origin === origin && found.endsAt > now
    },
  }
}

/** Keeps it under the hash of a new random word, which is returned. */
function keep<One>(map: RecentMap<One>, one: One): string {
  const word = randomBytes(24).toString('base64url')
  map.set(hash('sha256', word), one)
  return word
}
