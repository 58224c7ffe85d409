// What the inspector's "Map this" asks of this tab: first the other tabs of Connect are asked whether they have the hub open.
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { goInstead, hubLink, route } from '../route.ts'
import { HERE, handOver } from '../wishes.ts'
import { wantedBy, type Wanted } from './map-this.ts'

export interface Wish {
  wanted: Wanted | undefined
  /** Whether another tab has taken the last one. */
  isElsewhere: boolean
  stay: () => void
}

export function useWish(hub: string): Wish {
  const { query } = route.value
  const isElsewhere = useSignal(false)
  const isHere = query.has(HERE)
  useEffect(() => {
    if (isHere || !wantedBy(query)) return
    let isCurrent = true
    void handOver(hub, String(query)).then((isTaken) => {
      if (!isCurrent) return
      isElsewhere.value = isTaken
      if (isTaken) goInstead(hubLink(hub, 'map'))
      else location.replace(`${hubLink(hub, 'map')}?${query}&${HERE}`)
    })
    return () => {
      isCurrent = false
    }
  }, [hub, query, isHere])
  return { wanted: isHere ? wantedBy(query) : undefined, isElsewhere: isElsewhere.value, stay: () => (isElsewhere.value = false) }
}
