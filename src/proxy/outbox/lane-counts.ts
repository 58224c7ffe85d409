// How many rows of each lane wait: a hash table on typed arrays, because a million entries of a Map would weigh three times as much.

export interface LaneCounts {
  get(lane: number): number
  add(lane: number): void
  remove(lane: number): void
}

const FIRST_CAPACITY = 1 << 12
const MAX_LOAD = 0.6

export function createLaneCounts(): LaneCounts {
  let lanes = new Float64Array(FIRST_CAPACITY)
  let counts = new Uint32Array(FIRST_CAPACITY)
  let used = 0

  /** The place of a lane, or the free one where it belongs. Lanes are hashes already: their own bits scatter them. */
  function place(lane: number): number {
    const mask = lanes.length - 1
    let at = home(lane, mask)
    while (counts[at] !== 0 && lanes[at] !== lane) at = (at + 1) & mask
    return at
  }

  function grow(): void {
    const [oldLanes, oldCounts] = [lanes, counts]
    lanes = new Float64Array(oldLanes.length * 2)
    counts = new Uint32Array(oldCounts.length * 2)
    oldCounts.forEach((count, index) => {
      if (count === 0) return
      const lane = oldLanes[index] ?? 0
      const at = place(lane)
      lanes[at] = lane
      counts[at] = count
    })
  }

  /** Empties this place and closes the gap with entries from behind it: a search that reached an empty place would not find them. */
  function clear(gap: number): void {
    const mask = lanes.length - 1
    counts[gap] = 0
    for (let at = (gap + 1) & mask; counts[at] !== 0; at = (at + 1) & mask) {
      const from = home(lanes[at] ?? 0, mask)
      const stays = gap <= at ? gap < from && from <= at : gap < from || from <= at
      if (stays) continue
      lanes[gap] = lanes[at] ?? 0
      counts[gap] = counts[at] ?? 0
      counts[at] = 0
      gap = at
    }
  }

  return {
    get: (lane) => counts[place(lane)] ?? 0,
    add(lane) {
      const at = place(lane)
      if (counts[at] === 0) used++
      lanes[at] = lane
      counts[at] = (counts[at] ?? 0) + 1
      if (used > lanes.length * MAX_LOAD) grow()
    },
    remove(lane) {
      const at = place(lane)
      const count = counts[at] ?? 0
      if (count === 0) return
      if (count > 1) counts[at] = count - 1
      else {
        used--
        clear(at)
      }
    },
  }
}

function home(lane: number, mask: number): number {
  return lane % (mask + 1)
}
