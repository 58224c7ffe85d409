// The page's part of a capture: never the hash, and of the query only what the hub file names.
import type { Page } from '../core/capture.ts'
import { declared } from './hub.ts'
import { context } from './komo/context.ts'

export function readPage(): Page {
  const { origin, pathname, search } = location
  const query = new URLSearchParams(search)
  const referrer = document.referrer.replace(/[?#].*/, '')
  return {
    path: pathname,
    title: document.title,
    language: document.documentElement.lang,
    url: origin + pathname,
    referrer,
    ...(context.slug && { slug: context.slug }),
    query: Object.fromEntries((declared()?.hub.query ?? []).flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? '']] : []))),
  }
}
