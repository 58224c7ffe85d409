// Identity proofs: whether a JWT that the page holds really names a person. Verified here, before `shape`; the proof itself is kept nowhere.
import type { JWTPayload } from 'jose'
import { DEFAULTS } from '../../core/defaults.ts'
import type { Candidate, Envelope } from '../../core/envelope.ts'
import { JWT_ALGORITHMS, type HubFile, type Jwt, type ProvenIdentity } from '../../core/hub-file.ts'
import type { KeySource } from '../hubs/key-source.ts'
import type { OutboundFetch } from '../outbound/outbound-fetch.ts'
import { fileKeys, remoteKeys, type KeySet } from './key-set.ts'
import { verifyBy } from './verify-by.ts'

export interface Proofs {
  /**
   * For each identity candidate of the envelope the id that its proof gives; undefined for a proof that fails and for candidates without one.
   * @param at when it was captured, by the corrected clock, milliseconds: a token that was good then is good
   */
  verify(hub: HubFile, envelope: Envelope, at: number): Promise<(string | undefined)[]>
}

const PROOF_MAX_CHARACTERS = 8192
const HOUR_SECONDS = 3600
/** How far an issuer's clock may run ahead. */
const CLOCKS_SECONDS = 60

export function createProofs(parts: { keySource: KeySource; fetch: OutboundFetch; elapsed: () => number }): Proofs {
  const remote = new Map<string, KeySet>()
  const files = new Map<string, { text: string; keys: KeySet | undefined }>()

  const keysOf = async ({ keys }: Jwt): Promise<KeySet | undefined> => {
    if (!keys.startsWith('file:')) {
      const known = remote.get(keys) ?? remoteKeys(keys, parts.fetch, parts.elapsed)
      remote.set(keys, known)
      return known
    }
    const text = await parts.keySource(keys)
    const known = files.get(keys)
    // Without the file, or with a wrong one, the earlier keys stay in use, as the hub itself does: else all proofs would fail, and their people count as somebody else.
    if (text === undefined || text === known?.text) return known?.keys
    const read = fileKeys(text) ?? known?.keys
    files.set(keys, { text, keys: read })
    return read
  }

  const idOf = async (jwt: Jwt, declared: ProvenIdentity, proof: string, at: number): Promise<string | undefined> => {
    const keys = await keysOf(jwt)
    if (keys === undefined) return undefined
    const grace = (jwt.graceHours ?? DEFAULTS.graceHours) * HOUR_SECONDS
    try {
      const payload = await verifyBy(keys, proof, {
        algorithms: jwt.algorithms.filter((algorithm) => JWT_ALGORITHMS.includes(algorithm)),
        requiredClaims: ['exp'],
        currentDate: new Date(at),
        // Widens the token's time at both ends; `isInTime` then limits each on its own.
        clockTolerance: Math.max(grace, CLOCKS_SECONDS),
        ...(jwt.issuer !== undefined && { issuer: jwt.issuer }),
        ...(jwt.audience !== undefined && { audience: jwt.audience }),
      })
      return isInTime(payload, Math.floor(at / 1000), grace) ? idText(payload[declared.claim ?? 'sub']) : undefined
    } catch {
      return undefined
    }
  }

  return {
    verify: (hub, envelope, at) =>
      Promise.all(
        envelope.identity.map((candidate) => {
          const declared = provenAs(hub, candidate)
          if (hub.jwt === undefined || declared === undefined || !('proof' in candidate)) return undefined
          return candidate.proof.length > PROOF_MAX_CHARACTERS ? undefined : idOf(hub.jwt, declared, candidate.proof, at)
        }),
      ),
  }
}

function provenAs(hub: HubFile, candidate: Candidate): ProvenIdentity | undefined {
  return hub.identity.find((one): one is ProvenIdentity => 'proof' in one && one.as === candidate.as)
}

/** Grace extends the end only: before its beginning a token is good no earlier than clocks may differ. */
function isInTime({ exp = 0, nbf = 0 }: JWTPayload, at: number, grace: number): boolean {
  return exp > at - grace && nbf <= at + CLOCKS_SECONDS
}

/** Ids are texts; some issuers write them as numbers. */
function idText(claim: unknown): string | undefined {
  if (typeof claim === 'number' && Number.isSafeInteger(claim)) return String(claim)
  return typeof claim === 'string' && claim.trim() !== '' ? claim : undefined
}
