// Serves a folder of dist/demo: the index page through `fill`, everything else as it is.
import { readFile } from 'node:fs/promises'
import type { Handler } from 'hono'

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  json: 'application/json',
}

export function serveFolder(folder: string, fill = (html: string): string => html): Handler {
  return async (context) => {
    const name = context.req.path === '/' ? 'index.html' : context.req.path.slice(1)
    if (!/^[\w.-]+(?:\/[\w-][\w.-]*)?$/.test(name)) return context.notFound()
    const file = await readFile(new URL(`../dist/demo/${folder}/${name}`, import.meta.url)).catch(() => undefined)
    if (!file) return context.notFound()
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    const headers = { 'content-type': type, 'cache-control': 'no-cache' }
    return new Response(name === 'index.html' ? fill(file.toString()) : new Uint8Array(file), { headers })
  }
}
