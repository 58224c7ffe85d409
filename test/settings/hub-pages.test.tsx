// One hub in the pages: what they say of its state, odd files, and where the inspector opens.
import { signal } from '@preact/signals'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { HubDetail, HubSummary } from '../../src/core/admin.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { api, notice } from '../../src/settings/app-state.ts'
import { drafts } from '../../src/settings/drafts.ts'
import { giveUp, openEditor, unsaved } from '../../src/settings/editors.ts'
import { createEditor } from '../../src/settings/hub-editor.ts'
import { useJudgement } from '../../src/settings/judgement.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { openInspector } from '../../src/settings/open-inspector.ts'
import { HubHead } from '../../src/settings/pages/hub-head.tsx'
import { StaleNote } from '../../src/settings/pages/stale-note.tsx'
import { HubPage } from '../../src/settings/pages/hub-page.tsx'
import { Hubs } from '../../src/settings/pages/hubs.tsx'
import { SaveBar } from '../../src/settings/pages/save-bar.tsx'
import { HubList } from '../../src/settings/parts/hub-list.tsx'
import { StepHub } from '../../src/settings/pages/step-hub.tsx'
import { StepReview } from '../../src/settings/pages/step-review.tsx'
import type { StepProps } from '../../src/settings/pages/step-props.ts'
import { save } from '../../src/settings/save-hub.ts'
import { button, fill, press, settle, show, stubProxy, until } from './page-rig.ts'
import { workspace } from './sample-data.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const file = newHub('a', 'https://a.komo.site', 'default')
const detail = (more: Partial<HubDetail> = {}): HubDetail => ({
  hub: 'a',
  state: 'enabled',
  issues: [],
  workspace: 'default',
  origins: ['https://a.komo.site'],
  rules: 1,
  accepted: 0,
  refused: 0,
  pending: 0,
  deadLetters: 0,
  file,
  etag: '1',
  ...more,
})

const away = (): never => {
  throw new TypeError('nobody answers')
}

describe('the state of a hub whose file has errors says what comes of it', () => {
  const issues: HubSummary['issues'] = [{ level: 'error', path: [], message: 'found no JSON' }]
  test.each([
    ['enabled', ['pill bad']],
    ['paused', ['pill warn', 'pill bad']],
    ['disabled', ['pill bad']],
  ] as const)('%s', async (state, pills) => {
    stubProxy({ 'GET /admin/api/hubs': () => ({ hubs: [detail({ state, issues })] }) })
    const page = await show(<Hubs />)
    const shown = [...page.querySelectorAll('.hub-card .pill')]
    expect(shown.map((pill) => pill.className)).toEqual(pills)
    expect(shown.at(-1)?.textContent).toBe(state === 'disabled' ? 'Disabled' : 'File has errors: off at the next restart')
  })
})

test.each<[string, Partial<HubDetail>, string]>([
  ['enabled', {}, 'Saved and in force'],
  ['paused', { state: 'paused' }, 'Saved. The hub is paused'],
  ['disabled', { state: 'disabled', issues: [{ level: 'error', path: ['default', 'apiKey'], message: '' }] }, 'Saved, but not in force'],
  ['at work with an earlier version', { issues: [{ level: 'error', path: ['workspace'], message: '' }] }, 'Saved, but not in force'],
])('a save says what comes of it: %s', async (_, answer, text) => {
  stubProxy({ 'PUT /admin/api/hubs/a': () => detail({ etag: '2', ...answer }) })
  const editor = createEditor(api, detail())
  editor.edit((one) => (one.locale = 'de'))
  await save(editor)
  expect(notice.value).toEqual({ text: expect.stringContaining(text) as string, isBad: false })
})

