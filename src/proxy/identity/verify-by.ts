// Checks a proof's signature and claims by a hub's keys.
import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose'
import type { KeySet } from './key-set.ts'

/** @throws for a proof that fails */
export async function verifyBy(keys: KeySet, proof: string, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(proof, keys, options)).payload
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
    // A token need not name its key (`kid`), and while keys are rotated a set has more than one: each is tried.
    for await (const key of error) {
      const verified = await jwtVerify(proof, key, options).catch(() => undefined)
      if (verified !== undefined) return verified.payload
    }
    throw error
  }
}
