// Whose form it is, and what shows that the hub took it.
import { expect } from 'vitest'
import type { Rule } from '../../../src/core/hub-file.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

const quiet = `onsubmit="event.preventDefault()"`
const entry = (id: string, value = 'a@b.co') =>
  `<form id="${id}" ${quiet}><input name="email" value="${value}"><button id="${id}-go">Go</button></form>`
const rule = (more: Partial<Rule> = {}): Rule[] => [
  { id: 'entry', on: 'form', attributes: { email: 'field.email', card: 'card.name' }, ...more },
]
const start = (card: string, more: object = {}) => ({
  event: 'form-start',
  eventData: { cardId: card, cardName: `Card ${card}`, cardType: 'quiz', ...more },
})
const done = (card: string) => ({ event: 'form-submission', eventData: { cardId: card } })
const email = (address: string, card?: string) => ({ attributes: { email: address, ...(card && { card: `Card ${card}` }) } })
const clear = ({ page }: Scene, id: string, value: string) =>
  page.evaluate((form, text) => void (document.querySelector<HTMLInputElement>(`#${form} input`)!.value = text), id, value)

const cases: CaptureCase[] = [
  {
    name: 'appears: what is no selector ends its own rule only',
    html: entry('one'),
    rules: [...rule({ id: 'broken', confirm: { appears: '.x[' } }), ...rule({ confirm: 'submit' })],
    act: ({ page }) => page.click('#one-go'),
    sends: [{ rule: 'entry' }],
  },
  {
    name: 'appears: what showed before the submit confirms nothing, whatever other rules wait for',
    html: `<p class="x">Thanks</p>${entry('one')}`,
    rules: [...rule({ id: 'shown', confirm: { appears: '.x' } }), ...rule({ id: 'komo', confirm: 'komo' })],
    act: async ({ page, flush }) => {
      await page.click('#one-go')
      await flush()
    },
    sends: [],
    waits: { shown: 'unconfirmed', komo: 'unconfirmed' },
  },
  {
    name: 'two dialogs open: each form belongs to the card whose id stands around it',
    html: `<dialog open data-card="k1">${entry('one', 'one@b.co')}</dialog><dialog open id="k2">${entry('two', 'two@b.co')}</dialog>`,
    rules: rule(),
    act: async ({ page, push }) => {
      await push(start('k1'), start('k2'))
      await page.evaluate(() => document.querySelector<HTMLElement>('#two-go')!.click())
      await page.evaluate(() => document.querySelector<HTMLElement>('#one-go')!.click())
      await push(done('k1'), done('k2'))
    },
    sends: [email('two@b.co', 'k2'), email('one@b.co', 'k1')],
  },
  {
    name: "auto: a card that showed a form-start waits for Komo's form-submission",
    html: entry('one'),
    rules: rule(),
    act: async ({ page, push }) => {
      await push(start('k1'))
      await page.click('#one-go')
    },
    sends: [],
    waits: { entry: 'unconfirmed' },
  },
  {
    name: 'auto: with no card the submit itself is enough',
    html: entry('one'),
    rules: rule(),
    act: ({ page }) => page.click('#one-go'),
    sends: [email('a@b.co')],
  },
  {
    name: 'the only card with an open form, where nothing around the form names one',
    html: entry('one'),
    rules: rule({ where: { cardType: 'quiz' } }),
    act: async ({ page, push }) => {
      await push(start('k0'), done('k0'), start('k1'))
      await page.evaluate(() => {
        // A `form-submission` counts for a submit that comes up to two seconds later.
        const real = Date.now
        Date.now = () => real() + 3_000
      })
      await page.click('#one-go')
      await push(done('k1'))
    },
    sends: [email('a@b.co', 'k1')],
  },
  {
    name: 'two open cards and nothing around the form: no card, never the latest by guess',
    html: entry('one'),
    rules: [
      ...rule({ where: { cardType: 'quiz' } }),
      { id: 'any', on: 'form', confirm: 'submit', attributes: { email: 'field.email', card: 'card.name' } },
    ],
    act: async ({ page, push }) => {
      await push(start('k1'), start('k2'))
      await page.click('#one-go')
    },
    sends: [{ rule: 'any', ...email('a@b.co') }],
  },
  {
    name: "the rule's own finder: an attribute of an element around the form",
    html: `<div class="card" data-id="k9">${entry('one')}</div>`,
    rules: rule({ card: { closest: '.card', attribute: 'data-id' }, attributes: { email: 'field.email', card: 'card.id' } }),
    act: ({ page }) => page.click('#one-go'),
    sends: [{ attributes: { email: 'a@b.co', card: 'k9' } }],
  },
  {
    name: "the rule's own finder: the first group of an expression in the page's address",
    html: entry('one'),
    rules: rule({ card: { url: '/(hub)-\\d' }, attributes: { email: 'field.email', card: 'card.id' } }),
    act: ({ page }) => page.click('#one-go'),
    sends: [{ attributes: { email: 'a@b.co', card: 'hub' } }],
  },
  {
    name: "the rule's own finder finds nothing: the card is found as without it",
    html: `<div id="k1">${entry('one')}</div>`,
    rules: rule({ card: { closest: '.card', attribute: 'data-id' }, confirm: 'submit' }),
    act: async ({ page, push }) => {
      await push(start('k1'))
      await page.click('#one-go')
    },
    sends: [email('a@b.co', 'k1')],
  },
  {
    name: 'the trace says where the card is ambiguous, and why a rule of one type misses',
    html: entry('one'),
    head: `<script>window.dataLayer = []; window.told = []; (window.komoBraze = window.komoBraze || []).push(
      ['on', 'captured', ({ reason, capture }) => capture.on === 'form' && told.push(reason)], ['on', 'selected', ({ detail }) => detail && told.push(detail)])</script>`,
    rules: rule({ where: { cardType: 'quiz' } }),
    act: async ({ page, push }) => {
      await push(start('k1'), start('k2'))
      await page.click('#one-go')
    },
    sends: [],
    also: async ({ page }) =>
      expect(await page.evaluate(() => (window as never as { told: string[] }).told)).toEqual(
        expect.arrayContaining(['card_ambiguous', 'entry: where.cardType']),
      ),
  },
  {
    name: 'an event of three seconds before the submit confirms nothing',
    html: `<div id="k1">${entry('one')}</div>`,
    rules: rule(),
    act: async ({ page, push }) => {
      await push(start('k1'), done('k1'))
      await page.evaluate(() => {
        const real = Date.now
        Date.now = () => real() + 3_000
      })
      await page.click('#one-go')
    },
    sends: [],
    waits: { entry: 'unconfirmed' },
  },
  {
    name: 'a card in a shadow root: the id may stand outside',
    html: `<div id="k1"><template shadowrootmode="open">${entry('one')}</template></div>`,
    rules: rule({ confirm: 'submit' }),
    act: async ({ page, push }) => {
      await push(start('k1'), start('k2'))
      await page.click('#one-go')
    },
    sends: [email('a@b.co', 'k1')],
  },
  {
    name: 'a card around the frame that the form is in',
    html: `<div id="k1"><iframe src="inner" onload="this.dataset.ready = 1"></iframe></div>`,
    more: { '/inner': `<html lang="en"><body>${entry('one')}</body></html>` },
    rules: rule({ confirm: 'submit' }),
    act: async ({ page, push }) => {
      await push(start('k1'), start('k2'))
      await page.evaluate(async () => {
        const frame = document.querySelector('iframe')!
        while (!frame.dataset['ready']) await new Promise((resolve) => setTimeout(resolve, 10))
        frame.contentDocument!.querySelector<HTMLElement>('#one-go')!.click()
      })
    },
    sends: [email('a@b.co', 'k1')],
  },
  {
    name: 'the event comes before the DOM submit',
    html: entry('one'),
    rules: rule({ confirm: 'komo' }),
    act: async ({ page, push }) => {
      await push(start('k1'), done('k1'))
      await page.click('#one-go')
    },
    sends: [email('a@b.co', 'k1')],
  },
  {
    name: 'the event comes before the DOM submit, and another event of the card in between does not use it up',
    html: entry('one'),
    rules: [...rule({ confirm: 'komo' }), { id: 'finished', on: 'card-finished', events: [{ name: 'Finished' }] }],
    act: async ({ page, push }) => {
      await push(start('k1'), done('k1'), { event: 'card-finished', eventData: { cardId: 'k1' } })
      await page.click('#one-go')
    },
    sends: [{ rule: 'finished' }, { rule: 'entry', ...email('a@b.co', 'k1') }],
  },
  {
    name: 'refused, then corrected: only the corrected one goes',
    html: entry('one', 'wrong'),
    rules: rule(),
    act: async (scene) => {
      await scene.push(start('k1'))
      await scene.page.click('#one-go')
      await clear(scene, 'one', 'right@b.co')
      await scene.page.click('#one-go')
      await scene.push(done('k1'))
    },
    sends: [email('right@b.co', 'k1')],
    waits: { entry: 'unconfirmed' },
  },
  {
    name: 'the same form twice, each confirmed: two submissions, even with equal entries',
    html: entry('one'),
    rules: rule(),
    act: async ({ page, push }) => {
      await push(start('k1'))
      await page.click('#one-go')
      await push(done('k1'))
      await page.evaluate(() => {
        // Two seconds later an equal entry list is another submission.
        const real = Date.now
        Date.now = () => real() + 3_000
      })
      await push(start('k1'))
      await page.click('#one-go')
      await push(done('k1'))
    },
    sends: [email('a@b.co', 'k1'), email('a@b.co', 'k1')],
  },
  {
    name: 'submitted again and again while the first is unconfirmed: one submission',
    html: entry('one'),
    rules: rule(),
    act: async ({ page, push }) => {
      await push(start('k1'))
      await page.click('#one-go')
      await page.evaluate(() => {
        const real = Date.now
        Date.now = () => real() + 5_000
      })
      await page.click('#one-go')
      await push(done('k1'), done('k1'))
    },
    sends: [email('a@b.co', 'k1')],
  },
  {
    name: 'one event confirms one submission',
    html: entry('one', 'one@b.co'),
    rules: rule(),
    act: async (scene) => {
      await scene.push(start('k1'))
      await scene.page.click('#one-go')
      await clear(scene, 'one', 'two@b.co')
      await scene.page.click('#one-go')
      await scene.push(done('k1'))
      await scene.flush()
      await scene.push(done('k1'))
    },
    sends: [email('two@b.co', 'k1'), email('one@b.co', 'k1')],
  },
  {
    name: 'one event confirms all that its submission gave to several rules',
    html: entry('one'),
    rules: [...rule(), { id: 'second', on: 'form', confirm: 'komo', events: [{ name: 'Entered' }] }],
    act: async ({ page, push }) => {
      await push(start('k1'))
      await page.click('#one-go')
      await push(done('k1'))
    },
    sends: [{ rule: 'entry' }, { rule: 'second' }],
  },
  {
    name: "another card's event confirms nothing",
    html: `<div id="k1">${entry('one')}</div>`,
    rules: rule(),
    act: async ({ page, push }) => {
      await push(start('k1'), start('k2'))
      await page.click('#one-go')
      await push(done('k2'))
    },
    sends: [],
    waits: { entry: 'unconfirmed' },
  },
  {
    name: 'confirmed on the next page',
    html: '<form id="one" method="post" action="posted"><input name="email" value="a@b.co"><button id="one-go">Go</button></form>',
    rules: rule(),
    act: async ({ page, push, flush }) => {
      await push(start('k1'))
      await page.click('#one-go')
      await flush()
      await page.evaluate(async () => {
        while (!document.querySelector('#site-answer')) await new Promise((resolve) => setTimeout(resolve, 10))
      })
      await push(done('k1'))
    },
    sends: [email('a@b.co', 'k1')],
  },
  {
    name: 'not confirmed in time: ended, and no later event brings it back',
    html: entry('one'),
    rules: rule({ within: 0.5 }),
    act: async ({ page, push }) => {
      await push(start('k1'))
      const dropped = page.evaluate(
        () =>
          new Promise((resolve) =>
            (window as never as { komoBraze: { on(s: string, l: (e: { reason: string }) => void): void } }).komoBraze.on(
              'dropped',
              ({ reason }) => resolve(reason),
            ),
          ),
      )
      await page.click('#one-go')
      if ((await dropped) !== 'not_confirmed') throw new Error(String(await dropped))
      await push(done('k1'))
    },
    also: async ({ stored }) => {
      if ((await stored()).includes('a@b.co')) throw new Error(await stored())
    },
    sends: [],
    waits: {},
  },
  {
    name: 'appears: an element that shows',
    html: `${entry('one')}<p id="thanks" hidden>Thank you</p>`,
    rules: rule({ confirm: { appears: '#thanks' } }),
    act: async ({ page }) => {
      await page.click('#one-go')
      await confirmed(page, () => (document.querySelector<HTMLElement>('#thanks')!.hidden = false))
    },
    sends: [email('a@b.co')],
  },
  {
    name: 'appears: one that showed already does not count',
    html: `${entry('one')}<p id="thanks">Thank you</p>`,
    rules: rule({ confirm: { appears: '#thanks' } }),
    act: ({ page }) => page.click('#one-go'),
    sends: [],
    waits: { entry: 'unconfirmed' },
  },
  {
    name: 'gone: the form leaves',
    html: entry('one'),
    rules: rule({ confirm: { gone: true } }),
    act: async ({ page }) => {
      await page.click('#one-go')
      await confirmed(page, () => document.querySelector('#one')!.remove())
    },
    sends: [email('a@b.co')],
  },
  {
    name: 'gone: the form is reset',
    html: entry('one'),
    rules: rule({ confirm: { gone: true } }),
    act: async ({ page }) => {
      await page.click('#one-go')
      await confirmed(page, () => document.forms[0]!.reset())
    },
    sends: [email('a@b.co')],
  },
  {
    name: 'gone: a form that stays was not taken',
    html: entry('one'),
    rules: rule({ confirm: { gone: true } }),
    act: ({ page }) => page.click('#one-go'),
    sends: [],
    waits: { entry: 'unconfirmed' },
  },
  {
    name: 'limitation: with confirm: submit an entry that the hub refuses goes all the same',
    html: entry('one'),
    rules: rule({ confirm: 'submit' }),
    act: async ({ page, push }) => {
      await push(start('k1'))
      await page.click('#one-go')
    },
    sends: [email('a@b.co', 'k1')],
  },
]

/** Changes the page and waits until the script has seen what confirms. */
function confirmed(page: Scene['page'], change: () => unknown): Promise<unknown> {
  return page.evaluate(
    (code) =>
      new Promise((resolve) => {
        ;(window as never as { komoBraze: { on(s: string, l: () => void): void } }).komoBraze.on('sent', () => resolve(0))
        new Function(`(${code})()`)()
      }),
    String(change),
  )
}

runCases('cards and confirmation', cases)
