// Loads what a page shows, again every so often and on demand. While it loads again the old data stays, so that nothing jumps.
import { useEffect, useRef, useState } from 'preact/hooks'

export interface Resource<T> {
  data: T | undefined
  /** When the data came, ISO 8601. */
  at?: string | undefined
  /** Of the last try; the data beside it is of an earlier one. */
  error: unknown
  reload: () => Promise<void>
}

const NOTHING = { data: undefined, at: undefined, error: undefined }

/** `key`: what is loaded; another key starts anew. `everyMs`: only while the page is visible. */
export function useResource<T>(load: () => Promise<T>, key: string, everyMs?: number): Resource<T> {
  const [state, setState] = useState<{ key: string; data?: T; at?: string; error?: unknown }>({ key })
  const latest = useRef(load)
  latest.current = load
  const wanted = useRef(key)
  wanted.current = key

  const reload = useRef(async () => {
    const of = wanted.current
    try {
      const data = await latest.current()
      if (of === wanted.current) setState({ key: of, data, at: new Date().toISOString() })
    } catch (error) {
      if (of === wanted.current) setState((before) => (before.key === of ? { ...before, error } : { key: of, error }))
    }
  }).current

  useEffect(() => {
    void reload()
  }, [key, reload])

  useEffect(() => {
    if (!everyMs) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload()
    }, everyMs)
    return () => clearInterval(timer)
  }, [key, everyMs, reload])

  const { data, at, error } = state.key === key ? state : NOTHING
  return { data, at, error, reload }
}
