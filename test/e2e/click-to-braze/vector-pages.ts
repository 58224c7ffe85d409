// Brings one mapping vector through the real way: as a form that a person fills in and submits, or, where a page cannot give just this capture, as an envelope over HTTP.
import type { Page } from 'playwright'
import type { Capture, FieldEntry } from '../../../src/core/capture.ts'
import type { SubmissionResult, SubmissionsAnswer } from '../../../src/core/envelope.ts'
import type { HubAnswer } from '../../../src/core/public-hub.ts'
import type { TraceEntry } from '../../../src/core/trace.ts'
import { AT, type Vector } from '../../vectors/load.ts'

/** Sources whose values a test page cannot choose, and rules that need more than one submit. */
const NOT_ON_A_PAGE = /page\.|submission\.|tracked|extension|user\.|contact\.|hub\.|card\.|collect|"steps|"confirm|"where|"play/

export type Way = 'page' | 'http' | 'none'

export function wayOf({ hub, capture, envelope }: Vector): Way {
  const declared = JSON.stringify([hub.identity, hub.rules])
  if (hub.jwt || declared.includes('"proof"')) return 'none'
  const isPlain = capture?.on === 'form' && !NOT_ON_A_PAGE.test(declared)
  const isSomething = envelope && (envelope.attributes ?? envelope.events ?? envelope.purchases ?? envelope.subscriptions)
  if (isPlain && (isSomething || envelope === null)) return 'page'
  // Over HTTP an envelope is sent as of now.
  return envelope?.at === AT ? 'http' : 'none'
}

type TestWindow = Window & { told: TraceEntry[]; komoBraze: { flush(): Promise<unknown> } }

/** The result that the script was given, nothing where it sent nothing; `undone`: the browser changes what the form was to hold. */
export async function submitOnPage(
  page: Page,
  address: string,
  capture: Capture,
  language: string,
): Promise<SubmissionResult | 'nothing' | 'undone'> {
  await page.goto(address)
  const isDone = await page.evaluate(fillForm, {
    fields: capture.fields ?? {},
    labels: capture.labels ?? {},
    language,
  })
  if (!isDone) return 'undone'
  await page.evaluate(() => document.forms[0]?.requestSubmit())
  return page.evaluate(async () => {
    const { told, komoBraze } = window as unknown as TestWindow
    await komoBraze.flush()
    return told.find(({ result }) => result)?.result ?? 'nothing'
  })
}

interface FormContent {
  fields: Record<string, FieldEntry[]>
  labels: Record<string, string>
  language: string
}

/** Runs in the page. Whether the form then holds just these values. */
function fillForm({ fields, labels, language }: FormContent): boolean {
  document.documentElement.lang = language
  const form = document.createElement('form')
  form.noValidate = true
  for (const [id, entries] of Object.entries(fields)) {
    // A field without a value is a box that nobody ticked.
    for (const { kind, value } of entries.length > 0 ? entries : [{ kind: 'checkbox', value: 'on' }]) {
      const control = document.createElement('input')
      control.type = kind === 'switch' ? 'checkbox' : kind
      if (kind === 'switch') control.role = kind
      control.name = id
      control.value = value
      control.checked = entries.length > 0
      const label = document.createElement('label')
      label.append(labels[id] ?? '', control)
      form.append(label)
    }
  }
  form.addEventListener('submit', (event) => event.preventDefault())
  document.body.append(form)
  const wanted = Object.entries(fields).flatMap(([id, entries]) => entries.map(({ value }) => [id, value]))
  return JSON.stringify([...new FormData(form)]) === JSON.stringify(wanted)
}

export async function submitOverHttp(proxy: string, origin: string, { hub, envelope }: Vector): Promise<SubmissionResult | 'nothing'> {
  const base = `${proxy}/v1/hubs/${hub.hub}`
  const ask = async (path: string, body?: unknown) => {
    const answer = await fetch(base + path, {
      headers: { origin },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    return (await answer.json()) as unknown
  }
  const { rev } = (await ask('')) as HubAnswer
  const { token } = (await ask('/session', {})) as { token: string }
  const now = new Date().toISOString()
  const id = `01919191-0000-7000-8000-${Math.random().toString(16).slice(2, 14).padEnd(12, '0')}`
  const submissions = [{ ...envelope, id, rev, at: now }]
  return ((await ask('/submissions', { token, sentAt: now, submissions })) as SubmissionsAnswer).results[0] ?? 'nothing'
}