describe('hubs that are more than a look takes in', () => {
  const hubs = Array.from({ length: 13 }, (_, n) =>
    detail({ hub: `hub-${n}`, origins: [`https://${n === 7 ? 'Finals' : `h${n}`}.komo.site`] }),
  )
  const names = (page: HTMLElement): string[] => [...page.querySelectorAll('.hub-card a')].map((link) => link.textContent)
  const search = (page: HTMLElement) => page.querySelector<HTMLInputElement>('input[type=search]')

  test.each([
    [' HUB-3 ', ['hub-3'], '1 hub'],
    ['finals', ['hub-7'], '1 hub'],
    ['hub-1', ['hub-1', 'hub-10', 'hub-11', 'hub-12'], '4 hubs'],
    ['quiz', [], 'No hub has this in its name or address.'],
    [' ', hubs.map(({ hub }) => hub), ''],
  ])('are found by name or address: %j', async (words, found, said) => {
    stubProxy({ 'GET /admin/api/hubs': () => ({ hubs }) })
    const page = await show(<Hubs />)
    await fill(search(page), words)
    expect([names(page), page.querySelector('search [role=status]')?.textContent]).toEqual([found, said])
  })
  test('that became fewer while they were searched are all shown', async () => {
    const page = await show(<HubList hubs={hubs} fresh={[]} />)
    await fill(search(page), 'quiz')
    expect(names(page)).toEqual([])
    await act(() => {
      render(<HubList hubs={hubs.slice(1)} fresh={[]} />, page)
    })
    expect([search(page), names(page)]).toEqual([null, hubs.slice(1).map(({ hub }) => hub)])
  })
  test('fewer have no search', async () => {
    stubProxy({ 'GET /admin/api/hubs': () => ({ hubs: hubs.slice(1) }) })
    const page = await show(<Hubs />)
    expect([search(page), names(page)]).toEqual([null, hubs.slice(1).map(({ hub }) => hub)])
  })
})

test('a chosen file that cannot be read, because it is gone meanwhile, is said', async () => {
  stubProxy({ 'GET /admin/api/hubs': () => ({ hubs: [] }) })
  const page = await show(<Hubs />)
  const input = page.querySelector<HTMLInputElement>('input[type=file]')
  const gone = { text: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }
  Object.defineProperty(input, 'files', { value: [gone] })
  input?.dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
  expect(notice.value).toEqual({ text: 'This file cannot be read. Choose it again.', isBad: true })
})

test('a hub that is not there is named all the same, with the way back', async () => {
  stubProxy({})
  const page = await show(<HubPage hub="gone" />)
  expect(page.querySelector('h1')?.textContent.trim()).toBe('gone')
  expect(page.querySelector('.crumbs a')?.getAttribute('href')).toBe('#/hubs')
  expect(page.querySelector('[role=alert]')?.textContent).toBeTruthy()
})

test('a save that got no answer does not promise another try', async () => {
  stubProxy({ 'PUT /admin/api/hubs/a': away })
  const editor = createEditor(api, detail())
  editor.edit((one) => (one.locale = 'de'))
  expect(await save(editor)).toBe(false)
  expect(notice.value).toEqual({ text: 'That got no answer. Try again once the proxy answers.', isBad: true })
})

test('a hub whose file cannot be read is said to be that, and with what it is; one that is read is not', async () => {
  const opened = async (saved: HubDetail): Promise<string | undefined> => {
    stubProxy({ 'GET /admin/api/hubs/a': () => saved, 'POST /admin/api/dry-run': () => ({ issues: [], rules: [] }) })
    location.hash = '#/hubs/a/hub'
    const page = await show(<HubPage hub="a" />)
    await until(() => page.querySelector('h1') !== null)
    return page.querySelector('.note.bad[role=alert]')?.textContent
  }
  const message = 'found a folder, wanted a file'
  const said = await opened(detail({ file: null, issues: [{ level: 'error', path: [], message }] }))
  expect(said).toMatch(/^The proxy cannot read this hub’s file.*found a folder, wanted a file$/)
  expect(await opened(detail())).toBeUndefined()
})

