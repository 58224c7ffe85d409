// A request on the operator's port, as Hono hands it on, and whose address it counts against.
import type { Context } from 'hono'
import type { BlockList } from 'node:net'
import type { Connection } from '../http/connection.ts'
import { clientAddress } from '../limits/client-address.ts'

export type AdminContext = Context<{ Bindings: Connection }>
export type Endpoint = (c: AdminContext) => Response | Promise<Response>

export function addressOf(c: AdminContext, trustedProxies: BlockList): string {
  return clientAddress(c.env.peer, c.req.header('x-forwarded-for') ?? null, trustedProxies)
}
