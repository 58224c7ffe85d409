// What a dispatcher must know of its Braze workspace: the part of an entry of `workspaces.json` that is no address and no key.

export interface DispatchWorkspace {
  name: string
  /** Objects that one request may hold, default 75. */
  objects: number
  /** `combined`: of the three arrays together (default); `per-array`: in each (older contracts). */
  count: 'combined' | 'per-array'
  /** Requests in any `seconds`; all must hold. Default 3,000 in 3 s. */
  rate: Rate[]
  /** What to do with what Braze may or may not have: send it again, or hold what would count twice. Default `resend`. */
  ambiguous: 'resend' | 'hold'
}

export interface Rate {
  requests: number
  seconds: number
}