test.each<[string, Partial<HubDetail>, string]>([
  ['no JSON', { file: null, text: '{' }, 'found no JSON'],
  ['JSON and no hub file', { file: { hub: 'a' } as HubDetail['file'] }, 'found nothing, wanted a list'],
])('of a file that is %s each step says where its text is, and what is wrong with it, not with an empty one', async (_, what, message) => {
  const saved = detail({ ...what, issues: [{ level: 'error', path: [], message }] })
  const asked = stubProxy({ 'GET /admin/api/hubs/a': () => saved, 'POST /admin/api/dry-run': () => ({ issues: [], rules: [] }) })
  location.hash = '#/hubs/a/people'
  await settle()
  vi.useFakeTimers({ shouldAdvanceTime: true })
  onTestFinished(() => void vi.useRealTimers())
  const page = await show(<HubPage hub="a" />)
  await until(() => page.querySelector('h1') !== null)
  // Longer than it takes until a draft is judged.
  await vi.advanceTimersByTimeAsync(1_000)
  await settle()
  expect(page.querySelector('.note.bad a')?.getAttribute('href')).toBe('#/hubs/a/review')
  location.hash = '#/hubs/a/review'
  await settle()
  expect([...page.querySelectorAll('.issues li')].map(({ textContent }) => textContent)).toEqual([`a${message}`])
  expect([page.querySelector('details')?.open, page.querySelector('textarea')?.value]).toEqual([
    true,
    saved.text ?? JSON.stringify(saved.file, null, 2),
  ])
  expect(asked.filter(({ what: one }) => one.startsWith('POST'))).toEqual([])
})

test('a locale that is no language’s code does not hinder the page', async () => {
  const editor = createEditor(api, detail({ file: { ...file, locale: 'en_AU' } }))
  const page = await show(<StepHub {...({ editor } as StepProps)} />)
  expect(page.querySelector('select')?.value).toBe('en_AU')
})

test('a locale of the file’s own stays on offer; the one that counts without a word leaves none again, unless the file had it', async () => {
  for (const locale of ['sv', 'en', undefined]) {
    const editor = createEditor(api, detail({ file: { ...file, ...(locale && { locale }) } }))
    const select = (await show(<StepHub {...({ editor } as StepProps)} />)).querySelector('select')
    await fill(select, 'de')
    expect(editor.draft.value.locale).toBe('de')
    await fill(select, locale ?? 'en')
    expect([locale, editor.isDirty.value]).toEqual([locale, false])
  }
})

test('what is wrong with a hub’s addresses, or what no step has a control for, is said on the first step', async () => {
  const editor = createEditor(api, detail({ issues: [{ level: 'error', path: ['pending', 'days'], message: 'found 0' }] }))
  const page = await show(<StepHub {...({ editor } as StepProps)} />)
  expect(page.querySelector('.issues')?.textContent).toBe('pending › daysfound 0')
})

