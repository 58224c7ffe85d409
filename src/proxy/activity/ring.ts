// Buckets of time over one span: made as something is counted, given up once the span has passed them.

/** Buckets of one span: 60 s for 1 hour, 900 s for 24, 7200 s for 168. */
export const SPANS = { 1: { seconds: 60, buckets: 60 }, 24: { seconds: 900, buckets: 96 }, 168: { seconds: 7200, buckets: 84 } } as const
export type Hours = keyof typeof SPANS

export interface Ring<Bucket> {
  /** The one that is filling. */
  current(now: number): Bucket
  /** Oldest first, without gaps: undefined where nothing was counted. `at`: when it begins, milliseconds since the epoch. */
  read(now: number): { at: number; bucket: Bucket | undefined }[]
}

function createRing<Bucket>(hours: Hours, empty: () => Bucket): Ring<Bucket> {
  const { seconds, buckets: size } = SPANS[hours]
  const buckets = new Map<number, Bucket>()
  const indexAt = (now: number): number => Math.floor(now / 1000 / seconds)
  return {
    current(now) {
      const index = indexAt(now)
      const known = buckets.get(index)
      if (known !== undefined) return known
      for (const old of buckets.keys()) if (old <= index - size) buckets.delete(old)
      const bucket = empty()
      buckets.set(index, bucket)
      return bucket
    },
    read: (now) =>
      Array.from({ length: size }, (_, offset) => {
        const index = indexAt(now) - size + 1 + offset
        return { at: index * seconds * 1000, bucket: buckets.get(index) }
      }),
  }
}

export function ringsOf<Bucket>(empty: () => Bucket): Record<Hours, Ring<Bucket>> {
  return { 1: createRing(1, empty), 24: createRing(24, empty), 168: createRing(168, empty) }
}
