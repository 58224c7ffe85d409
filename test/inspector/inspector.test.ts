// The inspector's parts in a document: which forms and fields it finds, what it never looks at, what it tells the proxy, and what it makes of the script's trace.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SEEN_MAX, SEEN_MAX_BYTES, type InspectorSession, type Seen } from '../../src/core/inspector.ts'
import type { Capture } from '../../src/core/capture.ts'
import { compile } from '../../src/core/compile.ts'
import type { DryRunRule } from '../../src/core/dry-run-rule.ts'
import type { Envelope } from '../../src/core/envelope.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import type { JsonObject } from '../../src/core/json.ts'
import type { TraceEntry } from '../../src/core/trace.ts'
import { isPrivate } from '../../src/embed/forms/controls.ts'
import { fit } from '../../src/inspector/fit.ts'
import { createForms } from '../../src/inspector/forms.ts'
import { formsOf } from '../../src/inspector/forms-of.ts'
import { PANEL_TAG } from '../../src/inspector/panel-tag.ts'
import { createLive } from '../../src/inspector/live.ts'
import { mappedTo } from '../../src/inspector/mapped-to.ts'
import { pathsOf } from '../../src/inspector/paths.ts'
import { openSession, type Session } from '../../src/inspector/session.ts'

const COLLECT = { question: ['event.question'], answer: ['event.answer'], until: ['card-finished'] }
const FILE: HubFile = {
  hub: 'h',
  origins: ['https://h.example'],
  identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email' } }],
  consent: { from: 'field.terms' },
  rules: [
    {
      id: 'entry',
      on: ['form', 'survey-submitted'],
      where: { cardType: 'Quiz' },
      attributes: { first_name: 'field.first_name', both: { template: '{field.first_name}-{field.team}' } },
      subscriptions: [{ to: 'email_subscribe', from: 'field.optin' }],
      events: [
        {
          name: 'Entered',
          properties: { all: { from: 'form.responses', only: ['team'] } },
          when: { all: [{ 'field.age': '18' }, { not: { 'field.staff': true } }] },
        },
      ],
    },
    { id: 'poll', on: 'card-answered', attributes: { answer: 'event.answer' }, collect: COLLECT },
  ],
}

/** A second is too short on a busy machine. */
const eventually = (look: () => void): Promise<void> => vi.waitFor(look, { timeout: 20_000 })

