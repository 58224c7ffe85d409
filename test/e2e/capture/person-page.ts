// The page of the cases about who somebody is and what they agreed to: a form with an address and a team, a rule for it, and a rule for answers that say nobody's name.
import type { HubFile, Rule } from '../../../src/core/hub-file.ts'
import type { Scene } from './run-cases.ts'

export type Api = { identify(who: object | null): void; consent(granted: boolean): void }
export const api = ({ page }: Scene, call: keyof Api, value: unknown) =>
  page.evaluate(
    (name, given) => (window as never as { komoBraze: Record<string, (v: unknown) => void> }).komoBraze[name]!(given),
    call as string,
    value,
  )

export const form = (email = 'ada@b.co', more = '') =>
  `<form onsubmit="event.preventDefault()"><input name="email" value="${email}"><input name="team" value="red">${more}<button id="go">Go</button></form>`
export const rules: Rule[] = [
  { id: 'entry', on: 'form', confirm: 'submit', attributes: { team: 'field.team' } },
  { id: 'answer', on: 'card-answered', events: [{ name: 'Answered', properties: { answer: 'event.answer' } }] },
]
const identity: HubFile['identity'] = [
  { as: 'external_id', from: { from: 'extension.member' }, trust: 'page' },
  { as: 'user_alias', label: 'email', from: { from: 'field.email', type: 'email' } },
]
export const hub = { identity }
export const answer = (text: string, data: object = {}) => ({ event: 'card-answered', eventData: { answer: text, ...data } })
export const ada = { identity: [{ as: 'user_alias', label: 'email', value: 'ada@b.co' }] }
export const said = (text: string) => ({ events: [{ event: 0, properties: { answer: text } }] })
