import { expect, test } from 'vitest'
import type { HubFile } from '../../src/core/hub-file.ts'
import { issuePlace } from '../../src/settings/issue-place.ts'

const file: HubFile = {
  hub: 'footy',
  origins: ['https://footy.komo.site'],
  identity: [{ as: 'email', from: { from: 'field.email' }, trust: 'page' }],
  rules: [
    { id: 'form', on: 'form', events: [{ name: 'Entered', properties: { card: 'card.name' } }] },
    { id: '', on: 'form', where: { cardType: ['quiz', 'poll'] } },
  ],
}

test.each([
  ['the file', [], 'footy'],
  ['a key', ['origins', 0], 'origins › 1'],
  ['a candidate, which has no name', ['identity', 0, 'from'], 'identity › 1 › from'],
  ['a rule and its event', ['rules', 0, 'events', 0, 'properties', 'card'], 'rules › form › events › Entered › properties › card'],
  ['a rule without an ID', ['rules', 1, 'where', 'cardType', 1], 'rules › 2 › where › cardType › 2'],
  ['what the file does not have', ['rules', 7, 'events', 1, 'name'], 'rules › 8 › events › 2 › name'],
  ['a workspace’s key', ['default', 'apiKey'], 'default › apiKey'],
])('%s', (_what, path, place) => {
  expect(issuePlace(path, file)).toBe(place)
})
