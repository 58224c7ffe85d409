// Load from a process of its own: sockets kept open, each request a new submission of the same length, latencies counted from the moment a request was due.
// Written on plain sockets: on one core it must be a good deal faster than what it measures.
import { createConnection, type Socket } from 'node:net'
import { PERSON_DIGITS, uuidV7 } from './rows.ts'

export interface Load {
  port: number
  path: string
  headers: Record<string, string>
  /** `{id}` and `{person}` are replaced for each request. */
  body: string
  connections: number
  seconds: number
  /** Requests a second; without it each connection sends the next one as soon as it has its answer. */
  rate?: number
}

export interface LoadResult {
  perSecond: number
  p50Ms: number
  p99Ms: number
  statuses: Record<string, number>
}

let person = Math.floor(Math.random() * 1e8)

function requestOf({ path, headers, body }: Load): () => string {
  const filled = (id: string, number: string): string => body.replace('{id}', id).replace('{person}', number)
  const length = Buffer.byteLength(filled(uuidV7(), '0'.repeat(PERSON_DIGITS)))
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Content-Length: ${String(length)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  const [beforeId = '', afterId = ''] = body.split('{id}')
  const [middle = '', end = ''] = afterId.split('{person}')
  const start = `${head.join('\r\n')}\r\n\r\n${beforeId}`
  return () => start + uuidV7() + middle + String(++person).padStart(PERSON_DIGITS, '0') + end
}

function run(load: Load): Promise<LoadResult> {
  const next = requestOf(load)
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  const idle: Line[] = []
  const due: number[] = []
  const began = performance.now()
  const end = began + load.seconds * 1000

  interface Line {
    socket: Socket
    since: number
    text: string
  }

  function send(line: Line, since: number): void {
    line.since = since
    line.text = ''
    line.socket.write(next())
  }

  function answered(line: Line): void {
    const now = performance.now()
    const status = line.text.slice(9, 12)
    statuses[status] = (statuses[status] ?? 0) + 1
    latencies.push(now - line.since)
    if (now >= end) return
    if (load.rate === undefined) send(line, now)
    else {
      const waiting = due.shift()
      if (waiting === undefined) idle.push(line)
      else send(line, waiting)
    }
  }

  const lines = Array.from({ length: load.connections }, () => {
    const socket = createConnection({ port: load.port, host: '127.0.0.1', noDelay: true })
    const line: Line = { socket, since: 0, text: '' }
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      line.text += chunk
      if (isWhole(line.text)) answered(line)
    })
    return line
  })

  return new Promise((resolve, reject) => {
    for (const { socket } of lines) socket.on('error', reject)
    let timer: NodeJS.Timeout | undefined
    if (load.rate === undefined) for (const line of lines) send(line, performance.now())
    else {
      const { rate } = load
      idle.push(...lines)
      let sent = 0
      timer = setInterval(() => {
        const now = Math.min(performance.now(), end)
        for (; began + (sent / rate) * 1000 <= now; sent++) {
          const moment = began + (sent / rate) * 1000
          const line = idle.pop()
          if (line) send(line, moment)
          else due.push(moment)
        }
      }, 1)
    }
    setTimeout(
      () => {
        clearInterval(timer)
        for (const { socket } of lines) socket.destroy()
        latencies.sort((a, b) => a - b)
        const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0
        resolve({ perSecond: latencies.length / load.seconds, p50Ms: at(0.5), p99Ms: at(0.99), statuses })
      },
      load.seconds * 1000 + 200,
    )
  })
}

function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /content-length: (\d+)/i.exec(text.slice(0, head))?.[1]
  return length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= head + 4 + Number(length)
}

process.on('message', (load) => {
  void run(load as Load).then((result) => process.send?.(result))
})
