// The way to Braze: one POST to /users/track, and what came of it as a plain value. Never throws, never logs: bodies hold personal data and an answer may echo the key.

/** `started` of a failure: whether a byte of the request may have left. If so, Braze may have it. */
export type BrazeReply =
  { status: number; headers: Record<string, string>; body: string } | { failure: 'refused' | 'timeout' | 'reset'; started: boolean }

export interface BrazeClient {
  /** `body`: JSON text of a `/users/track` body. */
  track(body: string): Promise<BrazeReply>
  close(): Promise<void>
}