describe('forms', () => {
  beforeEach(() => document.body.replaceChildren())

  test('fields by name, id or data attribute, with kind, label and the site’s options; no button, nothing hidden, nobody’s words', () => {
    document.body.innerHTML = `<form id="entry">
      <label>First name <input name="first_name" value="Ada"></label>
      <label for="mail">E-mail</label><input id="mail" type="email" value="ada@b.co">
      <input data-field-id="postcode" aria-label="Postcode" value="3000">
      <select name="team" aria-label="Team"><option value="red">Red</option><option value="blue">Blue</option></select>
      <fieldset><legend>Likes</legend><input type="checkbox" name="likes" value="a" checked><input type="checkbox" name="likes" value="b"></fieldset>
      <input type="password" name="secret" value="hunter2"><input type="hidden" name="csrf" value="t0ken">
      <textarea name="note">my gate code</textarea><button name="go">Go</button>
    </form>`
    const [form] = formsOf(document)
    expect(form).toMatchObject({
      selector: 'form#entry',
      fields: [
        { id: 'first_name', kind: 'text', label: 'First name' },
        { id: 'mail', kind: 'email', label: 'E-mail' },
        { id: 'postcode', kind: 'text', label: 'Postcode' },
        { id: 'team', kind: 'select', label: 'Team', options: ['red', 'blue'] },
        { id: 'likes', kind: 'checkbox', label: 'Likes', options: ['a', 'b'] },
        { id: 'secret', kind: 'password' },
        { id: 'note', kind: 'textarea' },
      ],
    })
    for (const typed of ['Ada', 'ada@b.co', '3000', 'hunter2', 't0ken', 'gate code']) expect(JSON.stringify(form)).not.toContain(typed)
  })

  test('a label is the site’s own words, without comments and whatever stands in the controls inside it', () => {
    document.body.innerHTML = `<form>
      <label><!-- v-if --><span>Note <textarea name="a">my gate code</textarea></span></label>
      <label><b>About you</b><div><div contenteditable name="b">I am Ada</div><input name="c"></div></label>
      <label>Age <input type="range" name="d"><span><output>36</output></span></label>
      <label><span>Team <select name="e"><option>Red</option></select></span></label></form>`
    expect(formsOf(document)[0]?.fields.map(({ label }) => label)).toEqual(['Note', 'About you', 'Age', 'Team', undefined])
  })

  test('a control around a label leaves its words: a switch with a box inside, a page that is being edited', () => {
    document.body.innerHTML = `<div contenteditable><form>
      <div role="switch" aria-checked="true"><label>Remind me <input type="checkbox" name="a"></label></div></form></div>`
    expect(formsOf(document)[0]?.fields.map(({ label }) => label)).toEqual(['Remind me'])
  })

  test('a kind is text, whatever an element of the page says', () => {
    document.body.innerHTML = '<form><input name="team"><x-mood name="mood" aria-checked="true"></x-mood></form>'
    Object.assign(document.querySelector('x-mood')!, { type: 3 })
    expect(formsOf(document)[0]?.fields.map(({ kind }) => kind)).toEqual(['text', '3'])
  })

  test.each([
    ['type="password"', true],
    ['autocomplete="current-password"', true],
    ['autocomplete="one-time-code"', true],
    ['autocomplete="section-gift CC-csc"', true],
    ['autocomplete="off"', false],
    ['autocomplete="account-name"', false],
    ['type="tel"', false],
  ])('<input %s> is a password to whoever is told of it: %s, as the script never reads it', (attribute, isNever) => {
    document.body.innerHTML = `<form><input name="a" ${attribute}></form>`
    const isPassword = formsOf(document)[0]?.fields[0]?.kind === 'password'
    expect([isPassword, isPrivate(document.querySelector('input')!)]).toEqual([isNever, isNever])
  })

  test('forms in open shadow roots are found, the panel’s own root is not', () => {
    for (const tag of ['site-entry', PANEL_TAG]) {
      const host = document.createElement(tag)
      host.attachShadow({ mode: 'open' }).innerHTML = `<form name="${tag}"><input name="a"></form>`
      document.body.append(host)
    }
    expect(formsOf(document).map(({ selector }) => selector)).toEqual(['form[name="site-entry"]'])
  })

  test('what is reported stays within the bounds', () => {
    document.body.innerHTML =
      `<form>${Array.from({ length: 150 }, (_, index) => `<input name="${'n'.repeat(300)}${index}">`).join('')}</form>`.repeat(50)
    const forms = formsOf(document)
    expect(forms).toHaveLength(SEEN_MAX.forms)
    for (const { fields } of forms) expect(fields.length).toBeLessThanOrEqual(SEEN_MAX.fields)
    expect(forms[0]?.fields[0]?.id).toHaveLength(SEEN_MAX.characters)
  })

  test('a form that is gone again is still shown and reported', async () => {
    const [onChange, report] = [vi.fn(), vi.fn()]
    const forms = createForms({ document, onChange })
    document.body.innerHTML = '<form id="a"><input name="x"></form>'
    forms.reportBy(report)
    await eventually(() => expect(forms.seen()).toHaveLength(1))
    document.body.innerHTML = '<form id="b"><input name="y"></form>'
    await eventually(() => expect(forms.seen().map(({ selector }) => selector)).toEqual(['form#a', 'form#b']))
    expect(report).toHaveBeenCalled()
    forms.stop()
  })

  test('of more than are reported the newest are', async () => {
    const forms = createForms({ document, onChange: vi.fn() })
    const show = async (ids: string[]): Promise<void> => {
      document.body.innerHTML = ids.map((id) => `<form id="${id}"><input name="x"></form>`).join('')
      await eventually(() => expect(forms.seen().at(-1)?.selector).toBe(`form#${ids.at(-1)}`))
    }
    await show(Array.from({ length: SEEN_MAX.forms }, (_, index) => `a${index}`))
    await show(['b'])
    expect(forms.seen()).toHaveLength(SEEN_MAX.forms)
    forms.stop()
  })
})

