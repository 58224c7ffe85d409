// Keys for rows that have no name of their own. A row keeps its key, and with it its focus and what is open or typed in it, when another is removed or moved.
import { useRef } from 'preact/hooks'

export interface RowKeys {
  of: (index: number) => number
  /** Call this, or `move`, together with the change of the list itself, before the new list is rendered. */
  remove: (index: number) => void
  move: (from: number, to: number) => void
}

export function useRowKeys(count: number): RowKeys {
  const keys = useRef<number[]>([])
  const next = useRef(0)
  while (keys.current.length < count) keys.current.push(next.current++)
  keys.current.length = count
  return {
    of: (index) => keys.current[index] ?? index,
    remove: (index) => void keys.current.splice(index, 1),
    move: (from, to) => void keys.current.splice(to, 0, ...keys.current.splice(from, 1)),
  }
}
