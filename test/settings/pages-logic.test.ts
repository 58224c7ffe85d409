// The other pure parts of the pages: addresses, routes, identity kinds, progress, imports, axes, and the API client's manners.
import { describe, expect, test, vi } from 'vitest'
import { ApiError, createApi } from '../../src/settings/api.ts'
import type { HubDetail } from '../../src/core/admin.ts'
import type { HubFile, Identity } from '../../src/core/hub-file.ts'
import { createEditor } from '../../src/settings/hub-editor.ts'
import { IDENTITY_KINDS, identityOf, kindOf, sourceOf, withSource } from '../../src/settings/identity-kinds.ts'
import { readHubFile } from '../../src/settings/import-hub.ts'
import { placeOf } from '../../src/settings/json-place.ts'
import { newHub, originOf, slugOf } from '../../src/settings/new-hub.ts'
import { axisOf } from '../../src/settings/parts/axis.ts'
import { parseRoute } from '../../src/settings/route.ts'
import { cspLines, htmlSnippet, tagManagerSnippet } from '../../src/settings/snippets.ts'
import { progress, stepOf } from '../../src/settings/steps.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'

describe('addresses', () => {
  test.each([
    ['https://summer.komo.site/cards/1?x=1#y', 'https://summer.komo.site'],
    ['summer.komo.site', 'https://summer.komo.site'],
    ['HTTPS://Summer.Komo.Site', 'https://summer.komo.site'],
    ['http://127.0.0.1:4401/', 'http://127.0.0.1:4401'],
    ['localhost:4401', 'https://localhost:4401'],
    ['http://hub-preview', 'http://hub-preview'],
    // The hub's name, not its address.
    ['summer-footy', undefined],
    ['', undefined],
    ['not a host', undefined],
    ['javascript:alert(1)', undefined],
  ])('%s → %s', (typed, origin) => expect(originOf(typed)).toBe(origin))

  test.each([
    ['https://summer-footy.komo.site/x', 'summer-footy'],
    ['www.brand.com', 'brand'],
  ])('the slug of %s is %s', (typed, slug) => expect(slugOf(typed)).toBe(slug))

  test('a new hub is a hub file', () => expect(parseHubFile(newHub('a', 'https://a.komo.site', 'default'))).toMatchObject({ ok: true }))
})

test.each([
  ['', { page: 'hubs' }],
  ['#/hubs', { page: 'hubs' }],
  ['#/hubs/summer/map?field=a', { page: 'hub', hub: 'summer', step: 'map' }],
  ['#/hubs/summer', { page: 'hub', hub: 'summer', step: 'hub' }],
  ['#/hubs/summer/nonsense', { page: 'hub', step: 'hub' }],
  ['#/dead-letters', { page: 'dead-letters' }],
  ['#/elsewhere', { page: 'hubs' }],
  ['#/hubs/%/hub', { page: 'hubs' }],
  ['#/hubs/a%20b/hub', { page: 'hub', hub: 'a b' }],
])('the address %s is a page', (hash, route) => expect(parseRoute(hash)).toMatchObject(route))

describe('identity kinds', () => {
  test.each(IDENTITY_KINDS)('%s is what it says, and a hub file has it', (kind) => {
    const identity = identityOf(kind)
    expect(kindOf(identity)).toBe(kind)
    const jwt = { algorithms: ['RS256'], keys: 'https://login.example.com/jwks.json' }
    expect(parseHubFile({ ...newHub('a', 'https://a.komo.site', 'default'), identity: [identity], jwt })).toMatchObject({ ok: true })
  })

  test('the source stays when the kind changes', () => {
    const first = withSource(identityOf('alias_email'), 'field.contact')
    expect(sourceOf(identityOf('email', first))).toBe('field.contact')
  })

  test('a source of one sort is none of another: an e-mail proves nobody', () => {
    const first = withSource(identityOf('alias_email'), 'field.contact')
    expect(identityOf('external_id_proof', first)).toEqual({ as: 'external_id', proof: 'extension.token' })
    expect(identityOf('phone', first)).toEqual({ as: 'phone', from: { from: 'field.mobile' }, trust: 'page' })
    expect(identityOf('alias_email', identityOf('external_id_proof', first))).toEqual(identityOf('alias_email'))
  })

  test('how a source is read, and a token’s claim, stay with it', () => {
    const from = { from: ['field.email', 'tracked.email'], type: 'email' as const }
    expect(identityOf('email', { as: 'user_alias', label: 'email', from })).toEqual({ as: 'email', from, trust: 'page' })
    const proven: Identity = { as: 'external_id', proof: 'extension.jwt', claim: 'customer' }
    expect(identityOf('braze_id_proof', proven)).toEqual({ ...proven, as: 'braze_id' })
  })
})

