// The page and the hub file of a walk. The page's clock stands still unless the walk moves it, and what the script or the browser says of errors is noted.
import type { Envelope } from '../../../../src/core/envelope.ts'
import type { HubFile, Rule } from '../../../../src/core/hub-file.ts'
import type { PageSource } from '../hub-site.ts'
import type { Declared, FormName, World } from './happenings.ts'

/** In the form, but not declared: nobody may ever see it. */
export const SECRET = 'undeclared-value'

export const hubOf = (world: Declared & Pick<World, 'second'>): Partial<HubFile> => ({
  identity: [
    { as: 'external_id', from: { from: 'extension.member' }, trust: 'page' },
    { as: 'user_alias', label: 'email', from: { from: 'field.email', type: 'email' } },
  ],
  consent: {
    ...(world.consent === 'api' && { api: true }),
    ...(world.consent === 'capture' && { from: 'field.ok' }),
    ...(world.consent === 'person' && { from: 'field.ok', scope: 'person' }),
    ...(world.gpc && { gpc: true }),
  },
  ...(!world.remembers && { remember: false }),
  ...(world.kiosk && { kiosk: true }),
  rules: [
    { id: 'entry', ...entryOf(world) },
    ...(world.second === 'trigger' ? [{ id: 'container', ...entryOf(world), trigger: 'click #b button', root: '#b' }] : []),
    { id: 'answer', on: 'card-answered', events: [{ name: 'Answered', properties: { n: 'event.n' } }] },
    {
      id: 'play',
      on: 'card-answered',
      collect: { question: ['event.q'], answer: ['event.n'], until: ['card-finished'], idleMinutes: 10 },
      events: [{ name: 'Played', properties: { answers: { from: 'play.responses', type: 'object', many: true } } }],
    },
  ],
})

const entryOf = ({ confirm, steps }: Declared): Omit<Rule, 'id'> => ({
  on: 'form',
  confirm: confirm === 'gone' ? { gone: true } : confirm === 'appears' ? { appears: '#done' } : confirm,
  attributes: { n: 'field.n' },
  ...(steps && { steps: 'merge' }),
})

const controlsOf = (name: FormName) =>
  `<input name="email"><input name="n" value="${name}0."><input name="secret" value="${SECRET}"><input type="checkbox" name="ok" value="yes">`
const formOf = (name: FormName) =>
  `<form id="${name}" action="enter" method="post" target="sink">${controlsOf(name)}<button>Go</button></form>`
const SECOND: Record<World['second'], string> = {
  page: formOf('b'),
  frame: '<iframe id="frame" src="inner"></iframe>',
  trigger: `<div id="b">${controlsOf('b')}<button type="button">Go</button></div>`,
}

export const pageOf = (world: World, start: number, otherSlug: string): PageSource => ({
  head: `<script>(${prepare})(${JSON.stringify({ denied: world.denied, start, hubs: world.other ? 2 : 1 })})</script>${world.other ? '<script src="PROXY/v1/embed.js?hub=' + otherSlug + '"></script>' : ''}`,
  html: `<div id="card-a">${formOf('a')}</div><div id="card-b">${SECOND[world.second]}</div><p id="done" hidden>Thank you</p><iframe name="sink"></iframe>`,
  // Without the script: the hub's answer in a frame of its own.
  more: {
    '/inner': `<html>${formOf('b')}`,
    '/enter': '<html><p id="site-answer">Thank you</p></html>',
  },
})

export interface Told {
  hub: string
  stage: string
  reason?: string
  rule?: string
  envelope?: Envelope
}

export interface Walk {
  set(now: number): void
  pass(milliseconds: number): void
  full(full: boolean): void
  hidden: boolean
  told: Told[]
  errors: string[]
  withdrawals: number
  loads: number
  /** How many hubs' scripts are on the page. */
  hubs: number
  gpc: boolean
  /** The form of this name, wherever it stands; of what is none its container. */
  form(name: string): HTMLFormElement
  control(name: string, control: string): HTMLInputElement
  renew(name: string): Promise<void>
}

