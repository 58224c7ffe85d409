// One hub in the pages: what they say of its state, odd files, and where the inspector opens.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { HubDetail, HubSummary } from '../../src/core/admin.ts'
import { api, notice } from '../../src/settings/app-state.ts'
import { createEditor } from '../../src/settings/hub-editor.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { openInspector } from '../../src/settings/open-inspector.ts'
import { Hubs } from '../../src/settings/pages/hubs.tsx'
import { StepHub } from '../../src/settings/pages/step-hub.tsx'
import type { StepProps } from '../../src/settings/pages/step-props.ts'
import { show, stubProxy } from './page-rig.ts'

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

test('a locale that is no language’s code does not hinder the page', async () => {
  const editor = createEditor(api, detail({ file: { ...file, locale: 'en_AU' } }))
  const page = await show(<StepHub {...({ editor } as StepProps)} />)
  expect(page.querySelector('select')?.value).toBe('en_AU')
})

describe('the inspector', () => {
  beforeEach(() => {
    notice.value = undefined
    stubProxy({ 'POST /admin/api/hubs/a/inspector': () => ({ code: 'code', expiresAt: '' }) })
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
    expect(await open(detail({ scriptSeen }))).toBe('https://seen.komo.site/#komo-braze-inspect=code')
    const child = detail({ file: { hub: 'a', extends: 'base' } as HubDetail['file'] })
    expect(await open(child)).toBe('https://a.komo.site/#komo-braze-inspect=code')
  })

  test('opens nowhere, and says so, where no origin is in force', async () => {
    expect(await open(detail({ origins: [] }))).toBeUndefined()
    expect(notice.value?.isBad).toBe(true)
  })
})