describe('progress', () => {
  const file = newHub('a', 'https://a.komo.site', 'default')
  test('an error belongs to its step', () => {
    const issues = [{ level: 'error' as const, path: ['rules', 0, 'attributes'], message: '' }]
    expect(stepOf(issues[0]!)).toBe('map')
    expect(progress({ file, issues, workspace: undefined, isSaved: false })).toEqual({
      hub: 'done',
      people: 'done',
      map: 'error',
      workspace: 'todo',
      review: 'todo',
    })
  })
})

test.each([
  [['default', 'apiKey'], 'workspace'],
  [['brand', 'eu', 'endpoint'], 'workspace'],
  [['workspace'], 'workspace'],
  [['rules', 0, 'attributes', 'count', 'type'], 'map'],
  [['bot', 'secret'], 'hub'],
  [[], 'hub'],
])('an issue at %j leads to the step %s', (path, step) => expect(stepOf({ path })).toBe(step))

describe('import', () => {
  test('takes a hub file', () => expect(readHubFile(JSON.stringify(newHub('a', 'https://a.example', 'default')))?.hub).toBe('a'))
  test.each([
    '',
    '[]',
    'null',
    '{"hub":"a"}',
    '{"hub":"A b","origins":[],"identity":[],"rules":[]}',
    '{"hub":"a","origins":[],"identity":[],"rules":[{}]}',
  ])('refuses %s', (text) => expect(readHubFile(text)).toBeUndefined())
})

test.each([
  ['', 1, 1],
  ['{"a": 1', 1, 8],
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": x\n}', 2, 8],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['[1, 2] 3', 1, 8],
  ['{"a": "never ends}', 1, 7],
  ["{'a': 1}", 1, 2],
  ['[01]', 1, 3],
  ['[-]', 1, 2],
])('%j stops being JSON at line %d, column %d', (text, line, column) => expect(placeOf(text)).toEqual({ line, column }))

test('what is JSON is so to its end', () => {
  const text = JSON.stringify({ a: [null, true, -1.5e-7, 'ü"\\\n\u0001'], b: {}, c: [[], {}] }, null, 2)
  expect(placeOf(text)).toEqual({ line: text.split('\n').length, column: 2 })
})

test.each([
  [0, 1, 2],
  [1, 1, 2],
  [7, 10, 3],
  [124, 150, 4],
  [3100, 4000, 3],
])('an axis for %d goes to %d in %d ticks', (highest, top, ticks) => {
  const axis = axisOf(highest)
  expect([axis.top, axis.ticks.length]).toEqual([top, ticks])
  expect(axis.top).toBeGreaterThanOrEqual(highest)
})

test('snippets hold the address and the hub, and nothing that a tag manager drops', () => {
  expect(tagManagerSnippet('https://b.example', 'h')).toBe('<script src="https://b.example/v1/embed.js?hub=h"></script>')
  expect(htmlSnippet('https://b.example', 'h')).toContain('async')
  expect(cspLines('https://b.example')).toBe('script-src https://b.example;\nconnect-src https://b.example;')
})

