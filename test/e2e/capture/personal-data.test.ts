// Personal data that no mapping may carry: passwords, one-time codes, payment cards. And no false alarms.
import { expect } from 'vitest'
import { runCases, type CaptureCase } from './run-cases.ts'

const form = (inner: string, attributes = '') =>
  `<form id="f" onsubmit="event.preventDefault()" ${attributes}><input name="email" value="a@b.co">${inner}<button id="go">Go</button></form>`
const go: CaptureCase['act'] = ({ page }) => page.click('#go')
const email = { email: 'a@b.co' }
const noTrace =
  (secret: string): CaptureCase['also'] =>
  async ({ hub, stored }) => {
    if (JSON.stringify(hub.requests).includes(secret) || (await stored()).includes(secret)) throw new Error('the secret was kept or sent')
  }

const CARDS: [name: string, number: string][] = [
  ['Visa', '4111111111111111'],
  ['Visa with spaces', '4111 1111 1111 1111'],
  ['Visa with hyphens', '4111-1111-1111-1111'],
  ['Visa of 19 digits', '4000000000000000006'],
  ['Mastercard', '5555555555554444'],
  ['Mastercard of the 2-series', '2223003122003222'],
  ['American Express', '378282246310005'],
  ['Diners', '30569309025904'],
  ['JCB', '3530111333300000'],
  ['Discover', '6011111111111117'],
  ['UnionPay', '6200000000000005'],
  ['within a text', 'my card is 4111 1111 1111 1111, thanks'],
]
const HARMLESS: [name: string, value: string][] = [
  ['a number that fails the check digit', '4111111111111112'],
  ['a phone number with its country', '+4915112345678'],
  ['a phone number without', '491511234567'],
  ['a date and time', '2026-11-21 20:15:30'],
  ['an order number of no scheme', '9111111111111111'],
  ['a long number', '41111111111111111111111'],
]

const cases: CaptureCase[] = [
  ...CARDS.map(([name, number]): CaptureCase => ({
    name: `withheld though mapped: ${name}`,
    html: form(`<input name="note" value="${number}">`),
    fields: ['email', 'note'],
    act: go,
    sends: [{ attributes: email }],
    also: noTrace(number),
  })),
  ...HARMLESS.map(([name, value]): CaptureCase => ({
    name: `no false alarm: ${name}`,
    html: form(`<input name="note" value="${value}">`),
    fields: ['email', 'note'],
    act: go,
    sends: [{ attributes: { ...email, note: value } }],
  })),
  {
    name: 'allow: "digits" for loyalty numbers',
    html: form('<input name="loyalty" value="4111111111111111">'),
    rules: [{ id: 'form', on: 'form', confirm: 'submit', attributes: { loyalty: { from: 'field.loyalty', allow: 'digits' } } }],
    act: go,
    sends: [{ attributes: { loyalty: '4111111111111111' } }],
  },
  {
    name: 'a card number in an event of Komo, in a list, in a template',
    html: '',
    rules: [
      {
        id: 'answer',
        on: 'card-answered',
        events: [
          {
            name: 'A',
            properties: {
              one: 'event.answer',
              list: { from: 'event.list', many: true },
              text: { template: 'x {event.answer}' },
              fine: 'event.fine',
            },
          },
        ],
      },
    ],
    act: ({ push }) =>
      push({ event: 'card-answered', eventData: { answer: '4111111111111111', list: ['a', '4111111111111111'], fine: 'ok' } }),
    sends: [{ events: [{ event: 0, properties: { fine: 'ok' } }] }],
    also: noTrace('4111111111111111'),
  },
  {
    name: 'a password, though mapped, and even where the rule names the form',
    html: form('<input type="password" name="secret" value="hunter2">'),
    rules: [
      { id: 'form', on: 'form', confirm: 'submit', where: { form: '#f' }, attributes: { email: 'field.email', secret: 'field.secret' } },
    ],
    act: go,
    sends: [{ attributes: email }],
    also: noTrace('hunter2'),
  },
  {
    name: 'a form with a password control matches no rule that does not name it',
    html: form('<input type="password" name="secret" value="hunter2">'),
    fields: ['email'],
    act: go,
    sends: [],
    also: noTrace('hunter2'),
  },
  ...['one-time-code', 'cc-number', 'cc-csc', 'cc-exp', 'billing cc-name', 'current-password', 'new-password'].map(
    (token): CaptureCase => ({
      name: `autocomplete="${token}"`,
      html: form(`<input name="note" autocomplete="${token}" value="123456">`),
      fields: ['email', 'note'],
      act: go,
      sends: [{ attributes: email }],
      also: noTrace('123456'),
    }),
  ),
  {
    name: 'a native post: the password in the browser’s own entry list stays there',
    html: '<form id="f" method="post" action="posted"><input name="email" value="a@b.co"><input type="password" name="secret" value="hunter2"><button id="go">Go</button></form>',
    rules: [
      { id: 'form', on: 'form', confirm: 'submit', where: { form: '#f' }, attributes: { email: 'field.email', secret: 'field.secret' } },
    ],
    act: go,
    sends: [{ attributes: email }],
    also: noTrace('hunter2'),
  },
  {
    name: 'page.url and page.referrer are origin and path only; of the query what is named, of the hash nothing',
    html: form(''),
    rules: [
      {
        id: 'form',
        on: 'form',
        confirm: 'submit',
        attributes: { path: 'page.path', url: 'page.url', from: 'page.referrer', medium: 'page.query.utm_medium' },
      },
    ],
    act: async ({ page }) => {
      await page.evaluate(() => {
        history.replaceState(0, '', 'entry?utm_medium=mail&token=hunter2#hunter2')
        Object.defineProperty(document, 'referrer', { value: 'https://mail.example/open?token=hunter2#hunter2' })
      })
      await page.click('#go')
    },
    sends: [
      {
        attributes: {
          path: expect.stringMatching(/^\/hub-[\d-]+\/entry$/) as string,
          url: expect.stringMatching(/^http:\/\/[\w.:]+\/hub-[\d-]+\/entry$/) as string,
          from: 'https://mail.example/open',
          medium: 'mail',
        },
      },
    ],
    also: noTrace('hunter2'),
  },
  {
    name: 'names that only look like secrets are read',
    html: form(
      '<input name="experience" value="1"><input name="express_checkout" value="2"><input name="passport_country" value="3"><input name="classname" value="4">',
    ),
    fields: ['email', 'experience', 'express_checkout', 'passport_country', 'classname'],
    act: go,
    sends: [{ attributes: { ...email, experience: '1', express_checkout: '2', passport_country: '3', classname: '4' } }],
  },
]

runCases('personal data', cases)
