// The page of a case that is not about the page: one form with an e-mail address, one rule that takes it, and what Komo says around it.
import type { HubFile, Rule } from '../../../src/core/hub-file.ts'

export const quiet = 'onsubmit="event.preventDefault()"'
export const entry = (more: Partial<Rule> = {}, ...fields: string[]): Rule => ({
  id: 'entry',
  on: 'form',
  confirm: 'submit',
  attributes: Object.fromEntries(['email', ...fields].map((field) => [field, `field.${field}` as const])),
  ...more,
})
export const answered: Rule = { id: 'answer', on: 'card-answered', events: [{ name: 'Answered', properties: { answer: 'event.answer' } }] }
export const byEmail: Partial<HubFile> = {
  identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email', type: 'email' } }],
}
export const html = `<form ${quiet}><input name="email" value="a@b.co"><button id="go">A</button></form>`
export const withMore = (more: string) => html.replace('<button', `${more}<button`)
export const sends = [{ attributes: { email: 'a@b.co' } }]
export const answer = (text: string, userId?: string) => ({ event: 'card-answered', eventData: { answer: text, userId } })
export const start = { event: 'form-start', eventData: { cardId: 'card-1', cardType: 'quiz' } }
export const done = { event: 'form-submission', eventData: { cardId: 'card-1' } }
