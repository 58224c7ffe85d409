// Entry-list cases of web-platform-tests: what the script reads equals what the browser itself would send, and the transcript.
// Where we differ on purpose: passwords and files are never read. Where an engine differs from the transcript (Chromium now sends controls inside a datalist), the script follows the engine.
import { readFileSync } from 'node:fs'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

interface WptCase {
  source: string
  name: string
  html: string
  submitter?: string | null
  expectEntries?: Record<string, string[]>
  expectOrderedEntries?: [string, string][]
  expectQuery?: string
  expectThrow?: string
  expectCounter?: object
  expectCapture?: boolean | string
  click?: string
  keys?: { target: string; press: string }
  dispatch?: string
  formdataListener?: { append: [string, string][] }
  programmatic?: string
}

const { cases } = JSON.parse(readFileSync(new URL('wpt-entry-list.json', import.meta.url), 'utf8')) as { cases: WptCase[] }

/** A field of ours makes every form's capture visible, also one that has nothing else to send. */
const MARK = 'our-own-mark'
const withMark = (html: string) => html.replaceAll('</form>', `<input type="hidden" name="${MARK}" value="1"></form>`)

/** Every name that the case's page has, so that all that must not appear is declared, too. */
function namesOf({ html, formdataListener }: WptCase): string[] {
  const names = [...html.matchAll(/(?:name|dirname)=["']?([^"'\s>]+)/g)].map(([, name]) => name ?? '')
  const images = html.includes('type=image') ? [...names.flatMap((name) => [`${name}.x`, `${name}.y`]), 'x', 'y'] : []
  return [...new Set([...names, ...images, ...(formdataListener?.append ?? []).map(([name]) => name), MARK])].filter(Boolean)
}

function wanted(one: WptCase): Record<string, string[]> | undefined {
  if (one.expectCapture === false || typeof one.expectCapture === 'string' || one.expectThrow || one.expectCounter) return undefined
  if (one.expectEntries) return one.expectEntries
  if (one.expectQuery) return group([...new URLSearchParams(one.expectQuery)])
  return one.expectOrderedEntries ? group(one.expectOrderedEntries) : undefined
}

function group(entries: [string, string][]): Record<string, string[]> {
  const groups: Record<string, string[]> = {}
  for (const [name, value] of entries) (groups[name] ??= []).push(value)
  return groups
}

/** Submits as the case says, by the page's own code: it asks for the browser's entry list as any AJAX form does, and tells it. */
function submitAs({ page }: Scene, one: WptCase): Promise<Record<string, string[]>> {
  return page.evaluate(
    ({ submitter, programmatic, append }) => {
      const form = document.forms[0]!
      const own: Record<string, string[]> = {}
      const note = (data: FormData) => {
        for (const [name, value] of data) if (typeof value === 'string') (own[name] ??= []).push(value)
      }
      for (const one of document.forms) {
        // The transcripts ask for the entry list alone, of controls that need not be valid.
        one.noValidate = true
        one.addEventListener('formdata', ({ formData }) => append.forEach(([name, value]) => formData.append(name, value)))
        one.addEventListener('submit', (event) => {
          event.preventDefault()
          note(new FormData(one, event.submitter))
        })
      }
      if (programmatic) {
        // It leaves the page: what it sends is read from the event that the browser itself fires for it.
        const frame = document.body.appendChild(document.createElement('iframe'))
        frame.name = form.target = 'out'
        let data: FormData | undefined
        form.addEventListener('formdata', (event) => (data = event.formData))
        HTMLFormElement.prototype.submit.call(form)
        if (data) note(data)
      } else {
        try {
          form.ownerDocument
            .querySelector<HTMLFormElement>('#myform, form')!
            .requestSubmit(submitter ? document.querySelector<HTMLElement>(submitter) : null)
        } catch {
          // What the specification throws at a submitter that is none; the script must not.
        }
      }
      return own
    },
    { submitter: one.submitter, programmatic: one.programmatic, append: one.formdataListener?.append ?? [] },
  )
}

function caseOf(one: WptCase): CaptureCase {
  const names = namesOf(one)
  const attributes = Object.fromEntries(names.map((name) => [name, { from: `field.${name}`, many: true }]))
  const expected = wanted(one)
  let browsers: Record<string, string[]> = {}
  return {
    name: one.name,
    html: withMark(one.html),
    rules: [{ id: 'form', on: 'form', confirm: 'submit', where: { form: 'form' }, attributes }],
    act: async (scene) => {
      const { page } = scene
      if (one.click) await page.click(one.click)
      else if (one.keys) {
        await page.evaluate(() => document.forms[0]!.addEventListener('submit', (event) => event.preventDefault()))
        await page.click(one.keys.target)
        await page.keys(one.keys.press)
      } else if (one.dispatch) {
        await page.evaluate(() => {
          const host = document.querySelector('#host')!
          const submitter = host.shadowRoot!.querySelector<HTMLElement>('#submitter')
          host.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true, composed: true, submitter }))
        })
      } else if (one.expectCounter) {
        await page.evaluate(() => {
          const form = document.forms[0]!
          document.body.appendChild(document.createElement('iframe')).name = form.target = 'out'
          form.submit()
          void new FormData(form)
        })
      } else browsers = await submitAs(scene, one)
    },
    sends: one.expectCapture === true || one.expectCounter || expected ? [{ rule: 'form' }] : [],
    also: ({ hub }) => {
      if (!expected) return Promise.resolve()
      const attributes = Object.entries(hub.submissions[0]?.attributes ?? {}).filter(([name]) => name !== MARK)
      const sent = Object.fromEntries(attributes.map(([name, value]) => [name, [value].flat() as string[]]))
      const inDatalist = (name: string) => /^do-not-submit-me-[234]$/.test(name)
      const isOurs = (name: string) => name !== MARK && name !== 'submit-me-12'
      const theirs = Object.fromEntries(Object.entries(browsers).filter(([name]) => isOurs(name)))
      const transcript = Object.fromEntries(Object.entries(expected).filter(([name]) => isOurs(name)))
      const plain = Object.fromEntries(Object.entries(sent).filter(([name]) => !inDatalist(name)))
      if (!one.click && JSON.stringify(sort(sent)) !== JSON.stringify(sort(theirs)))
        throw new Error(`${JSON.stringify(sort(sent))} but the browser ${JSON.stringify(sort(theirs))}`)
      if (JSON.stringify(sort(plain)) !== JSON.stringify(sort(transcript)))
        throw new Error(`${JSON.stringify(sort(plain))} but the transcript ${JSON.stringify(sort(transcript))}`)
      return Promise.resolve()
    },
  }
}

function sort(groups: Record<string, string[]>): [string, string[]][] {
  return Object.entries(groups).sort(([a], [b]) => (a < b ? -1 : 1))
}

runCases('web-platform-tests', cases.map(caseOf))
