// Imported before the script's own modules: a script tag that names a hub, and a copy of its declaration from an earlier page.
import { compile } from '../../src/core/compile.ts'

export const PREFIX = 'komo-braze:hub:'

const src = 'https://proxy.example.com/v1/embed.js?hub=hub'
Object.defineProperty(Document.prototype, 'currentScript', { value: Object.assign(document.createElement('script'), { src }) })

const hub = compile({
  hub: 'hub',
  origins: [],
  identity: [{ as: 'external_id', from: { from: 'page.language' }, trust: 'page' }],
  pending: { max: 10, kilobytes: 120, days: 2 },
  rules: [{ id: 'form', on: 'form', attributes: { email: 'field.email' } }],
})
export const declaration = { rev: 'rev', hub }
localStorage.setItem(`${PREFIX}hub`, JSON.stringify(declaration))
