// The page's part of a capture: never the hash, and of the query only what the hub file names.
import type { Page } from '../core/capture.ts'
import { declared } from './hub.ts'
import { said } from './komo/said.ts'

export function readPage(): Page {
  const { origin, pathname, search } = location
  // All of the query as long as no declaration is known: the capture is in memory only until then.
  const query = [...new URLSearchParams(search)].filter(([name]) => declared()?.hub.query.includes(name) ?? true)
  return {
    path: pathname,
    title: document.title,
    language: document.documentElement.lang,
    url: origin + pathname,
    referrer: document.referrer.replace(/[?#].*/, ''),
    query: Object.fromEntries(query),
    ...said.page,
  }
}