describe('the last step', () => {
  const judged = async (answers: Parameters<typeof stubProxy>[0], saved: HubDetail, edit?: (file: HubFile) => void): Promise<Element> => {
    stubProxy({ 'GET /admin/api/hubs/a/versions': () => ({ versions: [] }), ...answers })
    const editor = createEditor(api, saved)
    if (edit) editor.edit(edit)
    const workspaces = edit ? { data: { workspaces: [] } } : {}
    const Page = () => <StepReview {...({ editor, judgement: useJudgement(editor), workspaces } as unknown as StepProps)} />
    const page = await show(<Page />)
    // Until the answer nobody knows.
    expect(page.querySelector('.result.good')).toBeNull()
    await until(() => page.querySelector('.result.good, .note, .issues') !== null)
    return page
  }

  test('says that nothing is wrong once this very draft was judged', async () => {
    const page = await judged({ 'POST /admin/api/dry-run': () => ({ issues: [], rules: [] }) }, detail())
    expect([page.querySelector('.result.good') === null, page.textContent.includes('This hub is enabled.')]).toEqual([false, true])
  })

  test('does not say so of a hub that will stay disabled for want of a key', async () => {
    let isJudged = false
    const answers = { 'POST /admin/api/dry-run': () => ((isJudged = true), { issues: [], rules: [] }) }
    const page = await judged(answers, detail(), (file) => (file.locale = 'de'))
    await until(() => isJudged)
    await settle()
    expect([page.querySelector('.result.good'), page.querySelector('.note')?.textContent.includes('has no key yet')]).toEqual([null, true])
  })

  test('says nothing of the kind where the proxy does not answer', async () => {
    const page = await judged({ 'POST /admin/api/dry-run': () => 'internal' }, detail())
    expect([page.querySelector('.note.bad') === null, page.querySelector('.result.good')]).toEqual([false, null])
  })

  test('judges the draft once the proxy answers again', async () => {
    let isAway = true
    const page = await judged({ 'POST /admin/api/dry-run': () => (isAway ? away() : { issues: [], rules: [] }) }, detail())
    expect(page.querySelector('.note.bad')?.textContent).toContain('This page tries again by itself')
    isAway = false
    await api.versions('a')
    await until(() => page.querySelector('.result.good') !== null)
  })

  test.each<[string, Partial<HubDetail>, ReturnType<typeof workspace>[], boolean]>([
    ['of a hub whose workspace has its key', {}, [workspace('default')], true],
    ['not of one whose workspace has none', {}, [], false],
    ['not of one that is paused', { state: 'paused' }, [workspace('default')], false],
    ['not of one that has errors', { issues: [{ level: 'error', path: ['rules'], message: 'none' }] }, [workspace('default')], false],
  ])('promises that a save brings submissions to Braze: %s', async (_, more, workspaces, isPromised) => {
    stubProxy({})
    const editor = createEditor(api, detail(more))
    editor.edit((one) => (one.locale = 'de'))
    const step = { editor, judgement: { judged: signal(undefined), error: signal(undefined) }, workspaces: { data: { workspaces } } }
    const page = await show(<StepReview {...(step as unknown as StepProps)} />)
    expect(page.textContent.includes('From then on submissions go to Braze.')).toBe(isPromised)
  })

  test('says what the proxy holds against the saved file besides', async () => {
    const issues: HubSummary['issues'] = [{ level: 'error', path: ['workspace'], message: 'found "eu", wanted a workspace' }]
    const page = await judged({ 'POST /admin/api/dry-run': () => ({ issues: [], rules: [] }) }, detail({ issues }))
    await until(() => page.querySelectorAll('.issues li').length === 1)
    expect([page.querySelector('.result.good'), page.textContent.includes('This hub is enabled.')]).toEqual([null, false])
  })
})

describe('what is typed as the hub file and is none', () => {
  const open = async (text: string) => {
    const asked = stubProxy({})
    const editor = createEditor(api, detail())
    const step = { editor, judgement: { judged: signal(undefined), error: signal(undefined) }, workspaces: {} } as unknown as StepProps
    const page = await show(<StepReview {...step} />)
    await type(page.querySelector('textarea'), text)
    return { asked, editor, step, page }
  }
  const type = async (area: HTMLTextAreaElement | null, text: string): Promise<void> => {
    if (!area) throw new Error('there is nothing to type into')
    area.value = text
    area.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
  }
  const shown = (page: Element) => [page.querySelector('textarea')?.value, page.querySelector('.wrong')?.textContent]
  const BROKEN = '{\n  "hub": "a",\n  "origins": [,]\n}'

  test('stays, over the steps too, with the place where it is wrong; nothing is saved meanwhile', async () => {
    const { asked, editor, step, page } = await open(BROKEN)
    expect(shown(page)).toEqual([BROKEN, 'This is not valid JSON. The problem is at line 3, column 15.'])
    expect([editor.isDirty.value, await save(editor), notice.value?.isBad]).toEqual([true, false, true])
    expect(asked.filter(({ what }) => what.startsWith('PUT'))).toEqual([])
    await show(<StepHub {...step} />)
    expect(shown(await show(<StepReview {...step} />))).toEqual([BROKEN, 'This is not valid JSON. The problem is at line 3, column 15.'])
  })

  test('gives way to one that is, and to the file as it is once it is taken back', async () => {
    const { editor, page } = await open(BROKEN)
    await press(button(page, 'Discard this text'))
    expect([shown(page), editor.isDirty.value]).toEqual([[JSON.stringify(file, null, 2), undefined], false])
    await type(page.querySelector('textarea'), '{}')
    expect(shown(page)).toEqual(['{}', expect.stringContaining('This is not a hub file')])
    await type(page.querySelector('textarea'), JSON.stringify({ ...file, profiles: 'update' }))
    expect([shown(page)[1], editor.draft.value.profiles, editor.unread.value]).toEqual([undefined, 'update', undefined])
  })
})

