// Shows a page, or a part of one, with answers in place of the proxy's, and keeps what it asked for.
import { render, type VNode } from 'preact'
import { act } from 'preact/test-utils'
import { vi } from 'vitest'
import { ADMIN_REFUSALS, type AdminRefusal } from '../../src/core/admin.ts'

export interface Asked {
  /** `PUT /admin/api/hubs/summer` */
  what: string
  query: URLSearchParams
  headers: Headers
  body: unknown
}

/** Gives the answer, or the refusal. */
export type Answers = Record<string, (asked: Asked) => object | AdminRefusal | undefined>

/** Stands for the proxy until vitest takes the stubs back. What it has no answer for is not found. */
export function stubProxy(answers: Answers): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (address: string, { method = 'GET', headers, body }: RequestInit = {}) => {
    const { pathname, searchParams: query } = new URL(address, 'http://127.0.0.1')
    const what = `${method} ${pathname}`
    const one = { what, query, headers: new Headers(headers), body: typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined }
    asked.push(one)
    const answer = answers[what]?.(one) ?? 'not_found'
    if (typeof answer === 'string') return Response.json({ code: answer }, { status: ADMIN_REFUSALS[answer] })
    return Response.json(answer)
  })
  return asked
}

let root: HTMLElement | undefined

/** In a new document body each time. */
export async function show(page: VNode): Promise<HTMLElement> {
  if (root) render(null, root)
  root = document.createElement('div')
  document.body.replaceChildren(root)
  const shown = root
  await act(() => {
    render(page, shown)
  })
  await settle()
  return shown
}

/** Lets answers arrive, what they change be shown, and what that begins be done: each a frame. */
export async function settle(): Promise<void> {
  for (let frame = 0; frame < 3; frame++) await act(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
}

/** Waits until it holds; the test's own time-out ends the waiting. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await settle()
}

export async function press(element: Element | null | undefined): Promise<void> {
  if (!(element instanceof HTMLElement)) throw new Error('there is nothing to press')
  await act(() => {
    element.click()
  })
  await settle()
}

export async function fill(control: Element | null | undefined, value: string): Promise<void> {
  if (!(control instanceof HTMLInputElement) && !(control instanceof HTMLSelectElement)) throw new Error('there is nothing to fill in')
  await act(() => {
    control.value = value
    control.dispatchEvent(new Event('input', { bubbles: true }))
    control.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await settle()
}

/** The button that says this. */
export function button(within: Element, text: string): HTMLButtonElement | undefined {
  return [...within.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === text)
}
