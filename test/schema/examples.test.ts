// The ready-made hub files: each parses, warns of nothing but what it says out loud, and makes of its sample exactly this body.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judge } from '../../demo/fake-braze/judge.ts'
import { dryRun } from '../../src/core/dry-run.ts'
import { TRACK_ARRAYS, type TrackRequest } from '../../src/core/track-request.ts'
import { tables } from '../../src/proxy/accept/tables.ts'
import { parseCapture } from '../../src/schema/capture.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { warningsOf } from '../../src/schema/warnings/warnings.ts'

const FOLDER = new URL('../../demo/examples/', import.meta.url)
const AT = '2026-11-21T09:30:00.000Z'
const byEmail = { user_alias: { alias_name: 'alex@example.com', alias_label: 'email' }, _update_existing_only: false }
const byPhone = { user_alias: { alias_name: '+61412345678', alias_label: 'phone' }, _update_existing_only: false }
const entered = { name: 'Competition Entered', time: AT, properties: { card: 'Win a signed jersey' } }

const BODIES: Record<string, unknown> = {
  'braze-id-by-field': {
    attributes: [{ braze_id: '5f0c1e2d3a4b5c6d7e8f9a0b', first_name: 'Alex', last_name: 'Nguyen', favourite_team: 'Sydney' }],
    events: [{ braze_id: '5f0c1e2d3a4b5c6d7e8f9a0b', ...entered }],
  },
  'external-id-by-field': {
    attributes: [{ external_id: 'M-1001', first_name: 'Alex', dob: '1990-04-05', postcode: '0800' }],
    events: [{ external_id: 'M-1001', ...entered }],
  },
  'alias-by-email': {
    attributes: [
      { ...byEmail, email: 'alex@example.com', first_name: 'Alex', last_name: 'Nguyen', country: 'AU', email_subscribe: 'subscribed' },
    ],
    events: [{ ...byEmail, ...entered, properties: { card: 'Win a signed jersey', page: '/win' } }],
  },
  'alias-by-phone': {
    attributes: [{ ...byPhone, phone: '+61412345678', first_name: 'Alex' }],
    events: [{ ...byPhone, ...entered }],
  },
  'mapped-fields-only': {
    attributes: [{ ...byEmail, email: 'alex@example.com', first_name: 'Alex', favourite_team: 'Sydney', games_attended: 12 }],
  },
  'constants-and-app-id': {
    attributes: [
      {
        ...byEmail,
        email: 'alex@example.com',
        hubs_played: { add: ['constants-and-app-id'] },
        competitions_entered: { inc: 1 },
        vip: true,
      },
    ],
    events: [
      {
        ...byEmail,
        ...entered,
        app_id: '2d7f1f3c-7f42-4f4b-8f7e-0a1f6c1f0b11',
        properties: { campaign: 'summer-2026', card: 'Win a signed jersey' },
      },
    ],
  },
  'whole-form-as-one-event': {
    attributes: [{ ...byEmail, email: 'alex@example.com' }],
    events: [
      {
        ...byEmail,
        name: 'Survey Completed',
        time: AT,
        properties: {
          card: 'Your season',
          submitted_at: AT,
          responses: [
            { question: 'Which team do you follow?', answer: 'Sydney' },
            { question: 'What else do you watch?', answer: ['Cricket', 'Tennis'] },
            { question: 'Games attended', answer: '12' },
          ],
        },
      },
    ],
  },
  'identity-from-url': {
    attributes: [{ external_id: 'M-1001', grand_final_tip: 'Sydney', _update_existing_only: true }],
    events: [
      {
        external_id: 'M-1001',
        name: 'Poll Answered',
        time: AT,
        properties: { question: 'Who wins the grand final?', answer: 'Sydney' },
        _update_existing_only: true,
      },
    ],
  },
}

it('every example has its sample and its body', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
  expect(names.map((name) => name.replace('.json', '')).sort()).toEqual(Object.keys(BODIES).sort())
})

describe.each(Object.keys(BODIES))('%s', (name) => {
  const parsed = parseHubFile(readJson(`${name}.json`))
  const hub = parsed.ok ? parsed.hub : undefined

  it('is a hub file that warns of trust at most', () => {
    expect(parsed).toMatchObject({ ok: true })
    expect(warningsOf(hub!, 7).filter(({ code }) => code !== 'trust_page')).toEqual([])
  })

  it('makes this of its sample', () => {
    const sample = parseCapture(readJson(`samples/${name}.json`), AT)
    const taken = sample.ok
      ? dryRun(hub!, '0123456789abcdef', sample.capture, { tables, now: Date.parse(AT) }).filter((one) => 'shaped' in one)
      : []
    expect(taken).toMatchObject([{ shaped: { problems: [], request: {} } }])
    const { request } = taken[0]!.shaped as { request: TrackRequest }
    expect(request).toEqual(BODIES[name])
    for (const array of TRACK_ARRAYS) for (const object of request[array] ?? []) expect(judge(array, object)).toBeUndefined()
  })
})

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8')) as unknown
}