describe('the API client', () => {
  const answer = (status: number, body: unknown) => new Response(status === 204 ? null : JSON.stringify(body), { status })

  test('sends the CSRF token with what changes something, and only there; etags as they are meant', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async (_, init) => answer(200, init?.method === 'POST' ? { csrf: 'c' } : {}))
    const api = createApi(fetch, () => {})
    await api.login('token')
    await api.hubs()
    await api.saveHub({ hub: 'a b' } as HubFile, 'e1')
    await api.saveHub({ hub: 'a' } as HubFile, null)
    const sent = fetch.mock.calls.map(([url, init]) => ({
      url,
      headers: Object.fromEntries([...new Headers(init?.headers)].map(([name, value]) => [name.toLowerCase(), value])),
    }))
    expect(sent[1]?.headers).toEqual({})
    expect(sent[2]).toMatchObject({ url: '/admin/api/hubs/a%20b', headers: { 'x-csrf-token': 'c', 'if-match': '"e1"' } })
    expect(sent[3]?.headers).toMatchObject({ 'if-none-match': '*' })
  })

  test('a session that another tab began is taken over: its word is asked for once, and the call made again', async () => {
    const words: (string | null)[] = []
    let session = 'first'
    const fetch = vi.fn<typeof globalThis.fetch>(async (url, init) => {
      if (url === '/admin/api/session') return answer(200, { csrf: session })
      words.push(new Headers(init?.headers).get('x-csrf-token'))
      return words.at(-1) === session ? answer(200, {}) : answer(403, { code: 'bad_csrf' })
    })
    const api = createApi(fetch, () => {})
    await api.login('token')
    session = 'second'
    await api.pauseHub('a')
    await api.resumeHub('a')
    expect(words).toEqual(['first', 'second', 'second'])
    const refusing = createApi(
      async (url) => (url === '/admin/api/session' ? answer(200, { csrf: 'x' }) : answer(403, { code: 'bad_csrf' })),
      () => {},
    )
    await expect(refusing.pauseHub('a')).rejects.toMatchObject({ code: 'bad_csrf' })
  })

  test('an unreachable proxy, a lost session and a refusal each say what they are', async () => {
    const signedOut = vi.fn()
    const failing = createApi(() => Promise.reject(new TypeError()), signedOut)
    await expect(failing.hubs()).rejects.toMatchObject({ code: 'offline' })
    const refusing = createApi(async () => answer(401, { code: 'no_session' }), signedOut)
    await expect(refusing.hubs()).rejects.toBeInstanceOf(ApiError)
    expect(signedOut).toHaveBeenCalledOnce()
  })

  test.each([
    ['a gateway before the proxy, which has none', 502, '<html>', 'offline'],
    ['the sign-in page of what stands before it', 200, '<html>', 'offline'],
    ['a server that broke', 500, '<html>', 'internal'],
    ['the proxy, which is not ready', 503, '{"code":"unavailable"}', 'unavailable'],
  ])('what answers in its place is not taken for it: %s', async (_, status, body, code) => {
    const api = createApi(async () => new Response(body, { status }), vi.fn())
    await expect(api.hubs()).rejects.toMatchObject({ code })
  })
})

