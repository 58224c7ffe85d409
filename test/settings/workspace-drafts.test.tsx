// A key that was typed is not lost by going on: it waits, in memory only, and the last step says what is missing.
import { signal } from '@preact/signals'
import { afterEach, expect, test, vi } from 'vitest'
import type { WorkspacesAnswer } from '../../src/core/admin.ts'
import { api } from '../../src/settings/app-state.ts'
import { warnOnLeave } from '../../src/settings/editors.ts'
import { createEditor } from '../../src/settings/hub-editor.ts'
import type { Judgement } from '../../src/settings/judgement.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { StepReview } from '../../src/settings/pages/step-review.tsx'
import { StepWorkspace } from '../../src/settings/pages/step-workspace.tsx'
import type { StepProps } from '../../src/settings/pages/step-props.ts'
import { forgetDrafts } from '../../src/settings/workspace-drafts.ts'
import { button, fill, press, show, stubProxy } from './page-rig.ts'
import { workspace } from './sample-data.ts'

afterEach(() => {
  forgetDrafts()
  vi.unstubAllGlobals()
})

const KEY = 'a-key-that-is-typed'
const judgement = { judged: signal(undefined), error: signal(undefined) } as Partial<Judgement> as Judgement

function stub() {
  const answer: WorkspacesAnswer = {
    workspaces: [{ ...workspace('default'), key: { source: 'env:BRAZE_API_KEY', present: false } }],
    extraHosts: [],
  }
  stubProxy({
    'PUT /admin/api/workspaces/default': () => {
      answer.workspaces = [{ ...workspace('default'), etag: 'w2' }]
      return answer.workspaces[0]
    },
  })
  const editor = createEditor(api, newHub('summer', 'https://summer.komo.site', 'default'))
  return { editor, judgement, workspaces: { data: answer, error: undefined, reload: async () => {} } } as StepProps
}
const asks = (): boolean => {
  const leaving = new Event('beforeunload', { cancelable: true })
  warnOnLeave(leaving as BeforeUnloadEvent)
  return leaving.defaultPrevented
}
const note = (page: Element): string | undefined => page.querySelector('.note')?.textContent?.replace(/\s+/g, ' ')

test('over the steps, and until it is saved', async () => {
  const props = stub()
  await fill((await show(<StepWorkspace {...props} />)).querySelector('[type=password]'), KEY)
  expect(note(await show(<StepReview {...props} />))).toBe(
    'The workspace default has no key yet. Until it has one, the hub stays disabled. The workspace default has changes that are not saved. Workspace',
  )
  expect([asks(), JSON.stringify([{ ...sessionStorage }, { ...localStorage }]).includes(KEY)]).toEqual([true, false])
  const page = await show(<StepWorkspace {...props} />)
  expect(page.querySelector<HTMLInputElement>('[type=password]')?.value).toBe(KEY)
  await press(button(page, 'Save workspace'))
  expect(page.querySelector<HTMLInputElement>('[type=password]')?.value).toBe('')
  expect([note(await show(<StepReview {...props} />)), asks()]).toEqual([undefined, false])
})

test('but not over a sign-out', async () => {
  const props = stub()
  await fill((await show(<StepWorkspace {...props} />)).querySelector('[type=password]'), KEY)
  forgetDrafts()
  const page = await show(<StepWorkspace {...props} />)
  expect([page.querySelector<HTMLInputElement>('[type=password]')?.value, asks()]).toEqual(['', false])
})
