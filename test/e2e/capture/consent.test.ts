// Consent: by field, by API, for a person or a capture, withdrawn, and Global Privacy Control.
import { ada, answer, api, form, hub, rules, said, type Api } from './person-page.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

const box = '<input type="checkbox" name="optin" value="true" checked>'
const untick = (page: Scene['page'], email: string) =>
  page.evaluate((value) => {
    document.querySelector<HTMLInputElement>('[name=optin]')!.checked = false
    document.querySelector<HTMLInputElement>('[name=email]')!.value = value
  }, email)

const cases: CaptureCase[] = [
  {
    name: 'consent by field: a form without a tick sends nothing',
    html: form('ada@b.co', '<input type="checkbox" name="optin" value="true">'),
    rules,
    hub: { ...hub, consent: { from: 'field.optin' } },
    act: ({ page }) => page.click('#go'),
    sends: [],
    waits: {},
  },
  {
    name: 'consent by field: a form that does not have the field is dropped, not kept',
    html: form(),
    rules,
    hub: { ...hub, consent: { from: 'field.optin' } },
    act: ({ page }) => page.click('#go'),
    sends: [],
    waits: {},
  },
  {
    name: 'consent by field: ticked',
    html: form('ada@b.co', '<input type="checkbox" name="optin" value="true" checked>'),
    rules: rules.slice(0, 1),
    hub: { ...hub, consent: { from: 'field.optin' } },
    act: ({ page }) => page.click('#go'),
    sends: [{ rule: 'entry' }],
  },
  {
    name: 'consent by field: several values, one of them yes; a word in another language',
    html: form('ada@b.co', '<input type="hidden" name="optin" value="false"><input type="checkbox" name="optin" value="Sí" checked>'),
    rules: rules.slice(0, 1),
    hub: { ...hub, consent: { from: 'field.optin' } },
    act: ({ page }) => page.click('#go'),
    sends: [{ rule: 'entry' }],
  },
  {
    name: 'consent "none" for one rule',
    html: form(),
    rules: [{ ...rules[0]!, consent: 'none' }],
    hub: { ...hub, consent: { api: true } },
    act: ({ page }) => page.click('#go'),
    sends: [{ rule: 'entry' }],
  },
  {
    name: 'scope person: a yes lets go what waited in memory, and holds for later',
    html: form('ada@b.co', '<input type="checkbox" name="optin" value="true" checked>'),
    rules,
    hub: { ...hub, consent: { from: 'field.optin', scope: 'person' } },
    act: async ({ page, push, flush, stored }) => {
      await push(answer('before'))
      await flush()
      if ((await stored()).includes('before')) throw new Error('stored before consent')
      await page.click('#go')
      await push(answer('after'))
    },
    sends: [said('before'), { rule: 'entry' }, said('after')],
  },
  {
    name: 'scope capture: a form without a tick changes nothing else, so what comes later is still of who was here',
    html: form('ada@b.co', box),
    rules: [{ ...rules[0]!, consent: { from: 'field.optin' } }, rules[1]!],
    hub,
    act: async ({ page, push, flush }) => {
      await page.click('#go')
      await flush()
      await untick(page, 'bob@b.co')
      await page.click('#go')
      await push(answer('later'))
    },
    sends: [
      { rule: 'entry', ...ada },
      { ...said('later'), ...ada },
    ],
    waits: {},
  },
  {
    name: 'scope person: a box that is not ticked later withdraws nothing',
    html: form('ada@b.co', box),
    rules,
    hub: { ...hub, consent: { from: 'field.optin', scope: 'person' } },
    act: async ({ page, push, flush }) => {
      await page.click('#go')
      await flush()
      await untick(page, 'ada@b.co ')
      await page.click('#go')
      await push(answer('later'))
    },
    sends: [{ rule: 'entry' }, { rule: 'entry' }, said('later')],
  },
  {
    name: 'scope person: a box that is not ticked sends nothing and does not wait, and what has no box waits on',
    html: form('ada@b.co', box.replace('checked', '')),
    rules,
    hub: { ...hub, consent: { from: 'field.optin', scope: 'person' } },
    act: async ({ page, push }) => {
      await push(answer('waits'))
      await page.click('#go')
    },
    sends: [],
    waits: { answer: 'no_consent' },
  },
  {
    name: 'api: nothing before consent(true), and nothing stored',
    html: form(),
    rules,
    hub: { ...hub, consent: { api: true } },
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.flush()
      const stored = await scene.stored()
      if (stored.includes('ada@b.co') || scene.hub.submissions.length) throw new Error('stored or sent before consent')
      await api(scene, 'consent', true)
    },
    sends: [{ rule: 'entry', ...ada }],
  },
  {
    name: 'api: never asked',
    html: form(),
    rules,
    hub: { ...hub, consent: { api: true } },
    act: ({ page }) => page.click('#go'),
    sends: [],
    waits: { entry: 'no_consent' },
  },
  {
    name: 'consent=wait in the script tag',
    query: 'consent=wait',
    html: form(),
    rules,
    hub,
    act: ({ page }) => page.click('#go'),
    sends: [],
    waits: { entry: 'no_consent' },
  },
  {
    name: 'consent(false) erases what is pending, held and remembered',
    html: form(),
    rules,
    hub,
    act: async (scene) => {
      scene.hub.faults.push({
        route: 'submissions',
        times: 1,
        answer: (response) => response.writeHead(503, { 'Retry-After': '600' }).end('{}'),
      })
      await scene.page.click('#go')
      await scene.flush()
      await api(scene, 'consent', false)
      const stored = await scene.stored()
      if (stored.includes('ada@b.co')) throw new Error(stored)
    },
    sends: [],
    waits: {},
  },
  {
    name: 'withdrawn in one tab, erased in all',
    html: form() + '<iframe src="tab" id="tab"></iframe>',
    more: { '/tab': '<p>another tab of the same hub</p>' },
    rules,
    hub,
    act: async (scene) => {
      await scene.push(answer('held'))
      await scene.flush()
      // A frame hears storage events as a tab does.
      await scene.page.evaluate(async () => {
        const inner = () => document.querySelector('iframe')!.contentWindow as never as { komoBraze?: Api & { flush(): Promise<unknown> } }
        while (!inner().komoBraze) await new Promise((resolve) => setTimeout(resolve, 10))
        const dropped = new Promise((resolve) =>
          (window as never as { komoBraze: { on(s: string, l: (e: unknown) => void): void } }).komoBraze.on('dropped', resolve),
        )
        inner().komoBraze!.consent(false)
        await dropped
      })
      await scene.page.click('#go')
    },
    sends: [{ rule: 'entry' }],
  },
  {
    name: 'Global Privacy Control, where the hub honours it',
    head: '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true })</script>',
    html: form(),
    rules,
    hub: { ...hub, consent: { gpc: true } },
    act: ({ page }) => page.click('#go'),
    sends: [],
    waits: {},
  },
  {
    name: 'Global Privacy Control that is turned on ends what still waits to be sent, also after a withdrawal long ago',
    html: form(),
    rules,
    hub: { ...hub, consent: { gpc: true } },
    before: (record) => void record.faults.push({ route: 'submissions', times: 99, answer: (response) => void response.destroy() }),
    act: async ({ page, hub: record, site, slug, flush }) => {
      await page.evaluate((key) => localStorage.setItem(key, '1'), `komo-braze:${slug}:withdrawn`)
      await page.click('#go')
      await flush()
      record.page.head = '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true })</script>'
      await page.open(`${site}/${slug}/`)
      record.faults.length = 0
    },
    sends: [],
  },
  {
    name: 'Global Privacy Control, where the hub says nothing of it',
    head: '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true })</script>',
    html: form(),
    rules,
    hub,
    act: ({ page }) => page.click('#go'),
    sends: [{ rule: 'entry' }],
  },
]

runCases('consent', cases)
