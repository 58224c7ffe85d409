// What is surely no CSS selector: what is said of each such text, and that nothing is ever said of one that the grammar makes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { selectorMistake } from '../../src/schema/selector.ts'

test.each([
  ['[name="email]', 'a quote is not closed'],
  ["What's your name?", 'a quote is not closed'],
  ['[name="a\nb"]', 'a quote is not closed'],
  ['[name="email"', 'its brackets do not match'],
  ['form:not(.a', 'its brackets do not match'],
  ['.a)', 'its brackets do not match'],
  ['Birthday (optional)', 'its signs make none'],
  ['#7d4f0c0e-2a53', 'a name that begins with a digit is written as in [id="7d4f"]'],
  ['form .1st', 'a name that begins with a digit is written as in [id="7d4f"]'],
  ['[data-card=7d4f]', 'a value that begins with a digit is written in quotes'],
  ['[name=first name here]', 'its signs make none'],
  ['[]', 'its signs make none'],
  ['Question 1', 'its signs make none'],
  ['E-mail*:', 'its signs make none'],
  ['.', 'its signs make none'],
  ['# team', 'its signs make none'],
  ['.a..b', 'its signs make none'],
  ['a >', 'its signs make none'],
  ['> a', 'its signs make none'],
  ['a > > b', 'its signs make none'],
  ['a,', 'its signs make none'],
  ['a,,b', 'its signs make none'],
  ['a:', 'its signs make none'],
  ['a::', 'its signs make none'],
  ['"#a"', 'its signs make none'],
  ['$("#a")', 'its signs make none'],
  ['#a { color: red }', 'its signs make none'],
  ['//form[1]', 'its signs make none'],
  ['a!b', 'its signs make none'],
  [' ', 'its signs make none'],
])('%j: %s', (text, why) => {
  expect(selectorMistake(text)).toBe(why)
})

const space = fc.constantFrom('', ' ', '\t', '\n ')
const escaped = fc.constantFrom('\\31 ', '\\000031 ', '\\"', '\\]', '\\.', '\\[', '\\\\', '\\e9 ')
const first = fc.oneof(fc.constantFrom('a', 'Z', '_', 'é', '日', '😀', '-x', '--', '-_'), escaped)
const rest = fc.array(fc.oneof(fc.constantFrom('b', '0', '-', '_', 'ü'), escaped), { maxLength: 4 }).map((parts) => parts.join(''))
const name = fc.tuple(first, rest).map((parts) => parts.join(''))
const inString = fc
  .array(fc.oneof(fc.constantFrom('a', ' ', '[', ')', '{', '#', '=', '!'), escaped), { maxLength: 5 })
  .map((all) => all.join(''))
const string = fc.oneof(
  inString.map((text) => `"${text}'"`),
  inString.map((text) => `'${text}"'`),
)
const type = fc.tuple(fc.constantFrom('', '*|', '|', 'svg|'), fc.oneof(name, fc.constant('*'))).map((parts) => parts.join(''))
const compared = fc
  .tuple(space, fc.constantFrom('=', '~=', '|=', '^=', '$=', '*='), space, fc.oneof(name, string), fc.constantFrom('', ' ', ' i', ' s '))
  .map((parts) => parts.join(''))
const attribute = fc
  .tuple(
    space,
    type.filter((one) => !one.endsWith('*')),
    fc.oneof(space, compared),
  )
  .map((parts) => `[${parts.join('')}]`)

const { list } = fc.letrec<{ list: string; compound: string }>((tie) => ({
  compound: fc
    .tuple(
      fc.option(type, { nil: '' }),
      fc.array(
        fc.oneof(
          { depthSize: 'small' },
          name.map((one) => `.${one}`),
          name.map((one) => `#${one}`),
          attribute,
          fc.constantFrom(':hover', '::before', ':nth-child(2n + 1)', ':lang("*-AU")', ':is()', ':nth-last-child( -n+3 of .a )', '&'),
          tie('list').map((one) => `:is(${one})`),
          tie('list').map((one) => `:not( ${one} )`),
          tie('list').map((one) => `:has(> ${one})`),
        ),
        { maxLength: 3 },
      ),
    )
    .map(([element, parts]) => element + parts.join('') || '*'),
  list: fc
    .array(fc.tuple(tie('compound'), fc.constantFrom(' ', '>', ' + ', ' ~', ' || ', ', ', ',')), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map(([compound, then], index) => compound + (index < parts.length - 1 ? then : '')).join('')),
}))

test('a selector of the grammar is never called none', () => {
  fc.assert(
    fc.property(fc.tuple(space, list, space), (parts) => {
      expect(selectorMistake(parts.join(''))).toBeUndefined()
    }),
    { numRuns: 1000 },
  )
})

test.each(['a /* the form’s ’ own */ b', '[href="/*"]', '#a\\'])('what is not surely wrong is not judged: %j', (text) => {
  expect(selectorMistake(text)).toBeUndefined()
})

test('any text at all is judged', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'a1 #.[]()"\'\\:>,*|=-{}') }), (text) => void selectorMistake(text)))
})
