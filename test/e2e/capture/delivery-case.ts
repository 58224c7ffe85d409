// What the cases about sending share: a form with one field, what must come of it, and a proxy that answers otherwise.
import type { ServerResponse } from 'node:http'
import type { HubRecord } from './hub-site.ts'
import type { CaptureCase, Scene } from './run-cases.ts'

export const html = '<form onsubmit="event.preventDefault()"><input name="email" value="a@b.co"><button id="go">Go</button></form>'
export const fields = ['email']
export const sent = [{ attributes: { email: 'a@b.co' } }]
export const go: CaptureCase['act'] = ({ page }) => page.click('#go')
export const problem =
  (status: number, code: string, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers }).end(JSON.stringify({ status, code }))
export const fault =
  (route: HubRecord['faults'][number]['route'], times: number, answer: (response: ServerResponse) => void) => (hub: HubRecord) =>
    void hub.faults.push({ route, times, answer })
export const count = (hub: HubRecord, route: string) => hub.requests.filter((one) => one.route === route).length
export const exactly = (route: string, times: number) => (scene: Scene) => {
  if (count(scene.hub, route) !== times) throw new Error(`${count(scene.hub, route)} requests to ${route}`)
  return Promise.resolve()
}
/** Submits a hundred times with another entry each, in one task. */
export const submitMany = ({ page }: Scene, times: number, text = 'x') =>
  page.evaluate(
    async (total, filler) => {
      const form = document.forms[0]!
      for (let index = 0; index < total; index++) {
        form.querySelector('input')!.value = `${String(index).padStart(3, '0')}${filler}`
        form.requestSubmit()
        await new Promise((resolve) => setTimeout(resolve))
      }
    },
    times,
    text,
  )