describe('the editor', () => {
  const file = newHub('a', 'https://a.example', 'default')
  const detail = { hub: 'a', file, etag: '1', issues: [] } as unknown as HubDetail
  const api = {
    hub: vi.fn(async () => detail),
    saveHub: vi.fn<(file: HubFile, etag: string | null) => Promise<HubDetail>>(async (saved) => ({ ...detail, file: saved, etag: '2' })),
    dryRun: vi.fn(),
    pauseHub: vi.fn(async () => ({ ...detail, state: 'paused' as const })),
    resumeHub: vi.fn(),
  }

  test('a change makes it dirty, saving or discarding clean; the saved version is never changed in place', async () => {
    const editor = createEditor(api, detail)
    expect(editor.isDirty.value).toBe(false)
    editor.edit((one) => void one.origins.push('https://b.example'))
    expect([editor.isDirty.value, file.origins]).toEqual([true, ['https://a.example']])
    editor.discard()
    expect(editor.isDirty.value).toBe(false)
    editor.editRule(0, (rule) => (rule.id = 'renamed'))
    await editor.save()
    expect(api.saveHub.mock.lastCall).toMatchObject([{ rules: [{ id: 'renamed' }] }, '1'])
    expect(editor.isDirty.value).toBe(false)
  })

  test('saved twice at once it is saved once; what is changed meanwhile stays, unsaved', async () => {
    const answers: (() => void)[] = []
    const saveHub = vi.fn(
      (saved: HubFile) => new Promise<HubDetail>((done) => answers.push(() => done({ ...detail, file: saved, etag: '2' }))),
    )
    const editor = createEditor({ ...api, saveHub }, detail)
    editor.edit((one) => void one.origins.push('https://b.example'))
    const both = [editor.save(), editor.save()]
    editor.edit((one) => void one.origins.push('https://c.example'))
    answers.forEach((answer) => answer())
    await Promise.all(both)
    expect(saveHub).toHaveBeenCalledOnce()
    expect(editor.saved.value?.file?.origins).toHaveLength(2)
    expect([editor.draft.value.origins.at(-1), editor.isDirty.value]).toEqual(['https://c.example', true])
    const again = editor.save()
    answers.at(-1)?.()
    await again
    expect([saveHub.mock.calls.length, editor.isDirty.value]).toEqual([2, false])
  })

  test('a file that changed meanwhile is not saved over, and the draft stays', async () => {
    const editor = createEditor({ ...api, saveHub: () => Promise.reject(new ApiError('changed')) }, detail)
    editor.edit((one) => void one.origins.push('https://b.example'))
    await expect(editor.save()).rejects.toMatchObject({ code: 'changed' })
    expect([editor.isStale.value, editor.isDirty.value]).toEqual([true, true])
  })

  test('a new hub is saved as new, pausing keeps the draft', async () => {
    const fresh = createEditor(api, file)
    await fresh.save()
    expect(api.saveHub.mock.lastCall?.[1]).toBeNull()
    const editor = createEditor(api, detail)
    editor.edit((one) => void one.origins.push('https://b.example'))
    await editor.setPaused(true)
    expect([editor.saved.value?.state, editor.isDirty.value]).toEqual(['paused', true])
  })

  test('a pause while the outbox is away is shown, though the proxy can say no more than that it is done', async () => {
    const done = vi.fn(async () => undefined)
    const editor = createEditor({ ...api, pauseHub: done, resumeHub: done }, detail)
    await editor.setPaused(true)
    expect(editor.saved.value).toEqual({ ...detail, state: 'paused' })
    await editor.setPaused(false)
    expect(editor.saved.value).toEqual({ ...detail, state: 'enabled' })
  })

  test('pausing never takes the version that the draft is of away: another’s change is told where something would be lost, else taken', async () => {
    const theirs: HubFile = { ...file, origins: ['https://theirs.example'] }
    const pauseHub = vi.fn(async (): Promise<HubDetail> => ({ ...detail, state: 'paused', etag: 'theirs', file: theirs }))
    const clean = createEditor({ ...api, pauseHub }, detail)
    await clean.setPaused(true)
    expect([clean.draft.value.origins, clean.isDirty.value]).toEqual([['https://theirs.example'], false])
    const editor = createEditor({ ...api, pauseHub }, detail)
    editor.edit((one) => void one.origins.push('https://mine.example'))
    await editor.setPaused(true)
    expect([editor.saved.value?.state, editor.isStale.value]).toEqual(['paused', true])
    await editor.save()
    expect(api.saveHub.mock.lastCall?.[1]).toBe('1')
  })

  test('a look that a save has overtaken changes nothing: what it saw is the version before', async () => {
    let answer = (): void => {}
    const hub = () => new Promise<HubDetail>((done) => (answer = () => done(detail)))
    const editor = createEditor({ ...api, hub }, detail)
    const looking = editor.look()
    editor.edit((one) => void one.origins.push('https://b.example'))
    await editor.save()
    answer()
    await looking
    expect([editor.saved.value?.etag, editor.draft.value.origins.length, editor.isStale.value]).toEqual(['2', 2, false])
  })

  test('a look sees what is new of the hub; another’s change is taken where nothing is lost, and told where something would be', async () => {
    const hub = vi.fn(async (): Promise<HubDetail> => ({ ...detail, state: 'paused' }))
    const editor = createEditor({ ...api, hub }, detail)
    await editor.look()
    expect([editor.saved.value?.state, editor.isDirty.value]).toEqual(['paused', false])
    const theirs: HubFile = { ...file, origins: ['https://theirs.example'] }
    hub.mockResolvedValue({ ...detail, etag: 'theirs', file: theirs })
    await editor.look()
    expect(editor.draft.value.origins).toEqual(['https://theirs.example'])
    hub.mockResolvedValue({ ...detail, etag: 'again' })
    editor.edit((one) => void one.origins.push('https://mine.example'))
    await editor.look()
    expect([editor.isStale.value, editor.draft.value.origins.at(-1)]).toEqual([true, 'https://mine.example'])
  })

  test('a file that is gone from the folder is not there: its draft stays, and is saved as a new one', async () => {
    for (const how of ['look', 'reload'] as const) {
      const editor = createEditor({ ...api, hub: () => Promise.reject(new ApiError('not_found')) }, detail)
      editor.edit((one) => void one.origins.push('https://b.example'))
      await editor[how]()
      expect([editor.saved.value, editor.isDirty.value, editor.isStale.value]).toEqual([undefined, true, false])
      await editor.save()
      expect(api.saveHub.mock.lastCall).toEqual([expect.objectContaining({ origins: ['https://a.example', 'https://b.example'] }), null])
    }
    const away = createEditor({ ...api, hub: () => Promise.reject(new ApiError('offline')) }, detail)
    await expect(away.look()).rejects.toMatchObject({ code: 'offline' })
    expect(away.saved.value).toBe(detail)
  })

  test('a file that extends another opens, and what it leaves to that one is not written into it', async () => {
    const shared = { hub: 'a', extends: 'brand.json', origins: ['https://a.example'] } as unknown as HubFile
    const editor = createEditor(api, { ...detail, file: shared })
    expect([editor.draft.value.rules, editor.isDirty.value]).toEqual([[], false])
    editor.edit((one) => void one.origins.push('https://b.example'))
    await editor.save()
    expect(api.saveHub.mock.lastCall?.[0]).toEqual({ ...shared, origins: ['https://a.example', 'https://b.example'] })
  })

  describe('of a file that extends another', () => {
    const shared = { hub: 'a', extends: 'brand.json', origins: ['https://a.example'] } as unknown as HubFile
    const inherited = { locale: 'de', origins: ['https://brand.example'], identity: file.identity, rules: file.rules }
    const saveHub = vi.fn(async (saved: HubFile) => ({ ...detail, file: saved, inherited }))
    const open = () => createEditor({ ...api, saveHub }, { ...detail, file: shared, inherited })

    test('knows what is in force, and by whom', () => {
      const editor = open()
      expect(editor.whole.value).toEqual({ ...file, extends: 'brand.json', locale: 'de' })
      expect((['origins', 'identity', 'rules', 'locale', 'consent'] as const).map(editor.inherits)).toEqual([
        false,
        true,
        true,
        true,
        false,
      ])
      expect([editor.draft.value.rules, editor.isDirty.value]).toEqual([[], false])
    })

    test('changes a list of the other file in a copy, so that nothing of it is lost; without one of its own it has that again', async () => {
      const editor = open()
      editor.own(['rules', 'origins', 'consent'])
      editor.edit((one) => void one.rules.push({ id: 'more', on: 'form' }))
      await editor.save()
      expect(saveHub.mock.lastCall?.[0]).toEqual({ ...shared, rules: [...file.rules, { id: 'more', on: 'form' }] })
      expect(inherited.rules).toHaveLength(1)
      editor.edit((one) => void one.rules.splice(0))
      expect([editor.inherits('rules'), editor.whole.value.rules]).toEqual([true, file.rules])
    })

    test('learns from each dry run what the other file gives, also of a draft that extends another', async () => {
      const dryRun = vi.fn(async () => ({ issues: [], rules: [], inherited: { ...inherited, locale: 'fr' } }))
      const editor = createEditor({ ...api, dryRun }, { ...shared, extends: 'other' })
      expect(editor.whole.value.rules).toBeUndefined()
      await editor.judge(undefined, new AbortController().signal)
      expect([editor.whole.value.locale, editor.whole.value.rules]).toEqual(['fr', file.rules])
    })

    test.each([{ rules: 'x' }, { rules: [null] }])('shows the file alone where the other is nothing to be shown: %j', (odd) => {
      const editor = createEditor(api, { ...detail, file: shared, inherited: odd as object })
      expect(editor.whole.value).toBe(editor.draft.value)
    })

    test('has its steps done by what it inherits', () => {
      const states = progress({ file: open().whole.value, issues: [], workspace: undefined, isSaved: true })
      expect(states).toMatchObject({ hub: 'done', people: 'done', map: 'done' })
    })
  })

  test.each([null, {}, { rules: 'x' }, { hub: 'a', origins: null, identity: [], rules: [] }])(
    'a file that the pages cannot show opens empty, with nothing unsaved: %j',
    (broken) => {
      const opened = createEditor(api, { ...detail, file: broken as HubFile | null })
      expect(opened.draft.value).toEqual({ hub: 'a', origins: [], identity: [], rules: [] })
      opened.discard()
      expect(opened.draft.value.rules).toEqual([])
      expect(opened.isDirty.value).toBe(false)
    },
  )

  test('a file that is no JSON opens empty', () => {
    expect(createEditor(api, { ...detail, file: null, text: '{' }).draft.value).toEqual({ hub: 'a', origins: [], identity: [], rules: [] })
  })
})
