// What the browser would send: the values that are read equal its own entry list, whatever controls the form is made of.
import { runCases, type CaptureCase } from './run-cases.ts'

/** The form posts natively; so its own request, as its server saw it, can be compared with what was captured. */
const form = (inner: string, attributes = 'method="post" action="posted"') =>
  `<form id="f" ${attributes}>${inner}<button id="go">Go</button></form>`
const go: CaptureCase['act'] = ({ page }) => page.click('#go')

const FACE = `<script>customElements.define('x-rating', class extends HTMLElement {
  static formAssociated = true
  connectedCallback() { this.attachInternals().setFormValue(this.getAttribute('stars')) }
})</script>`

const cases: CaptureCase[] = [
  {
    name: 'all that is ticked in a checkbox group, all that is chosen in a multiple select',
    html: form(`<input type="checkbox" name="team" value="red" checked><input type="checkbox" name="team" value="green"><input type="checkbox" name="team" value="blue" checked>
      <select name="city" multiple><option selected>Rome</option><option>Paris</option><option selected>Oslo</option></select>`),
    fields: ['team', 'city'],
    act: go,
    sends: [{ attributes: { team: ['red', 'blue'], city: ['Rome', 'Oslo'] } }],
  },
  {
    name: 'a radio group, a hidden control, a textarea, a range, a colour',
    html: form(`<input type="radio" name="size" value="s"><input type="radio" name="size" value="m" checked><input type="hidden" name="source" value="tv">
      <textarea name="why">Because</textarea><input type="range" name="rate" value="7" max="10"><input type="color" name="colour" value="#123456">`),
    fields: ['size', 'source', 'why', 'rate', 'colour'],
    act: go,
    sends: [{ attributes: { size: 'm', source: 'tv', why: 'Because', rate: '7', colour: '#123456' } }],
  },
  {
    name: 'a box that is not ticked is absent, not false',
    html: form(`<input type="checkbox" name="optin" value="yes"><input name="email" value="a@b.co">`),
    rules: [
      { id: 'form', on: 'form', confirm: 'submit', attributes: { optin: { from: 'field.optin', type: 'boolean' }, email: 'field.email' } },
    ],
    act: go,
    sends: [{ attributes: { email: 'a@b.co' } }],
  },
  {
    name: 'controls know their kind: numbers and boxes cross as numbers and booleans, dates as ISO',
    html: form(
      `<input type="number" name="age" value="42"><input type="checkbox" name="optin" checked><input type="date" name="born" value="1990-02-28"><input name="text" value="42">`,
    ),
    rules: [
      {
        id: 'form',
        on: 'form',
        confirm: 'submit',
        attributes: {
          age: { from: 'field.age', type: 'number' },
          optin: { from: 'field.optin', type: 'boolean' },
          born: { from: 'field.born', type: 'date' },
          text: { from: 'field.text', type: 'number' },
        },
      },
    ],
    act: go,
    sends: [{ attributes: { age: 42, optin: true, born: '1990-02-28', text: '42' } }],
  },
  {
    name: 'a control outside the form that names it by form=',
    html: form('<input name="email" value="a@b.co">') + '<input name="team" value="red" form="f"><input name="city" value="Rome">',
    fields: ['email', 'team', 'city'],
    act: go,
    sends: [{ attributes: { email: 'a@b.co', team: 'red' } }],
  },
  {
    name: 'disabled controls and disabled fieldsets, but for their legend, are not sent',
    html: form(
      `<input name="a" value="1" disabled><fieldset disabled><legend><input name="b" value="2"></legend><input name="c" value="3"></fieldset><input name="e" value="5">`,
    ),
    fields: ['a', 'b', 'c', 'e'],
    act: go,
    sends: [{ attributes: { b: '2', e: '5' } }],
  },
  {
    name: 'the submit button that was used, by its name and value',
    html: `<form method="post" action="posted"><input name="email" value="a@b.co"><button name="vote" value="red">Red</button><button id="go" name="vote" value="blue">Blue</button></form>`,
    fields: ['email', 'vote'],
    act: go,
    sends: [{ attributes: { email: 'a@b.co', vote: 'blue' } }],
  },
  {
    name: 'an image button gives its coordinates',
    html: `<form method="post" action="posted"><input name="email" value="a@b.co"><input type="image" id="go" name="map" width="40" height="40" alt="Go"></form>`,
    rules: [
      {
        id: 'form',
        on: 'form',
        confirm: 'submit',
        events: [{ name: 'clicked', when: { all: [{ 'field.map.x': { present: true } }, { 'field.map.y': { present: true } }] } }],
      },
    ],
    act: go,
    sends: [{ events: [{ event: 0 }] }],
  },
  {
    name: 'dirname gives the direction',
    html: form('<input name="email" value="a@b.co" dirname="email.dir">'),
    fields: ['email.dir'],
    act: go,
    sends: [{ attributes: { 'email.dir': 'ltr' } }],
  },
  {
    name: 'a form-associated custom element',
    head: FACE,
    html: form('<x-rating name="rating" stars="4"></x-rating>'),
    fields: ['rating'],
    act: go,
    sends: [{ attributes: { rating: '4' } }],
  },
  {
    name: 'a form-associated custom element in a form that the page itself sends by FormData',
    head: FACE,
    html: form(
      '<x-rating name="rating" stars="4"></x-rating>',
      `onsubmit="event.preventDefault(); fetch('posted', { method: 'POST', body: new FormData(this) })"`,
    ),
    fields: ['rating'],
    act: go,
    sends: [{ attributes: { rating: '4' } }],
  },
  {
    name: 'limitation: a form-associated custom element whose page reads it in its own way gives its value property only',
    head: FACE,
    html: form('<x-rating name="rating" stars="4"></x-rating><input name="email" value="a@b.co">', 'onsubmit="event.preventDefault()"'),
    fields: ['rating', 'email'],
    act: go,
    sends: [{ attributes: { email: 'a@b.co' } }],
  },
  {
    name: "entries that the site's formdata listeners add, change and take away",
    html:
      form('<input name="email" value="a@b.co"><input name="team" value="red"><input name="city" value="Rome">') +
      `<script>document.forms[0].addEventListener('formdata', ({ formData }) => { formData.append('added', '1'); formData.set('team', 'blue'); formData.delete('city') })</script>`,
    fields: ['email', 'team', 'city', 'added'],
    act: go,
    sends: [{ attributes: { email: 'a@b.co', team: 'blue', added: '1' } }],
  },
  {
    name: "a hidden control that the site's submit listener fills in",
    html:
      form('<input name="first" value="Ada"><input type="hidden" name="full">') +
      `<script>document.forms[0].addEventListener('submit', () => { document.querySelector('[name=full]').value = 'Ada L' })</script>`,
    fields: ['first', 'full'],
    act: go,
    sends: [{ attributes: { first: 'Ada', full: 'Ada L' } }],
  },
  {
    name: 'by id, where a control has no name',
    html: form('<input id="email" value="a@b.co">'),
    fields: ['email'],
    act: go,
    sends: [{ attributes: { email: 'a@b.co' } }],
  },
  {
    name: 'by any data attribute, also of an element around the controls',
    html: form(
      `<input data-unique-id="email" value="a@b.co"><div data-field="team"><label><input type="checkbox" value="red" checked>Red</label><label><input type="checkbox" value="blue" checked>Blue</label></div>`,
    ),
    fields: ['email', 'team'],
    act: go,
    sends: [{ attributes: { email: 'a@b.co', team: ['red', 'blue'] } }],
  },
  {
    name: 'by a declared selector or label',
    html: form(
      `<input class="mail" value="a@b.co"><label for="x1">Your team</label><input id="x1" value="red"><input aria-label="City" value="Rome">`,
    ),
    rules: [
      {
        id: 'form',
        on: 'form',
        confirm: 'submit',
        fields: { email: '.mail', team: { label: 'Your team' }, city: { label: 'City' } },
        attributes: { email: 'field.email', team: 'field.team', city: 'field.city' },
      },
    ],
    act: go,
    sends: [{ attributes: { email: 'a@b.co', team: 'red', city: 'Rome' } }],
  },
  {
    name: 'widgets made of ARIA roles: boxes, options, editable text',
    html: form(`<b id="optin" role="checkbox" aria-checked="true"></b><b id="news" role="switch" aria-checked="false"></b>
      <ul id="team" role="listbox"><li role="option" aria-selected="true" data-value="red">Red</li><li role="option" aria-selected="true">Blue</li><li role="option">Green</li></ul>
      <p id="why" contenteditable="true">Because</p>`),
    fields: ['optin', 'news', 'team', 'why'],
    act: go,
    sends: [{ attributes: { optin: 'on', team: ['red', 'Blue'], why: 'Because' } }],
  },
  {
    name: 'files never: neither content nor path',
    html: form('<input type="file" name="photo"><input name="email" value="a@b.co">'),
    fields: ['photo', 'email'],
    act: async ({ page }) => {
      await page.evaluate(() => {
        const files = new DataTransfer()
        files.items.add(new File(['secret'], 'secret.txt'))
        document.querySelector<HTMLInputElement>('[type=file]')!.files = files.files
      })
      await page.click('#go')
    },
    sends: [{ attributes: { email: 'a@b.co' } }],
  },
  {
    name: 'nothing that is not declared: an undeclared value is in no byte that goes out',
    html: form(
      '<input name="email" value="a@b.co"><input name="secret" value="tell-nobody"><input type="hidden" name="note" value="tell-nobody">',
    ),
    fields: ['email'],
    act: go,
    sends: [{ attributes: { email: 'a@b.co' } }],
    also: ({ hub }) => {
      if (JSON.stringify(hub.requests).includes('tell-nobody')) throw new Error('an undeclared value went out')
      return Promise.resolve()
    },
  },
]

runCases('entries', cases)
