// What one would write first: each submission one awaited call to Braze, nothing on disk.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'
import type { Envelope } from '../../src/core/envelope.ts'

const { ENDPOINT = '', KEY = '' } = process.env
const braze = new Pool(ENDPOINT, { connections: 64 })

async function forward(text: string): Promise<number> {
  const { submissions } = JSON.parse(text) as { submissions: Envelope[] }
  const bodies = submissions.map(({ identity, attributes, at, events }) => {
    const [candidate] = identity
    const user_alias = { alias_name: candidate && 'value' in candidate ? candidate.value : '', alias_label: 'email' }
    return {
      attributes: [{ user_alias, ...attributes, _update_existing_only: false }],
      events: [{ user_alias, name: 'Entered', time: at, properties: events?.[0]?.properties }],
    }
  })
  for (const body of bodies) {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' }
    const answer = await braze.request({ path: '/users/track', method: 'POST', headers, body: JSON.stringify(body) })
    await answer.body.dump()
    if (answer.statusCode !== 201) return 502
  }
  return 202
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    forward(Buffer.concat(chunks).toString()).then(
      (status) => response.writeHead(status, { 'content-length': 0 }).end(),
      () => response.writeHead(502, { 'content-length': 0 }).end(),
    )
  })
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