/** Runs in the page before the script. */
function prepare({ denied, start, hubs }: { denied: boolean; start: number; hubs: number }): void {
  const looks: (() => void)[] = []
  const RealDate = Date
  let now = Number(/clock=(\d+)/.exec(document.cookie)?.[1] ?? start)
  let closing = false
  const walk: Walk = {
    set(given) {
      now = given
      document.cookie = `clock=${now}; path=${location.pathname.split('/').slice(0, 2).join('/')}`
    },
    pass(milliseconds) {
      for (let passed = 0; passed < milliseconds; passed += 250) {
        walk.set(now + 250)
        for (const look of looks) look()
      }
    },
    full(full) {
      Storage.prototype.setItem = function (key: string, value: string) {
        if (full) throw new DOMException('', 'QuotaExceededError')
        setItem.call(this, key, value)
      }
    },
    hidden: false,
    told: [],
    errors: [],
    withdrawals: 0,
    loads: 0,
    hubs,
    gpc: /gpc=true/.test(document.cookie),
    form(name) {
      const frame = document.querySelector<HTMLIFrameElement>('#frame')
      return (document.getElementById(name) ?? frame?.contentDocument?.getElementById(name)) as HTMLFormElement
    },
    control: (name, control) => walk.form(name).querySelector(`[name=${control}]`)!,
    async renew(name) {
      const { parentElement } = document.getElementById(name) ?? document.querySelector('#frame')!
      const [element] = [...parentElement!.children]
      const fresh = element!.cloneNode(true) as HTMLFormElement
      fresh.hidden = false
      element!.replaceWith(fresh)
      if (fresh.localName === 'form') fresh.reset()
      else if (fresh.localName === 'iframe') await new Promise((resolve) => fresh.addEventListener('load', resolve))
      else for (const input of fresh.querySelectorAll('input')) Object.assign(input, { value: input.defaultValue, checked: false })
    },
  }
  const { setItem } = Storage.prototype
  const note = (list: unknown[], what: unknown) => {
    if (closing) navigator.sendBeacon('told', JSON.stringify({ list: list === walk.errors ? 'errors' : 'told', what }))
    else list.push(what)
  }
  Object.assign(window, {
    walk,
    dataLayer: ['a', 'b'].map((card) => ({ event: 'card-view', eventData: { cardId: `card-${card}` } })),
    komoBraze: [['on', '*', (entry: Told) => note(walk.told, entry)]],
    setInterval: (run: (...args: unknown[]) => void, _: number, ...args: unknown[]) => looks.push(() => run(...args)),
    Date: class extends RealDate {
      constructor(...given: []) {
        super(...((given.length ? given : [now]) as []))
      }
      static override now() {
        return now
      }
    },
  })
  Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => walk.gpc })
  Object.defineProperty(document, 'hidden', { get: () => walk.hidden })
  if (denied) {
    for (const area of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, area, {
        get() {
          throw new DOMException('', 'SecurityError')
        },
      })
    }
  }
  for (const name of Object.keys(console) as 'log'[]) console[name] = (...given: unknown[]) => note(walk.errors, `console.${name} ${given}`)
  addEventListener('error', ({ message }) => note(walk.errors, message))
  addEventListener('unhandledrejection', ({ reason }) => note(walk.errors, `unhandled: ${reason}`))
  addEventListener('storage', ({ key }) => void (key?.endsWith(':withdrawn') && walk.withdrawals++))
  addEventListener('pagehide', () => {
    closing = true
    for (const list of [walk.told, walk.errors]) for (const what of list.splice(0)) note(list, what)
  })
  addEventListener('pageshow', () => void (closing = false))
  addEventListener('load', () => {
    walk.loads = 0
    document.querySelector('iframe[name=sink]')?.addEventListener('load', () => void walk.loads++)
  })
}