test.each<[string, Partial<HubDetail>, string | undefined, string]>([
  ['a draft', {}, undefined, JSON.stringify(file, null, 2)],
  ['a file that the pages cannot show', { file: null, text: '{ "hub": ' }, undefined, '{ "hub": '],
  ['a text that is no hub file yet', {}, '{ "rules": ', '{ "rules": '],
])('what is exported, and kept where somebody else was first, is what stands here: %s', async (_, more, typed, text) => {
  const blobs: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${blobs.push(blob as Blob)}`)
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  const editor = createEditor(api, detail(more))
  editor.unread.value = typed
  await press(button(await show(<HubHead editor={editor} />), 'Export'))
  await press(button(await show(<StaleNote editor={editor} />), 'Export mine'))
  expect(await Promise.all(blobs.map((blob) => blob.text()))).toEqual([`${text}\n`, `${text}\n`])
})

describe('a hub that is opened', () => {
  beforeEach(() => drafts.clear())

  test('keeps its draft while the session has ended or the proxy is away, and opens with it later', async () => {
    let isAway = true
    stubProxy({ 'GET /admin/api/hubs': () => (isAway ? 'no_session' : { hubs: [] }) })
    drafts.set('new', { file: newHub('new', 'https://new.komo.site', 'default'), isImported: true })
    await expect(openEditor('new')).rejects.toMatchObject({ code: 'no_session' })
    isAway = false
    const editor = await openEditor('new')
    expect([editor.draft.value.origins, editor.saved.value]).toEqual([['https://new.komo.site'], undefined])
    expect(await openEditor('new')).toBe(editor)
    giveUp(editor)
  })

  async function connect(page: HTMLElement): Promise<void> {
    await press(button(page, 'Connect a hub'))
    await fill(page.querySelector('[type=url]'), 'https://a.komo.site')
    page.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    await settle()
  }

  test('as a new one is not saved over one that somebody else has made meanwhile', async () => {
    const hubs: HubDetail[] = []
    const asked = stubProxy({
      'GET /admin/api/hubs': () => ({ hubs }),
      'GET /admin/api/hubs/a': () => detail(),
      'PUT /admin/api/hubs/a': ({ headers }) => (headers.get('if-none-match') === '*' ? 'changed' : detail()),
    })
    await connect(await show(<Hubs />))
    hubs.push(detail())
    const editor = await openEditor('a')
    expect([await save(editor), editor.isStale.value]).toEqual([false, true])
    expect(asked.filter(({ what }) => what.startsWith('PUT'))).toHaveLength(1)
    giveUp(editor)
  })

  test('as a new one takes no name of what is unsaved, though the list of hubs has not come', async () => {
    stubProxy({ 'GET /admin/api/hubs': away, 'GET /admin/api/hubs/a': () => detail() })
    const editor = await openEditor('a')
    editor.edit((one) => (one.profiles = 'update'))
    const page = await show(<Hubs />)
    await connect(page)
    expect([page.querySelector('.connect-form .wrong')?.textContent, drafts.has('a')]).toEqual([
      'There is already a hub with this name.',
      false,
    ])
    editor.discard()
  })

  test('is asked about before an import goes over what is unsaved', async () => {
    stubProxy({ 'GET /admin/api/hubs': () => ({ hubs: [detail()] }), 'GET /admin/api/hubs/a': () => detail() })
    const editor = await openEditor('a')
    editor.edit((one) => (one.profiles = 'update'))
    const page = await show(<Hubs />)
    const choose = async (): Promise<void> => {
      const input = page.querySelector<HTMLInputElement>('[type=file]')
      Object.defineProperty(input, 'files', { value: [new File([JSON.stringify(file)], 'a.json')], configurable: true })
      input?.dispatchEvent(new Event('change', { bubbles: true }))
      await settle()
    }
    await choose()
    await press(button(page, 'Cancel'))
    expect((await openEditor('a')).draft.value.profiles).toBe('update')
    await choose()
    await press(button(page, 'Replace'))
    expect((await openEditor('a')).draft.value.profiles).toBeUndefined()
  })
})

test('a save that came second brings what can be done about it into view, however far down it was asked for', async () => {
  stubProxy({
    'GET /admin/api/hubs/a': () => detail(),
    'GET /admin/api/workspaces': () => ({ workspaces: [], extraHosts: [] }),
    'POST /admin/api/dry-run': () => ({ issues: [], rules: [] }),
    'PUT /admin/api/hubs/a': () => 'changed',
  })
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => {})
  location.hash = '#/hubs/a/hub'
  const editor = await openEditor('a')
  editor.edit((one) => (one.locale = 'de'))
  const page = await show(<HubPage hub="a" />)
  await press(button(page, 'Save changes'))
  await until(() => page.querySelector('.note[role=alert]') !== null)
  expect(scrolled.mock.contexts).toEqual([page.querySelector('.note[role=alert]')])
  editor.discard()
})

describe('what is unsaved', () => {
  test.each([
    ['that was never saved is not saved without a word of what comes of it', false, 'Save and enable'],
    ['that was saved before is saved', true, 'Save changes'],
  ])('of a hub %s', async (_, isSaved, action) => {
    const editor = createEditor(api, isSaved ? detail() : file)
    editor.edit((one) => (one.locale = 'de'))
    const page = await show(<SaveBar editor={editor} step="hub" workspace="default" />)
    const shown = [...page.querySelectorAll('.actions button')].map(({ textContent }) => textContent)
    expect(shown).toEqual(['Discard changes', action])
  })

  test('of a hub that was never saved is given up only once it was asked about', async () => {
    stubProxy({ 'GET /admin/api/hubs': () => ({ hubs: [] }), 'GET /admin/api/workspaces': () => ({ workspaces: [], extraHosts: [] }) })
    drafts.set('new', { file: newHub('new', 'https://new.komo.site', 'default'), isImported: false })
    location.hash = '#/hubs/new/hub'
    await settle()
    const page = await show(<HubPage hub="new" />)
    await press(button(page, 'Discard changes'))
    expect(page.querySelector('dialog p')?.textContent).toBe('new was never saved: nothing of it is kept.')
    await press(button(page, 'Cancel'))
    expect(unsaved.value).toContain('new')
    await press(button(page, 'Discard changes'))
    await press(page.querySelector('dialog .danger'))
    expect([unsaved.value.includes('new'), location.hash]).toEqual([false, '#/hubs'])
  })

  test.each<[string, object, string, string]>([
    ['no JSON', { file: null, text: '{ "hub": ' }, '{ "hub": ', 'This is not valid JSON. The problem is at line 1, column 10.'],
    ['no hub file', { file: { hub: 'a', rules: 5 } }, '{\n  "hub": "a",\n  "rules": 5\n}', 'This is not a hub file'],
    [
      'of another hub',
      { file: { ...file, hub: 'b' } },
      JSON.stringify({ ...file, hub: 'b' }, null, 2),
      'another hub: here, hub must be a.',
    ],
    [
      'of no name',
      { file: { ...file, hub: 'A b' } },
      JSON.stringify({ ...file, hub: 'A b' }, null, 2),
      'hub: Use 1 to 64 lower-case letters',
    ],
  ])('an earlier version that is %s is brought back as text, to be put right', async (_, version, text, why) => {
    stubProxy({
      'GET /admin/api/hubs/a/versions': () => ({ versions: [{ id: 'v1', at: '2026-05-04T10:00:00Z', bytes: 1 }] }),
      'GET /admin/api/hubs/a/versions/v1': () => ({ id: 'v1', at: '', ...version }),
    })
    const editor = createEditor(api, detail())
    const step = { editor, judgement: { judged: signal(undefined), error: signal(undefined) }, workspaces: {} } as unknown as StepProps
    const page = await show(<StepReview {...step} />)
    await press(page.querySelector('.versions button'))
    expect([page.querySelector('details')?.open, page.querySelector('textarea')?.value]).toEqual([true, text])
    expect(page.querySelector('.wrong')?.textContent).toContain(why)
    expect([notice.value?.isBad, editor.isDirty.value, await save(editor)]).toEqual([true, true, false])
    await press(button(page, 'Discard this text'))
    expect([page.querySelector('textarea')?.value, editor.isDirty.value]).toEqual([JSON.stringify(file, null, 2), false])
  })

  test('gives way to an earlier version only once it was asked about', async () => {
    stubProxy({
      'GET /admin/api/hubs/a/versions': () => ({ versions: [{ id: 'v1', at: '2026-05-04T10:00:00Z', bytes: 1 }] }),
      'GET /admin/api/hubs/a/versions/v1': () => ({ id: 'v1', at: '', file: { ...file, locale: 'de' } }),
    })
    const editor = createEditor(api, detail())
    const step = { editor, judgement: { judged: signal(undefined), error: signal(undefined) }, workspaces: {} } as unknown as StepProps
    editor.edit((one) => (one.locale = 'fr'))
    const page = await show(<StepReview {...step} />)
    await press(page.querySelector('.versions button'))
    await press(button(page, 'Cancel'))
    expect(editor.draft.value.locale).toBe('fr')
    await press(page.querySelector('.versions button'))
    await press(button(page, 'Replace'))
    expect(editor.draft.value.locale).toBe('de')
    editor.discard()
    await press(page.querySelector('.versions button'))
    expect([editor.draft.value.locale, page.querySelector('dialog')]).toEqual(['de', null])
  })
})

describe('the inspector', () => {
  beforeEach(() => {
    notice.value = undefined
    stubProxy({ 'POST /admin/api/hubs/a/inspector': () => ({ code: 'code' }) })
  })
  const open = async (saved: HubDetail): Promise<string | undefined> => {
    const tab = { opener: window, location: { href: 'about:blank' }, close: vi.fn() }
    const opened = vi.spyOn(window, 'open').mockReturnValue(tab as unknown as Window)
    const editor = createEditor(api, saved)
    editor.edit((one) => (one.origins = ['https://unsaved.komo.site']))
    await openInspector(editor)
    return opened.mock.calls.length ? tab.location.href : undefined
  }

  test('opens where the script was seen, else at the first origin in force, which another file may give', async () => {
    const scriptSeen = { at: '2026-05-04T10:00:00Z', origin: 'https://seen.komo.site' }
    const origins = ['https://a.komo.site', 'https://seen.komo.site']
    expect(await open(detail({ scriptSeen, origins }))).toBe('https://seen.komo.site/#komo-braze-inspect=code')
    // Since then the hub has moved.
    expect(await open(detail({ scriptSeen }))).toBe('https://a.komo.site/#komo-braze-inspect=code')
    const child = detail({ file: { hub: 'a', extends: 'base' } as HubDetail['file'] })
    expect(await open(child)).toBe('https://a.komo.site/#komo-braze-inspect=code')
  })

  test('opens nowhere, and says so, where no origin is in force', async () => {
    expect(await open(detail({ origins: [] }))).toBeUndefined()
    expect(notice.value?.isBad).toBe(true)
  })
})
