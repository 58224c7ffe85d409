// What is read of controls that are written in their own way, and how much of it.
import { entry, quiet, sends, withMore } from './plain-page.ts'
import { runCases, type CaptureCase } from './run-cases.ts'

const cases: CaptureCase[] = [
  {
    name: 'the handler makes a FormData of its own, which is without the button',
    html: `<form onsubmit="event.preventDefault(); new FormData(this)"><input name="email" value="a@b.co"><button id="go" name="vote" value="A">A</button></form>`,
    rules: [entry({}, 'vote')],
    act: ({ page }) => page.click('#go'),
    sends: [{ attributes: { email: 'a@b.co', vote: 'A' } }],
  },
  {
    name: 'the handler resets the form and saves it once more',
    html: `<form onsubmit="event.preventDefault(); new FormData(this); this.reset(); new FormData(this)"><input name="email"><button id="go">A</button></form>`,
    fields: ['email'],
    act: async ({ page }) => {
      await page.evaluate(() => void ((document.querySelector('[name=email]') as HTMLInputElement).value = 'a@b.co'))
      await page.click('#go')
    },
    sends,
  },
  {
    name: 'something else bears the name of a control in a data attribute',
    html: `<form ${quiet}><i data-icon="email"></i><input id="email" value="a@b.co"><button id="go">A</button></form>`,
    fields: ['email'],
    act: ({ page }) => page.click('#go'),
    sends,
  },
  {
    name: 'a one-time code, in whatever case it says so',
    html: withMore('<input name="pin" autocomplete="One-Time-Code" value="123456">'),
    fields: ['email', 'pin'],
    act: ({ page }) => page.click('#go'),
    sends,
  },
  {
    name: 'long texts in another script than Latin',
    html: withMore('<textarea name="note"></textarea><textarea name="more"></textarea>'),
    fields: ['email', 'note', 'more'],
    act: async ({ page }) => {
      await page.evaluate(() => {
        for (const field of document.querySelectorAll('textarea')) field.value = 'я'.repeat(9_900)
      })
      await page.click('#go')
    },
    sends: [{ attributes: { email: 'a@b.co', note: 'я'.repeat(9_900), more: 'я'.repeat(9_900) } }],
  },
  {
    name: 'a text that is too long does not take the rest with it',
    html: withMore('<textarea name="note"></textarea>'),
    fields: ['email', 'note'],
    act: async ({ page }) => {
      await page.evaluate(() => void ((document.querySelector('textarea') as HTMLTextAreaElement).value = 'y'.repeat(60_000)))
      await page.click('#go')
    },
    sends: [{ attributes: { email: 'a@b.co', note: 'y'.repeat(10_000) } }],
  },
  {
    name: 'an unticked box says no; a question left open and a control that is disabled say nothing',
    html: withMore(`<input type="checkbox" name="box"><input type="checkbox" name="off" checked disabled>
      <label><input type="radio" name="open" value="yes">Yes</label><label><input type="radio" name="open" value="no">No</label>`),
    rules: [
      entry({
        subscriptions: (['box', 'off', 'open'] as const).map((field, index) => ({
          to: `00000000-0000-0000-0000-00000000000${index}`,
          from: `field.${field}`,
          off: 'unsubscribe',
        })),
      }),
    ],
    act: ({ page }) => page.click('#go'),
    sends: [{ subscriptions: { '00000000-0000-0000-0000-000000000000': false } }],
  },
  {
    name: 'a radio group that a selector finds, and one that bears its Unique ID as data attributes, are read as groups',
    html: withMore(`<input type="radio" name="q1" value="red"><input type="radio" name="q1" value="blue" checked>
      <input type="radio" name="q2" data-field="size" value="s"><input type="radio" name="q2" data-field="size" value="l" checked>`),
    rules: [entry({ fields: { team: 'input[name=q1]' } }, 'team', 'size')],
    act: ({ page }) => page.click('#go'),
    sends: [{ attributes: { email: 'a@b.co', team: 'blue', size: 'l' } }],
  },
  {
    name: 'a text that komoBraze.submit() hands over is cut like a form’s; what is nothing is not sent as a word',
    html: '',
    rules: [entry({}, 'first_name', 'note')],
    act: ({ page }) =>
      page.evaluate(() =>
        (window as never as { komoBraze: { submit(fields: object): void } }).komoBraze.submit({
          email: 'a@b.co',
          first_name: undefined,
          note: 'x'.repeat(60_000),
        }),
      ),
    sends: [{ attributes: { email: 'a@b.co', note: 'x'.repeat(10_000) } }],
  },
]

runCases('controls', cases)
