// Loads what a page shows, again every so often and on demand. While it loads again the old data stays, so that nothing jumps.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ApiError } from './api.ts'

/** Milliseconds between tries while the proxy does not answer. */
export const TRY_EVERY = 5_000

export interface Resource<T> {
  data: T | undefined
  /** When the data came, ISO 8601. */
  at?: string | undefined
  /** Of the last try; the data beside it is of an earlier one. */
  error: unknown
  reload: () => Promise<void>
}

const NOTHING = { data: undefined, at: undefined, error: undefined }

/** `key`: what is loaded; another key starts over. `everyMs`: how often it is loaded again, while the page is visible; without it only while the proxy does not answer. */
export function useResource<T>(load: () => Promise<T>, key: string, everyMs?: number): Resource<T> {
  const [state, setState] = useState<{ key: string; data?: T; at?: string; error?: unknown }>({ key })
  const latest = useRef(load)
  latest.current = load
  const wanted = useRef(key)
  wanted.current = key

  const tries = useRef(0)
  const answered = useRef(0)

  const reload = useRef(async () => {
    const of = wanted.current
    const number = ++tries.current
    // An answer may be overtaken by that of a later try: then it is out of date.
    const isNews = (): boolean => {
      if (of !== wanted.current || number < answered.current) return false
      answered.current = number
      return true
    }
    try {
      const data = await latest.current()
      if (isNews()) setState({ key: of, data, at: new Date().toISOString() })
    } catch (error) {
      if (isNews()) setState((before) => (before.key === of ? { ...before, error } : { key: of, error }))
    }
  }).current

  useEffect(() => {
    void reload()
  }, [key, reload])

  const { data, at, error } = state.key === key ? state : NOTHING
  const isUnanswered = error instanceof ApiError && error.code === 'offline'
  const every = everyMs ?? (isUnanswered ? TRY_EVERY : undefined)
  useEffect(() => {
    if (!every) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload()
    }, every)
    return () => clearInterval(timer)
  }, [key, every, reload])

  return { data, at, error, reload }
}
