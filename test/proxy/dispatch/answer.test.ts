// What each answer of Braze's means: a table, with the answers recorded from real traffic among its rows.
import { describe, expect, it } from 'vitest'
import type { BrazeReply } from '../../../src/proxy/braze/client.ts'
import { judgeAnswer, type ObjectError, type Rest } from '../../../src/proxy/dispatch/answer.ts'
import type { WorkspaceReason } from '../../../src/core/codes.ts'
import { allowanceOf, waitOf } from '../../../src/proxy/dispatch/rate-headers.ts'
import recorded from './recorded-answers.json'
import { indexed, reply } from './braze-double.ts'

const NOW = Date.parse('2026-05-04T10:00:00Z')
const EPOCH = NOW / 1000

const success = (more: object = {}): object => ({ message: 'success', ...more })
const pause = (reason: WorkspaceReason): Rest => ({ kind: 'pause', reason })
const retry = (reason: string, ambiguous: boolean): Rest => ({ kind: 'retry', reason, ambiguous })
const named = (array: ObjectError['array'], index: number, detail = 'no'): ObjectError => ({ array, index, detail })

const rows: [name: string, reply: BrazeReply, rest: Rest, refused?: ObjectError[], uncounted?: number][] = [
  ['201', reply(201, success({ attributes_processed: 2, events_processed: 2 })), { kind: 'taken' }],
  ['200', reply(200, success()), { kind: 'taken' }],
  ['202 without counts', reply(202, success()), { kind: 'taken' }],
  [
    '201 that dropped one',
    reply(201, success({ events_processed: 1, errors: [indexed('events', 1)] })),
    { kind: 'taken' },
    [named('events', 1)],
  ],
  [
    '201 with the same object named twice',
    reply(201, success({ errors: [indexed('events', 1), indexed('events', 1, 'also')] })),
    { kind: 'taken' },
    [named('events', 1, 'no; also')],
  ],
  ['201 with plain strings as errors', reply(201, success({ errors: ['something'] })), { kind: 'taken' }],
  ['201 that counts fewer and names none', reply(201, success({ attributes_processed: 2, events_processed: 1 })), { kind: 'taken' }, [], 1],
  [
    '201 whose index lies outside',
    reply(201, success({ errors: [indexed('events', 2), indexed('purchases', 0), indexed('events', -1), { type: 'x' }] })),
    { kind: 'taken' },
  ],
  ['201 with another message', reply(201, { message: 'queued' }), { kind: 'bisect', detail: 'queued' }],
  [
    '201 with another message that names one',
    reply(201, { message: 'no', errors: [indexed('attributes', 0)] }),
    { kind: 'again' },
    [named('attributes', 0)],
  ],
  ['201 of somebody else: a page', reply(200, '<html>Welcome to the hotel</html>'), pause('not_braze')],
  ['201 of somebody else: JSON', reply(200, { ok: true }), pause('not_braze')],
  ['201 with nothing', reply(201, ''), pause('not_braze')],
  [
    '400 that names all',
    reply(400, {
      message: 'Valid data must be provided',
      errors: [indexed('attributes', 0), indexed('attributes', 1), indexed('events', 0), indexed('events', 1)],
    }),
    { kind: 'again' },
    [named('attributes', 0), named('attributes', 1), named('events', 0), named('events', 1)],
  ],
  ['400 that names one', reply(400, { message: 'x', errors: [indexed('events', 0)] }), { kind: 'again' }, [named('events', 0)]],
  ['401 that names one', reply(401, { message: 'x', errors: [indexed('events', 0)] }), { kind: 'again' }, [named('events', 0)]],
  ['413 that names one', reply(413, { message: 'x', errors: [indexed('events', 0)] }), { kind: 'again' }, [named('events', 0)]],
  ['500 that names one', reply(500, { message: 'x', errors: [indexed('events', 0)] }), retry('server_error', false), [named('events', 0)]],
  [
    '400 without an index',
    reply(400, { message: 'Error while parsing request body.' }),
    { kind: 'bisect', detail: 'Error while parsing request body.' },
  ],
  [
    '400 with a long word that ends within a character of two halves',
    reply(400, { message: `${'x'.repeat(299)}😀` }),
    { kind: 'bisect', detail: 'x'.repeat(299) },
  ],
  ['400 with nothing', reply(400, ''), { kind: 'bisect', detail: 'status 400' }],
  ['422', reply(422, { message: 'hm' }), { kind: 'bisect', detail: 'hm' }],
  ['too many objects', reply(400, { message: 'Max Input Length Exceeded' }), { kind: 'halve' }],
  ['too many objects, in other words', reply(413, { message: 'Error: max input length exceeded.' }), { kind: 'halve' }],
  ['413', reply(413, ''), { kind: 'split' }],
  ['401', reply(401, { message: 'Invalid API key: 0000' }), pause('unauthorized')],
  ['403', reply(403, ''), pause('forbidden')],
  ['404', reply(404, 'not here'), pause('not_found')],
  ['405', reply(405, ''), pause('method_not_allowed')],
  ['415', reply(415, ''), pause('unsupported_media_type')],
  ['301', reply(301, '', { location: 'https://elsewhere.example' }), pause('redirected')],
  ['402', reply(402, ''), pause('status_402')],
  ['418', reply(418, { message: 'I am one' }), pause('status_418')],
  ['408', reply(408, ''), retry('gateway_timeout', true)],
  ['500', reply(500, ''), retry('server_error', false)],
  ['502', reply(502, '<html>'), retry('server_error', false)],
  ['503', reply(503, ''), retry('server_error', false)],
  ['504', reply(504, ''), retry('gateway_timeout', true)],
  ['429', reply(429, ''), { kind: 'wait' }],
  [
    '429, the general dialect',
    reply(429, '', { 'x-ratelimit-limit': '3000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(EPOCH + 7) }),
    { kind: 'wait', ms: 7_000 },
  ],
  ['429, the dialect of MAU contracts', reply(429, '', { 'x-ratelimit-retry-after': '12' }), { kind: 'wait', ms: 12_000 }],
  ['429 that names one', reply(429, { message: 'x', errors: [indexed('events', 0)] }), { kind: 'wait' }, [named('events', 0)]],
  ['connection refused', { failure: 'refused', started: false }, retry('refused', false)],
  ['no connection in time', { failure: 'timeout', started: false }, retry('timeout', false)],
  ['no answer in time', { failure: 'timeout', started: true }, retry('timeout', true)],
  ['reset', { failure: 'reset', started: true }, retry('reset', true)],
]

describe('judgeAnswer: two attributes objects and two events were sent', () => {
  it.each(rows)('%s', (_name, given, rest, refused = [], uncounted = 0) => {
    expect(judgeAnswer(given, [2, 2, 0], NOW)).toEqual({ refused, rest, uncounted })
  })
})

describe('judgeAnswer: recorded answers', () => {
  it.each(recorded.answers.map((answer) => [answer.description, answer] as const))('%s', (_name, { counts, status, body, expected }) => {
    const { refused, rest } = judgeAnswer(reply(status, body), counts as [number, number, number], NOW)
    expect({ rest: rest.kind, refused: refused.map(({ array, index }) => `${array} ${String(index)}`) }).toEqual(expected)
  })
})

describe('rate-limit headers', () => {
  it.each<[string, Record<string, string>, number | undefined]>([
    ['the MAU dialect wins', { 'x-ratelimit-retry-after': '3', 'retry-after': '9', 'x-ratelimit-reset': String(EPOCH + 20) }, 3_000],
    ['then Retry-After', { 'retry-after': '9', 'x-ratelimit-reset': String(EPOCH + 20) }, 9_000],
    ['Retry-After as a date', { 'retry-after': 'Mon, 04 May 2026 10:00:05 GMT' }, 5_000],
    ['reset in epoch seconds', { 'x-ratelimit-reset': String(EPOCH + 20) }, 20_000],
    ['reset as seconds from now', { 'x-ratelimit-reset': '20' }, 20_000],
    ['a reset that is over', { 'x-ratelimit-reset': String(EPOCH - 20) }, undefined],
    ['capped at an hour', { 'x-ratelimit-retry-after': '99999999' }, 3_600_000],
    ['nonsense', { 'x-ratelimit-retry-after': 'soon', 'retry-after': 'later' }, undefined],
    ['negative', { 'x-ratelimit-retry-after': '-5' }, undefined],
    ['none', {}, undefined],
  ])('wait: %s', (_name, headers, expected) => {
    expect(waitOf(headers, NOW)).toBe(expected)
  })

  it.each<[string, Record<string, string>, object | undefined]>([
    ['epoch', { 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': String(EPOCH + 2) }, { remaining: 5, ms: 2_000 }],
    ['delta', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }, { remaining: 0, ms: 30_000 }],
    ['over', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(EPOCH) }, undefined],
    ['no reset', { 'x-ratelimit-remaining': '0' }, undefined],
    ['capped at an hour', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999' }, { remaining: 0, ms: 3_600_000 }],
  ])('allowance: %s', (_name, headers, expected) => {
    expect(allowanceOf(headers, NOW)).toEqual(expected)
  })
})
