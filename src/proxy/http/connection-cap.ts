// No peer has more than its share of the open connections; a declared proxy stands for many clients and is not capped.
import type { BlockList, Server } from 'node:net'
import { clientAddress, isTrusted } from '../limits/client-address.ts'
import { createUnderWay } from '../limits/under-way.ts'

export function capPerPeer(server: Server, perPeer: number, trustedProxies: BlockList): void {
  const open = createUnderWay()
  server.on('connection', (socket) => {
    const { remoteAddress = '' } = socket
    const peer = clientAddress(remoteAddress, null, trustedProxies)
    const count = open.begin(peer)
    socket.once('close', () => {
      open.end(peer)
    })
    if (count > perPeer && !isTrusted(remoteAddress, trustedProxies)) socket.destroy()
  })
}
