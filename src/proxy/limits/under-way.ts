// How many of something are under way for each key at this moment: connections of a peer, checks of an address.

export interface UnderWay {
  /** Returns how many there are, this one included. */
  begin(key: string): number
  /** To be called once for each `begin`. */
  end(key: string): void
}

export function createUnderWay(): UnderWay {
  const counts = new Map<string, number>()
  return {
    begin(key) {
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return count
    },
    end(key) {
      const left = (counts.get(key) ?? 1) - 1
      if (left > 0) counts.set(key, left)
      else counts.delete(key)
    },
  }
}
