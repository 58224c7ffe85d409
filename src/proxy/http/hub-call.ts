// One request to a route of a hub, after the checks that all of them have: what a route works with.
import type { Answer } from './answer.ts'
import type { Ask } from './ask.ts'
import type { Gate } from './gate.ts'
import type { Refuse } from './refuse.ts'
import type { Service } from './service.ts'

export interface HubCall extends Gate {
  service: Service
  ask: Ask
  /** Whose request it is: what rates are counted by. */
  address: string
  refuse: Refuse
}

export type HubRoute = (call: HubCall) => Answer | Promise<Answer>
