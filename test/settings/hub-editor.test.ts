// A hub that is being edited: what is a draft, what is saved, and what somebody else saved meanwhile.
import { describe, expect, test, vi } from 'vitest'
import { ApiError } from '../../src/settings/api.ts'
import type { HubDetail } from '../../src/core/admin.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { createEditor } from '../../src/settings/hub-editor.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { progress } from '../../src/settings/steps.ts'

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

  test('what is again as it was saved is not unsaved because a key stands elsewhere now', () => {
    const editor = createEditor(api, { ...detail, file: { ...file, profiles: 'update', kiosk: true } })
    editor.edit((one) => void delete one.profiles)
    expect(editor.isDirty.value).toBe(true)
    editor.edit((one) => (one.profiles = 'update'))
    expect([editor.isDirty.value, Object.keys(editor.draft.value).slice(-2)]).toEqual([false, ['profiles', 'kiosk']])
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
