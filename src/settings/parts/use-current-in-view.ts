// A row of links may be wider than a phone: the current one is scrolled to, and what stands beside it shows that there is more.
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Gives the ref for the row, which has to be positioned. `current`: another value means another current link. */
export function useCurrentInView<Row extends HTMLElement>(current: string): RefObject<Row | null> {
  const ref = useRef<Row | null>(null)
  useLayoutEffect(() => {
    const row = ref.current
    const link = row?.querySelector<HTMLElement>('[aria-current]')
    if (row && link) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2
  }, [current])
  return ref
}
