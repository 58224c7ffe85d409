// Every way to submit a form, each exactly once.
import { runCases, type CaptureCase } from './run-cases.ts'

const quiet = `onsubmit="event.preventDefault()"`
const form = (attributes = quiet, inner = '') =>
  `<form id="f" ${attributes}><input name="email" value="a@b.co"><button id="go">Go</button>${inner}</form>`
const fields = ['email']
const sent = [{ attributes: { email: 'a@b.co' } }]

const cases: CaptureCase[] = [
  { name: 'a click on the button of a form that posts by script', html: form(), fields, act: ({ page }) => page.click('#go'), sends: sent },
  {
    name: 'Enter in a text field',
    html: form(),
    fields,
    act: async ({ page }) => {
      await page.click('[name=email]')
      await page.keys('Enter')
    },
    sends: sent,
  },
  {
    name: 'a native post that leaves the page',
    html: form('method="post" action="posted"'),
    fields,
    act: ({ page }) => page.click('#go'),
    sends: sent,
  },
  { name: 'a native get that leaves the page', html: form('action="got"'), fields, act: ({ page }) => page.click('#go'), sends: sent },
  {
    name: 'requestSubmit()',
    html: form(),
    fields,
    act: ({ page }) => page.evaluate(() => document.forms[0]!.requestSubmit()),
    sends: sent,
  },
  {
    name: 'form.submit(), which fires no submit event',
    html: form('method="post" action="posted"'),
    fields,
    act: ({ page }) => page.evaluate(() => document.forms[0]!.submit()),
    sends: sent,
  },
  {
    name: 'form.submit() by the prototype, where a control named submit hides it',
    html: form('method="post" action="posted"', '<input type="hidden" name="submit" value="x">'),
    fields,
    act: ({ page }) => page.evaluate(() => HTMLFormElement.prototype.submit.call(document.forms[0]!)),
    sends: sent,
  },
  {
    name: 'a submit handler that cancels and calls form.submit() in the same task is one submission',
    html: form(`method="post" action="posted" onsubmit="event.preventDefault(); this.submit()"`),
    fields,
    act: ({ page }) => page.click('#go'),
    sends: sent,
  },
  {
    name: 'a submit handler that cancels, checks with its server and then calls form.submit() is one submission',
    html: form(`method="post" action="posted" onsubmit="event.preventDefault(); fetch('check').then(() => this.submit())"`),
    fields,
    act: ({ page }) => page.click('#go'),
    sends: sent,
  },
  {
    name: 'a double click is one submission',
    html: form(),
    fields,
    act: ({ page }) =>
      page.evaluate(() => {
        const button = document.querySelector<HTMLElement>('#go')!
        button.click()
        return new Promise((resolve) => setTimeout(() => resolve(button.click()), 50))
      }),
    sends: sent,
  },
  {
    name: 'a second submission with another entry is another one',
    html: form(),
    fields,
    act: async ({ page }) => {
      await page.click('#go')
      await page.type('[name=email]', 'm')
      await page.click('#go')
    },
    sends: [{ attributes: { email: 'a@b.co' } }, { attributes: { email: 'a@b.com' } }],
  },
  {
    name: 'two submissions with other entries right after one another are two',
    html: form(),
    fields,
    act: ({ page }) =>
      page.evaluate(() => {
        const form = document.forms[0]!
        form.requestSubmit()
        form.querySelector('input')!.value = 'second@b.co'
        form.requestSubmit()
      }),
    sends: [{ attributes: { email: 'a@b.co' } }, { attributes: { email: 'second@b.co' } }],
  },
  {
    name: 'two submissions right after one another of controls without names, read by id and label, are two',
    html: `<form ${quiet}><input id="email" value="a@b.co"><label>Team <input value="red"></label><button id="go">Go</button></form>`,
    rules: [
      {
        id: 'form',
        on: 'form',
        confirm: 'submit',
        fields: { team: { label: 'Team' } },
        attributes: { email: 'field.email', team: 'field.team' },
      },
    ],
    act: ({ page }) =>
      page.evaluate(() => {
        const form = document.forms[0]!
        const [email, team] = form.querySelectorAll('input')
        form.requestSubmit()
        email!.value = 'second@b.co'
        form.requestSubmit()
        form.requestSubmit()
        team!.value = 'blue'
        form.requestSubmit()
      }),
    sends: [
      { attributes: { email: 'a@b.co', team: 'red' } },
      { attributes: { email: 'second@b.co', team: 'red' } },
      { attributes: { email: 'second@b.co', team: 'blue' } },
    ],
  },
  {
    name: 'a formdata event alone is no submission: autosaving code causes it too',
    html: form(),
    fields,
    act: ({ page }) => page.evaluate(() => void new FormData(document.forms[0])),
    sends: [],
  },
  {
    name: 'a form that the browser finds invalid fires no submit event and sends nothing',
    html: form(quiet, '<input name="age" required>'),
    fields,
    act: ({ page }) => page.click('#go'),
    sends: [],
  },
  {
    name: 'novalidate: the submit event counts',
    html: form(`${quiet} novalidate`, '<input name="age" required>'),
    fields,
    act: ({ page }) => page.click('#go'),
    sends: sent,
  },
  {
    name: 'method=dialog closes a dialog and is no submission',
    html: `<dialog open>${form('method="dialog"')}</dialog>`,
    fields,
    act: ({ page }) => page.click('#go'),
    sends: [],
  },
  {
    name: 'formmethod=dialog on the button is none either',
    html: `<dialog open><form method="post" action="posted"><input name="email" value="a@b.co"><button id="go" formmethod="dialog">Close</button></form></dialog>`,
    fields,
    act: ({ page }) => page.click('#go'),
    sends: [],
  },
  {
    name: 'a form in a modal dialog',
    html: `<dialog id="d">${form()}</dialog>`,
    fields,
    act: async ({ page }) => {
      await page.evaluate(() => document.querySelector<HTMLDialogElement>('#d')!.showModal())
      await page.click('#go')
    },
    sends: sent,
  },
  {
    name: 'a form that is added later',
    html: '<div id="later"></div>',
    fields,
    act: async ({ page }) => {
      await page.evaluate((html) => void (document.querySelector('#later')!.innerHTML = html), form())
      await page.click('#go')
    },
    sends: sent,
  },
  {
    name: 'the page stops the event at the document: it was heard before',
    html: form(
      '',
      '<script>document.addEventListener("submit", (event) => { event.stopImmediatePropagation(); event.preventDefault() }, true)</script>',
    ),
    fields,
    act: ({ page }) => page.click('#go'),
    sends: sent,
  },
  {
    name: 'a form in an open shadow root, touched by a click',
    html: `<div id="host"><template shadowrootmode="open">${form()}</template></div>`,
    fields,
    act: ({ page }) => page.click('#go'),
    sends: sent,
  },
  {
    name: 'a form in a shadow root inside another, by Enter',
    html: `<div><template shadowrootmode="open"><p><template shadowrootmode="open">${form()}</template></p></template></div>`,
    fields,
    act: async ({ page }) => {
      await page.click('[name=email]')
      await page.keys('Enter')
    },
    sends: sent,
  },
  {
    name: 'limitation: a programmatic submit in a shadow root that nobody has touched is not seen',
    html: `<div id="host"><template shadowrootmode="open">${form()}</template></div>`,
    fields,
    act: ({ page }) => page.evaluate(() => document.querySelector('#host')!.shadowRoot!.querySelector('form')!.requestSubmit()),
    sends: [],
  },
  {
    name: 'limitation: a form in a closed shadow root is not seen',
    html: `<div id="host"></div><script>
      const root = document.querySelector('#host').attachShadow({ mode: 'closed' })
      root.innerHTML = ${JSON.stringify(form())}
      window.submitInside = () => root.querySelector('form').requestSubmit()</script>`,
    fields,
    act: ({ page }) => page.evaluate(() => (window as never as { submitInside(): void }).submitInside()),
    sends: [],
  },
  {
    name: 'a form in a same-origin frame',
    html: `<iframe src="inner" onload="this.dataset.ready = 1"></iframe>`,
    more: { '/inner': `<html><body>${form()}</body></html>` },
    fields,
    act: ({ page }) =>
      page.evaluate(async () => {
        const frame = document.querySelector('iframe')!
        while (!frame.contentDocument?.querySelector('#go')) await new Promise((resolve) => setTimeout(resolve, 10))
        while (!frame.dataset['ready']) await new Promise((resolve) => setTimeout(resolve, 10))
        // Frames are looked for every quarter of a second, and on their load event.
        frame.contentDocument.querySelector<HTMLElement>('#go')!.click()
      }),
    sends: sent,
  },
  {
    name: 'a form in a same-origin frame that was looked at while it was still empty',
    // The second frame loads at once: then the first is looked at, too.
    html: `<iframe src="inner" onload="this.dataset.ready = 1"></iframe><iframe></iframe>`,
    more: { '/inner': `<html><body>${form()}</body></html>` },
    fields,
    act: ({ page }) =>
      page.evaluate(async () => {
        const frame = document.querySelector('iframe')!
        while (!frame.dataset['ready']) await new Promise((resolve) => setTimeout(resolve, 10))
        frame.contentDocument!.querySelector<HTMLElement>('#go')!.click()
      }),
    sends: sent,
  },
  {
    name: 'a same-origin frame that carries the script itself is left to it',
    html: `<iframe src="framed"></iframe>`,
    more: { '/framed': form() },
    fields,
    act: ({ page }) =>
      page.evaluate(async () => {
        const frame = document.querySelector('iframe')!
        const inner = () => frame.contentWindow as never as { komoBraze?: { flush(): Promise<unknown> } }
        while (!inner().komoBraze || !frame.contentDocument?.querySelector('#go')) await new Promise((resolve) => setTimeout(resolve, 10))
        await inner().komoBraze!.flush()
        frame.contentDocument.querySelector<HTMLElement>('#go')!.click()
        await inner().komoBraze!.flush()
      }),
    sends: sent,
  },
  {
    name: 'a form that is no form: root and trigger',
    html: `<div class="entry"><input name="email" value="a@b.co"><div id="team" role="radiogroup"><b role="radio" aria-checked="false" data-value="red"></b><b role="radio" aria-checked="true" data-value="blue"></b></div><span id="send">Send</span></div>`,
    rules: [
      {
        id: 'entry',
        on: 'form',
        confirm: 'submit',
        root: '.entry',
        trigger: 'click #send',
        attributes: { email: 'field.email', team: 'field.team' },
      },
    ],
    act: ({ page }) => page.click('#send'),
    sends: [{ attributes: { email: 'a@b.co', team: 'blue' } }],
  },
  {
    name: 'two rules with one trigger',
    html: '<div class="entry"><input name="email" value="a@b.co"><b id="send">Send</b></div>',
    rules: [
      { id: 'one', on: 'form', confirm: 'submit', root: '.entry', trigger: 'click #send', attributes: { email: 'field.email' } },
      { id: 'two', on: 'form', confirm: 'submit', root: '.entry', trigger: 'click #send', events: [{ name: 'Entered' }] },
    ],
    act: ({ page }) => page.click('#send'),
    sends: [{ rule: 'one' }, { rule: 'two' }],
  },
  {
    name: 'a trigger and the submit of the same click, twice: each rule once',
    html: '<form onsubmit="event.preventDefault()"><input name="email" value="a@b.co"><button id="go">Go</button></form>',
    rules: [
      { id: 'click', on: 'form', confirm: 'submit', trigger: 'click #go', attributes: { email: 'field.email' } },
      { id: 'submit', on: 'form', confirm: 'submit', attributes: { email: 'field.email' } },
    ],
    act: async ({ page }) => {
      await page.click('#go')
      await page.click('#go')
    },
    sends: [{ rule: 'click' }, { rule: 'submit' }],
  },
  {
    name: 'a trigger that is no selector ends its own rule only',
    html: '<div class="entry"><input name="email" value="a@b.co"><b id="send">Send</b></div>',
    rules: [
      { id: 'broken', on: 'form', confirm: 'submit', root: '.entry', trigger: 'click #send[', attributes: { email: 'field.email' } },
      { id: 'two', on: 'form', confirm: 'submit', root: '.entry', trigger: 'click #send', attributes: { email: 'field.email' } },
    ],
    act: ({ page }) => page.click('#send'),
    sends: [{ rule: 'two' }],
  },
  {
    name: 'a trigger on change',
    html: `<div class="vote"><select name="team" id="team"><option>red</option><option>blue</option></select></div>`,
    rules: [{ id: 'vote', on: 'form', confirm: 'submit', root: '.vote', trigger: 'change #team', attributes: { team: 'field.team' } }],
    act: ({ page }) =>
      page.evaluate(() => {
        const select = document.querySelector('select')!
        select.value = 'blue'
        select.dispatchEvent(new Event('change', { bubbles: true }))
      }),
    sends: [{ attributes: { team: 'blue' } }],
  },
  {
    name: 'steps: the submits of one card are one submission, confirmed by Komo after the last',
    html: `<section id="card-1"><form id="one" ${quiet}><input name="email" value="a@b.co"><button>Next</button></form><form id="two" ${quiet}><input name="team" value="red"><button>Done</button></form></section>`,
    rules: [{ id: 'entry', on: 'form', steps: 'merge', confirm: 'komo', attributes: { email: 'field.email', team: 'field.team' } }],
    act: async ({ page, push }) => {
      await push({ event: 'form-start', eventData: { cardId: 'card-1', cardType: 'quiz' } })
      await page.click('#one button')
      await page.click('#two button')
      await push({ event: 'form-submission', eventData: { cardId: 'card-1' } })
    },
    sends: [{ attributes: { email: 'a@b.co', team: 'red' } }],
  },
  {
    name: 'a submit before the script has its declaration waits for it in memory',
    html: form(),
    fields,
    early: true,
    act: ({ page }) => page.click('#go'),
    sends: sent,
  },
  {
    name: 'komoBraze.submit() hands over what no form shows',
    html: '',
    fields,
    act: ({ page }) =>
      page.evaluate(() => (window as never as { komoBraze: { submit(f: object): void } }).komoBraze.submit({ email: 'a@b.co' })),
    sends: sent,
  },
  {
    name: 'calls made before the script was there are queued',
    head: '<script>(window.komoBraze ||= []).push(["submit", { email: "a@b.co" }])</script>',
    html: '',
    fields,
    act: async () => {},
    sends: sent,
  },
]

runCases('ways to submit', cases)
