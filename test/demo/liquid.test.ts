// The tags of a transactional e-mail: Braze's ways to name event properties and attributes.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { renderLiquid } from '../../demo/page/liquid.ts'
import { MAILS } from '../../demo/page/mails.ts'
import type { HubFile } from '../../src/core/hub-file.ts'

const data = { properties: { first_name: 'Ada', count: 3, tags: ['a', 'b'], empty: '' }, attributes: { team: 'Sharks', first_name: 'Old' } }

test.each([
  ['Hi {{event_properties.${first_name}}}!', 'Hi Ada!'],
  ['{{ event_properties.${count} }} of {{event_properties.${tags}}}', '3 of a, b'],
  ['{{custom_attribute.${team}}} {{${first_name}}}', 'Sharks Old'],
  ["{{event_properties.${nobody} | default: 'friend'}}", 'friend'],
  ["{{event_properties.${empty} | default: 'friend'}}", 'friend'],
  ['{{event_properties.${nobody}}}', ''],
  ['{{ not.a.tag }}', '{{ not.a.tag }}'],
])('%s', (template, text) => {
  expect(renderLiquid(template, data)).toBe(text)
})

test('each template asks only for what the sample hub sends', () => {
  const hub = JSON.parse(readFileSync(new URL('../../demo/hubs/summer-footy.json', import.meta.url), 'utf8')) as HubFile
  for (const { event, subject, title, body } of MAILS) {
    const target = hub.rules.flatMap(({ events = [] }) => events).find(({ name }) => name === event)
    const asked = [subject, title, ...body].flatMap((text) => [...text.matchAll(/event_properties\.\$\{(\w+)\}/g)].map(([, name]) => name))
    expect(Object.keys(target?.properties ?? {})).toEqual(expect.arrayContaining(asked))
  }
})
