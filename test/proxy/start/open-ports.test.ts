// The two ports: both or none.
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { freePort } from '../../../demo/free-port.ts'
import { openPorts } from '../../../src/proxy/start/open-ports.ts'
import { readSettings } from '../../../src/proxy/settings.ts'

test('where the public port is in use, the operator’s is free again', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const adminPort = String(await freePort())
  const open = (port: string) => {
    const handle = () => new Response('here')
    const settings = readSettings({ SECRET: 's'.repeat(32), HOST: '127.0.0.1', PORT: port, ADMIN_PORT: adminPort })
    return openPorts(settings, { admin: handle, public: { handle } })
  }
  const { port } = other.address() as AddressInfo
  await expect(open(String(port))).rejects.toThrow(`PORT: ${port} is in use`)
  const ports = await open('0')
  expect(await (await fetch(`http://127.0.0.1:${ports.adminPort}/`)).text()).toBe('here')
  await ports.stop(0)
  other.close()
})
