// Bytes on a socket, for what no HTTP client would send.
import { connect } from 'node:net'

/** Sends the bytes (`last`: and nothing after them) and gives everything that comes back until the server closes, or the first answer is complete. */
export function rawHttp(url: string, bytes: string | Uint8Array, last = false): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      answer += chunk
      if (isComplete(answer)) socket.end()
    })
    socket.on('close', () => {
      resolve(answer)
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(answer)
      else reject(error)
    })
    if (last) socket.end(bytes)
    else socket.write(bytes)
  })
}

function isComplete(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  const length = /^content-length: (\d+)/im.exec(answer)?.[1]
  return end >= 0 && length !== undefined && answer.length >= end + 4 + Number(length)
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
}