test('paths of a payload: kinds without values, lists by their first element, bounded in depth and number', () => {
  expect(pathsOf({ answer: 'Six', score: 3, ok: true, none: null, list: [{ id: 'q1' }, { id: 'q2' }], deep: { a: 1 } })).toEqual([
    { path: 'answer', kind: 'string' },
    { path: 'score', kind: 'number' },
    { path: 'ok', kind: 'boolean' },
    { path: 'none', kind: 'null' },
    { path: 'list', kind: 'list' },
    { path: 'list.*', kind: 'object' },
    { path: 'list.*.id', kind: 'string' },
    { path: 'deep', kind: 'object' },
    { path: 'deep.a', kind: 'number' },
  ])
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, index]))
  expect(pathsOf(wide)).toHaveLength(SEEN_MAX.paths)
  const deep = (levels: number): JsonObject => (levels === 0 ? {} : { a: deep(levels - 1) })
  expect(pathsOf(deep(20)).at(-1)?.path).toBe('a.a.a.a.a.a.a')
})

test.each([
  ['email', ['user_alias (identity)']],
  ['terms', ['consent']],
  ['first_name', ['first_name', 'both']],
  ['team', ['both', 'Entered › all']],
  ['optin', ['email_subscribe']],
  ['age', ['Entered (condition)']],
  ['staff', ['Entered (condition)']],
  ['answer', []],
])('the field %s becomes %s', (id, targets) => expect(mappedTo(FILE, 'form', `field.${id}`)).toEqual(targets))

test.each([
  ['card-answered', 'answer', ['play.responses', 'answer']],
  ['card-answered', 'question', ['play.responses']],
  ['card-answered', 'score', []],
  ['card-finished', 'answer', []],
  ['survey-submitted', 'team', []],
])('of the event %s the value %s becomes %s', (on, path, targets) => expect(mappedTo(FILE, on, `event.${path}`)).toEqual(targets))

describe('the session', () => {
  const answer: InspectorSession = {
    session: 's',
    connect: 'https://ops.example/admin/',
    rev: 'r',
    hub: compile(FILE),
    file: FILE,
  }
  const seen: Seen = { forms: [{ selector: 'form', at: 'now', path: '/', fields: [] }], events: [] }
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('a used code and an unreachable proxy are told apart', async () => {
    expect(await openSession('https://b', 'h', 'c', vi.fn(), async () => new Response('{}', { status: 401 }))).toBe('expired')
    expect(await openSession('https://b', 'h', 'c', vi.fn(), async () => new Response('{}', { status: 503 }))).toBe('unreachable')
    expect(await openSession('https://b', 'h', 'c', vi.fn(), () => Promise.reject(new TypeError()))).toBe('unreachable')
  })

  test('reports go once for each change, the time alone is none; one that failed goes again', async () => {
    let isDown = true
    const fetch = vi.fn<typeof globalThis.fetch>(async (url) =>
      String(url).endsWith('/inspector') ? new Response(JSON.stringify(answer)) : new Response(null, { status: isDown ? 503 : 204 }),
    )
    const session = (await openSession('https://b', 'h', 'c', vi.fn(), fetch)) as Session
    const reports = () => fetch.mock.calls.filter(([url]) => String(url).endsWith('/seen')).length
    session.report(seen)
    await vi.advanceTimersByTimeAsync(2000)
    expect(reports()).toBe(1)
    isDown = false
    session.report(seen)
    await vi.advanceTimersByTimeAsync(2000)
    expect(reports()).toBe(2)
    session.report({ ...seen, forms: seen.forms.map((form) => ({ ...form, at: 'later' })) })
    session.report({ forms: [], events: [] })
    await vi.advanceTimersByTimeAsync(2000)
    expect(reports()).toBe(2)
    for (const [, init] of fetch.mock.calls) expect(init).toMatchObject({ method: 'POST', credentials: 'omit' })
  })
})

