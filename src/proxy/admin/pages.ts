// The operator's pages as built (dist/admin), served from memory. They hold no data: that comes from the API, behind the session.
import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { encodingFor } from '../http/encoding.ts'
import { ADMIN_HEADERS } from './admin-headers.ts'

export interface Pages {
  /** Undefined where there is no such file. */
  answer(name: string, request: Request): Response | undefined
}

const TYPES: Record<string, string | undefined> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}
/** At brotli's best they would be a tenth smaller, and every start half a second later. */
const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.svg'])

export async function readPages(folder: string): Promise<Pages> {
  const files = new Map<string, { type: string; plain: Uint8Array<ArrayBuffer>; br: Uint8Array<ArrayBuffer> | undefined }>()
  for (const name of await readdir(folder).catch(() => [])) {
    const extension = extname(name)
    const type = TYPES[extension]
    if (type === undefined) continue
    const plain = new Uint8Array(await readFile(`${folder}/${name}`))
    files.set(name, { type, plain, br: COMPRESSED.has(extension) ? new Uint8Array(brotliCompressSync(plain, QUICKLY)) : undefined })
  }
  return {
    answer(name, request) {
      const file = files.get(name)
      if (file === undefined) return undefined
      const headers = { ...ADMIN_HEADERS, 'Content-Type': file.type, Vary: 'Accept-Encoding' }
      const compress = file.br !== undefined && encodingFor(request.headers.get('accept-encoding')) === 'br'
      return compress ? new Response(file.br, { headers: { ...headers, 'Content-Encoding': 'br' } }) : new Response(file.plain, { headers })
    },
  }
}
