// Whatever a hub file says: what nobody touches on the pages stays, what is chosen away can be chosen back, and what is wrong is said where it is.
import fc from 'fast-check'
import { act } from 'preact/test-utils'
import { expect, test, vi } from 'vitest'
import type { HubDetail, Issue } from '../../src/core/admin.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { messageOf } from '../../src/schema/issues.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { createEditor, type Editor } from '../../src/settings/hub-editor.ts'
import { issuePlace } from '../../src/settings/issue-place.ts'
import { StepHub } from '../../src/settings/pages/step-hub.tsx'
import { StepMap } from '../../src/settings/pages/step-map.tsx'
import { StepPeople } from '../../src/settings/pages/step-people.tsx'
import { StepReview } from '../../src/settings/pages/step-review.tsx'
import { StepWorkspace } from '../../src/settings/pages/step-workspace.tsx'
import type { Step } from '../../src/settings/route.ts'
import { stepOf } from '../../src/settings/steps.ts'
import { declaredHub, shortHub } from './declared-hub.ts'
import { all, press, root, set, show } from './document.tsx'
import { workspace } from './sample-data.ts'
import { stepProps } from './step-rig.ts'

const PAGES = { hub: StepHub, people: StepPeople, map: StepMap, workspace: StepWorkspace, review: StepReview }
const runs = (usual: number): { numRuns: number } => ({ numRuns: process.env['FULL'] ? usual * 5 : usual })
const TIME = { timeout: 120_000 }
vi.stubGlobal('fetch', () => new Promise(() => {}))

function open(file: HubFile) {
  const detail = { hub: 'h', file, etag: '1', issues: [] } as unknown as HubDetail
  const saveHub = vi.fn<(file: HubFile) => Promise<HubDetail>>(async () => detail)
  const call = vi.fn()
  return { saveHub, editor: createEditor({ hub: call, saveHub, dryRun: call, pauseHub: call, resumeHub: call }, detail) }
}

function showStep(editor: Editor, step: Step): void {
  const Page = PAGES[step]
  show(stepProps(editor, [workspace('brand-eu')]), (one) => <Page {...one} />)
}

/** The document forgets the nodes of the pages before only between two turns of the event loop: in one turn, hundreds of runs fill the worker's memory. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

const pressAll = (selector: string): void => all<HTMLElement>(selector).forEach(press)

test('opened and closed again, all that can be, the pages change nothing; saved, the file is written as it was', TIME, async () => {
  await fc.assert(
    fc.asyncProperty(declaredHub, async (file) => {
      await nextTurn()
      const { editor, saveHub } = open(file)
      const before = editor.draft.value
      for (const step of Object.keys(PAGES) as Step[]) {
        showStep(editor, step)
        for (let rule = 0; rule < all('.rule-tabs [aria-pressed]').length || rule === 0; rule++) {
          if (step === 'map') press(all<HTMLElement>('.rule-tabs [aria-pressed]')[rule])
          pressAll('[aria-expanded], summary')
          pressAll('[aria-expanded], summary')
        }
      }
      expect(editor.draft.value).toBe(before)
      await editor.save()
      expect(JSON.stringify(saveHub.mock.lastCall?.[0])).toBe(JSON.stringify(file))
    }),
    runs(5),
  )
})

const TEXTS = ['field.z', 'x', '7.5', 'a, b', 'true', '["q"]', '{"a":1}', 'a = b']

/** What changes the draft and can be changed back by itself: no file as text, no sample, no other form of the page. */
const controls = () =>
  all<HTMLInputElement | HTMLSelectElement>('input:not([type=radio]),select:not(.small),textarea:not(.file)').filter(
    (one) => !one.closest('.live, .workspace-form') && one.getAttribute('placeholder') !== 'https://connect.example.com',
  )

/** Sets it to something else, as `which` says; what it was before. */
function change(control: HTMLInputElement | HTMLSelectElement, which: number): string {
  const { value } = control
  const others = control instanceof HTMLSelectElement ? [...control.options].map((one) => one.value).filter((one) => one !== value) : TEXTS
  if (control.type === 'checkbox') press(control)
  else if (others.length) set(control, others[which % others.length] ?? '')
  return value
}

function findings(file: HubFile): Issue[] {
  const parsed = parseHubFile(file)
  return parsed.ok ? [] : parsed.findings.map(({ path, ...finding }) => ({ level: 'error', path, message: messageOf(finding) }))
}

test('a change that is made and taken back gives the saved file again; what is wrong meanwhile is said on its step', TIME, async () => {
  const anyStep = fc.constantFrom<Step>('hub', 'people', 'map', 'map', 'map', 'workspace')
  await fc.assert(
    fc.asyncProperty(shortHub, anyStep, fc.nat(), fc.nat(), async (file, step, at, which) => {
      await nextTurn()
      const { editor } = open(file)
      showStep(editor, step)
      if (step === 'map') press(all<HTMLElement>('.rule-tabs [aria-pressed]')[which % 2])
      pressAll('[aria-expanded]')
      const control = controls()[at % controls().length]
      if (!control) return
      const before = change(control, which)
      const issues = findings(editor.draft.value)
      void act(() => {
        editor.issues.value = issues
      })
      const [first] = issues
      if (first) {
        expect(stepOf(first)).toBe(step)
        expect(all('.issues code').map(({ textContent }) => textContent)).toContain(issuePlace(first.path, editor.draft.value))
      }
      expect(root.contains(control)).toBe(true)
      if (control.type === 'checkbox') press(control)
      else set(control, before)
      expect(editor.draft.value).toEqual(file)
      expect(editor.isDirty.value).toBe(false)
    }),
    runs(24),
  )
})