test('of more than one report may hold the newest goes, and what is not the larger half goes whole', () => {
  const long = 'é'.repeat(SEEN_MAX.characters)
  const form = (index: number): Seen['forms'][number] => ({
    selector: `f${index}`,
    at: '',
    path: '/',
    fields: Array.from({ length: 20 }, (_, id) => ({ id: `${id}`, kind: 'text', label: long })),
  })
  const seen: Seen = {
    forms: Array.from({ length: SEEN_MAX.forms }, (_, index) => form(index)),
    events: [{ name: 'page-view', at: '', cardTypes: [], paths: [] }],
  }
  const kept = fit(seen, SEEN_MAX_BYTES)
  expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThanOrEqual(SEEN_MAX_BYTES)
  expect(kept.forms.length).toBeGreaterThan(5)
  expect([kept.forms.at(-1)?.selector, kept.events]).toEqual([`f${SEEN_MAX.forms - 1}`, seen.events])
  expect(fit({ ...seen, forms: seen.forms.slice(0, 2) }, SEEN_MAX_BYTES).forms).toHaveLength(2)
})

describe('the trace', () => {
  const capture: Capture = {
    on: 'form',
    submission: { id: 'c1', at: '' },
    page: { path: '/', title: '', language: 'en', url: '', referrer: '', query: {} },
    card: { type: 'Poll' },
    fields: {},
  }
  const envelope: Envelope = { v: 1, id: 'e1', at: '', rev: 'r', rule: 'entry', identity: [] }
  const entry = (more: Partial<TraceEntry> & Pick<TraceEntry, 'stage'>): TraceEntry => ({ at: 0, hub: 'h', ...more })
  const session = (): Session => ({
    connect: '',
    hub: compile(FILE),
    file: FILE,
    dryRun: vi.fn(async () => ({ rule: 'entry', problems: [], body: {} })),
    report: vi.fn(),
  })

  test('a capture tells which rules miss and why; an envelope its stages and its body', async () => {
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    const opened = session()
    live.judgeBy(opened)
    live.hear(entry({ stage: 'captured', capture }))
    expect(live.shown()[0]?.misses).toEqual([
      { rule: 'entry', on: ['form', 'survey-submitted'], miss: 'where.cardType' },
      { rule: 'poll', on: ['card-answered'], miss: 'on' },
    ])
    live.hear(entry({ stage: 'selected', capture, envelope, rule: 'entry' }))
    live.hear(
      entry({
        stage: 'held',
        envelope: { ...envelope, identity: [{ as: 'email', value: 'a@b.co' }] },
        rule: 'entry',
        reason: 'inspecting',
      }),
    )
    await eventually(() => expect(live.shown()[0]?.taken[0]).toMatchObject({ stage: 'held', reason: 'inspecting', dryRun: { body: {} } }))
    expect(opened.dryRun).toHaveBeenCalledTimes(2)
    live.hear(entry({ stage: 'accepted', envelope, rule: 'entry' }))
    expect(live.shown()[0]?.taken[0]).toMatchObject({ stage: 'accepted', reason: undefined })
  })

  test('why nothing became of a capture is said; that no rule took it is no reason, but what the misses are for', () => {
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    live.hear(entry({ stage: 'captured', capture }))
    live.hear(entry({ stage: 'selected', capture, reason: 'no_rule' }))
    expect(live.shown()[0]?.reason).toBeUndefined()
    live.hear(entry({ stage: 'dropped', capture, reason: 'password_form' }))
    expect(live.shown()[0]?.reason).toBe('password_form')
  })

  test('what came before the session is judged once it is there', async () => {
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    live.hear(entry({ stage: 'captured', capture }))
    live.hear(entry({ stage: 'selected', capture, envelope, rule: 'entry' }))
    expect(live.shown()[0]?.misses).toEqual([])
    live.judgeBy(session())
    expect(live.shown()[0]?.misses).toHaveLength(2)
    await eventually(() => expect(live.shown()[0]?.taken[0]?.dryRun).toBeDefined())
  })

  test('the answers of a play share one envelope, which stands beside the newest', () => {
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    for (const id of ['a1', 'a2']) {
      const answer: Capture = { ...capture, on: 'card-answered', submission: { ...capture.submission, id } }
      live.hear(entry({ stage: 'captured', capture: answer }))
      live.hear(entry({ stage: 'selected', capture: answer, envelope, rule: 'poll' }))
      live.hear(entry({ stage: 'held', envelope, rule: 'poll', reason: 'collecting' }))
    }
    expect(live.shown().map(({ taken }) => taken.map(({ reason }) => reason))).toEqual([['collecting'], []])
  })

  test('an envelope of a capture that is not known here stands alone, not beside one of which it was not made', () => {
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    live.hear(entry({ stage: 'sent', envelope, rule: 'entry' }))
    live.hear(entry({ stage: 'captured', capture }))
    live.hear(entry({ stage: 'held', envelope: { ...envelope, id: 'e2' }, rule: 'poll', reason: 'collecting' }))
    const shown = () => live.shown().map((one) => [one.capture?.submission.id, ...one.taken.map(({ stage }) => stage)])
    expect(shown()).toEqual([[undefined, 'held'], ['c1'], [undefined, 'sent']])
    live.hear(entry({ stage: 'selected', capture, envelope: { ...envelope, id: 'e2' }, rule: 'poll' }))
    expect(shown()).toEqual([
      ['c1', 'selected'],
      [undefined, 'sent'],
    ])
  })

  test('a form that is read a second time, because its data changed, is shown once, as it is now', () => {
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    for (const team of ['', 'reds']) {
      const read = { ...capture, page: { ...capture.page, title: team } }
      live.hear(entry({ stage: 'captured', capture: read }))
      live.hear(entry({ stage: 'selected', capture: read, envelope: { ...envelope, attributes: { team } }, rule: 'entry' }))
    }
    expect(live.shown()).toMatchObject([{ capture: { page: { title: 'reds' } }, taken: [{ envelope: { attributes: { team: 'reds' } } }] }])
  })

  test('that a value was left out stays to be read, whatever becomes of the rest', () => {
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    live.hear(entry({ stage: 'captured', capture }))
    live.hear(entry({ stage: 'selected', capture, envelope, rule: 'entry' }))
    live.hear(entry({ stage: 'dropped', envelope, rule: 'entry', reason: 'personal_data', detail: 'attributes.note' }))
    live.hear(entry({ stage: 'held', envelope, rule: 'entry', reason: 'inspecting' }))
    expect(live.shown()).toMatchObject([{ reason: 'personal_data', taken: [{ stage: 'held', reason: 'inspecting' }] }])
  })

  test('what the proxy has answered for stands, whatever the script says of the copy that it still holds', () => {
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    live.hear(entry({ stage: 'captured', capture }))
    live.hear(entry({ stage: 'selected', capture, envelope, rule: 'entry' }))
    live.hear(entry({ stage: 'accepted', envelope, rule: 'entry' }))
    for (const reason of ['expired', 'person_changed'] as const) live.hear(entry({ stage: 'dropped', envelope, rule: 'entry', reason }))
    expect(live.shown()[0]?.taken).toMatchObject([{ stage: 'accepted', reason: undefined }])
  })

  test('what the script may not send yet is no longer held for the tester, who has let it go', async () => {
    const live = createLive({ deliver: async () => {}, onChange: vi.fn() })
    live.hear(entry({ stage: 'captured', capture }))
    live.hear(entry({ stage: 'selected', capture, envelope, rule: 'entry' }))
    live.hear(entry({ stage: 'held', envelope, rule: 'entry', reason: 'inspecting' }))
    await live.send(live.shown()[0]!.taken[0]!)
    expect(live.shown()[0]?.taken[0]?.reason).toBe('unavailable')
  })

  test('once the panel is closed nothing more is heard, asked, told or shown', () => {
    const [onChange, report] = [vi.fn(), vi.fn()]
    const forms = createForms({ document, onChange })
    forms.stop()
    // It was closed before the session was open.
    forms.reportBy(report)
    const live = createLive({ deliver: vi.fn(), onChange })
    const opened = session()
    live.judgeBy(opened)
    live.stop()
    live.hear(entry({ stage: 'captured', capture }))
    live.hear(entry({ stage: 'selected', capture, envelope, rule: 'entry' }))
    expect(live.shown()).toEqual([])
    for (const told of [onChange, report, opened.dryRun]) expect(told).not.toHaveBeenCalled()
  })

  test('of two dry runs of one envelope the later question counts, whichever is answered first', async () => {
    const answers: ((dryRun: DryRunRule) => void)[] = []
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    live.judgeBy({ ...session(), dryRun: () => new Promise((resolve) => answers.push(resolve)) })
    live.hear(entry({ stage: 'captured', capture }))
    for (const at of ['first', 'second']) {
      live.hear(entry({ stage: 'selected', capture, envelope: { ...envelope, at }, rule: 'poll' }))
    }
    live.hear(entry({ stage: 'held', envelope, rule: 'poll', reason: 'collecting' }))
    answers[1]?.({ rule: 'second', problems: [] })
    answers[0]?.({ rule: 'first', problems: [] })
    await eventually(() => expect(live.shown()[0]?.taken[0]?.dryRun).toMatchObject({ rule: 'second' }))
  })

  test('only the tester’s press delivers', async () => {
    const deliver = vi.fn()
    const live = createLive({ deliver, onChange: vi.fn() })
    live.judgeBy(session())
    live.hear(entry({ stage: 'captured', capture }))
    live.hear(entry({ stage: 'selected', capture, envelope, rule: 'entry' }))
    expect(deliver).not.toHaveBeenCalled()
    await live.send(live.shown()[0]!.taken[0]!)
    expect(deliver).toHaveBeenCalledExactlyOnceWith(envelope)
  })

  test('events are told by name, card type and path, never by value; forms are not told here', () => {
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    live.hear(entry({ stage: 'captured', capture: { ...capture, on: 'card-answered', event: { answer: 'Kick-off' } } }))
    live.hear(entry({ stage: 'captured', capture: { ...capture, on: 'card-answered', card: { type: 'Quiz' }, event: { right: true } } }))
    live.hear(entry({ stage: 'captured', capture }))
    expect(live.seen()).toMatchObject([
      {
        name: 'card-answered',
        cardTypes: ['Poll', 'Quiz'],
        paths: [
          { path: 'answer', kind: 'string' },
          { path: 'right', kind: 'boolean' },
        ],
      },
    ])
    expect(JSON.stringify(live.seen())).not.toContain('Kick-off')
  })

  test('the panel keeps the newest fifty', () => {
    const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
    for (let index = 0; index < 60; index++)
      live.hear(entry({ stage: 'captured', capture: { ...capture, submission: { id: `c${index}`, at: '' } } }))
    expect(live.shown()).toHaveLength(50)
    expect(live.shown()[0]?.capture?.submission.id).toBe('c59')
  })
})
