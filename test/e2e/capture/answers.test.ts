// Market research: answers of quizzes, polls, personality tests, predictors, votes, swipers, surveys, pickers and checklists.
import type { Rule } from '../../../src/core/hub-file.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

const event = (name: string, data: object = {}) => ({ event: name, eventData: { cardId: 'c1', cardName: 'World quiz', ...data } })
const answer = (question: string, text: unknown, more: object = {}) => event('card-answered', { question, answer: text, ...more })
const play: Rule[] = [
  {
    id: 'play',
    on: ['card-answered', 'card-clicked'],
    collect: {
      question: ['event.question', 'event.itemId'],
      answer: ['event.answer', 'event.vote'],
      correct: ['event.correct'],
      until: ['card-finished'],
      max: 3,
    },
    attributes: { score: 'event.score', result: 'event.result' },
    events: [
      {
        name: 'Played',
        properties: {
          responses: { from: 'play.responses', type: 'object', many: true },
          complete: { from: 'play.complete', type: 'boolean' },
          card: 'card.name',
        },
      },
    ],
  },
]
const playing = (responses: object[], complete: boolean, attributes?: object) => ({
  ...(attributes && { attributes: attributes as Record<string, string> }),
  events: [{ event: 0, properties: { responses: responses as never, complete, card: 'World quiz' } }],
})

const cases: CaptureCase[] = [
  ...['quiz', 'poll', 'personality-test', 'predictor', 'survey', 'swiper', 'picker', 'checklist'].map((type): CaptureCase => ({
    name: `one event for each answer of a ${type}`,
    html: '',
    rules: [
      {
        id: 'answer',
        on: 'card-answered',
        where: { cardType: type },
        events: [{ name: 'Answered', properties: { question: 'event.question', answer: 'event.answer' } }],
      },
    ],
    act: ({ push }) =>
      push(
        answer('Capital?', 'Rome', { cardType: type }),
        answer('Colour?', ['red', 'blue'], { cardType: type }),
        answer('x', 'y', { cardType: 'other' }),
      ),
    sends: [
      { events: [{ event: 0, properties: { question: 'Capital?', answer: 'Rome' } }] },
      { events: [{ event: 0, properties: { question: 'Colour?', answer: ['red', 'blue'] } }] },
    ],
  })),
  {
    name: 'a vote on a carousel',
    html: '',
    rules: [
      {
        id: 'vote',
        on: 'card-clicked',
        events: [{ name: 'Voted', properties: { item: 'event.itemId', up: { from: 'event.vote', type: 'boolean' } } }],
      },
    ],
    act: ({ push }) => push(event('card-clicked', { itemIndex: 2, itemId: 'i2', vote: true })),
    sends: [{ events: [{ event: 0, properties: { item: 'i2', up: true } }] }],
  },
  {
    name: 'answers added to an array attribute',
    html: '',
    rules: [{ id: 'likes', on: 'card-answered', attributes: { likes: { from: 'event.answer', op: 'add' } } }],
    act: ({ push }) => push(answer('Food?', 'pasta'), answer('Food?', ['rice', 'fish'])),
    sends: [{ attributes: { likes: 'pasta' } }, { attributes: { likes: ['rice', 'fish'] } }],
  },
  {
    name: 'collect: all answers of one play in one event when the card finishes, with its score and result',
    html: '',
    rules: play,
    act: ({ push }) =>
      push(
        answer('Capital?', 'Rome', { correct: true }),
        answer('Colour?', 'red', { correct: false }),
        event('card-finished', { score: 1, result: 'Explorer' }),
      ),
    sends: [
      playing(
        [
          { question: 'Capital?', answer: 'Rome', correct: true },
          { question: 'Colour?', answer: 'red', correct: false },
        ],
        true,
        { score: 1, result: 'Explorer' },
      ),
    ],
  },
  {
    name: 'collect: two cards at once are two plays',
    html: '',
    rules: play,
    act: ({ push }) =>
      push(
        answer('A?', 'a'),
        { event: 'card-answered', eventData: { cardId: 'c2', cardName: 'World quiz', question: 'B?', answer: 'b' } },
        event('card-finished'),
        { event: 'card-finished', eventData: { cardId: 'c2' } },
      ),
    sends: [
      playing([{ question: 'A?', answer: 'a', correct: null }], true),
      playing([{ question: 'B?', answer: 'b', correct: null }], true),
    ],
  },
  {
    name: 'collect: a card played again while the first play still waits for the person is another play',
    html: '',
    rules: play,
    hub: { identity: [{ as: 'external_id', from: { from: 'extension.member' }, trust: 'page' }] },
    act: ({ push }) =>
      push(answer('A?', 'a'), event('card-finished'), answer('B?', 'b'), {
        ...event('card-finished'),
        extensionData: { member: 'm1' },
      }),
    sends: [
      playing([{ question: 'A?', answer: 'a', correct: null }], true),
      playing([{ question: 'B?', answer: 'b', correct: null }], true),
    ],
  },
  {
    name: 'collect: of two rules the one with less patience ends alone',
    html: '',
    rules: [{ ...play[0]!, id: 'long', collect: { ...play[0]!.collect!, idleMinutes: 60 } }, play[0]!],
    act: async ({ page, push }) => {
      await push(answer('Capital?', 'Rome'))
      await later(page, 11)
    },
    sends: [{ rule: 'play', ...playing([{ question: 'Capital?', answer: 'Rome', correct: null }], false) }],
    waits: { long: 'collecting' },
  },
  {
    name: 'collect: no more than declared',
    html: '',
    rules: play,
    act: ({ push }) => push(...['1', '2', '3', '4', '5'].map((n) => answer(n, n)), event('card-finished')),
    sends: [
      playing(
        ['1', '2', '3'].map((n) => ({ question: n, answer: n, correct: null })),
        true,
      ),
    ],
  },
  {
    name: 'collect: the finishing event need not be one that the rule takes answers from',
    html: '',
    rules: [{ ...play[0]!, where: { pageSlug: 'quiz', event: { round: 1 } } }],
    act: ({ push }) =>
      push(
        answer('Capital?', 'Rome', { pageSlug: 'quiz', round: 1 }),
        answer('Colour?', 'red', { round: 2 }),
        event('card-finished', { pageSlug: 'result', round: 2, score: 3 }),
      ),
    sends: [playing([{ question: 'Capital?', answer: 'Rome', correct: null }], true, { score: 3 })],
  },
  {
    name: 'collect: a play that nobody goes on with ends incomplete',
    html: '',
    rules: play,
    act: async ({ page, push }) => {
      await push(answer('Capital?', 'Rome'))
      await later(page, 11)
    },
    sends: [playing([{ question: 'Capital?', answer: 'Rome', correct: null }], false)],
  },
  {
    name: 'collect: a play that goes on is not sent',
    html: '',
    rules: play,
    act: async ({ page, push }) => {
      await push(answer('Capital?', 'Rome'))
      await later(page, 9)
    },
    sends: [],
  },
  {
    name: 'collect: the page closes in the middle',
    html: '<a href="next">Next</a>',
    rules: play,
    act: async ({ page, push, flush }) => {
      await push(answer('Capital?', 'Rome'))
      await flush()
      await page.click('a')
    },
    sends: [playing([{ question: 'Capital?', answer: 'Rome', correct: null }], false)],
  },
  {
    name: 'the whole form as one event with typed responses',
    html: `<form onsubmit="event.preventDefault()"><label for="team">Your team?</label><input id="team" name="team" value="red"><input type="checkbox" name="days" value="mon" checked><input type="checkbox" name="days" value="tue" checked><input name="empty"><input name="other" value="x"><button id="go">Go</button></form>`,
    rules: [
      {
        id: 'form',
        on: 'form',
        confirm: 'submit',
        events: [
          {
            name: 'Entered',
            properties: { responses: { from: 'form.responses', only: ['team', 'days', 'empty'], type: 'object', many: true } },
          },
        ],
      },
    ],
    act: ({ page }) => page.click('#go'),
    sends: [
      {
        events: [
          {
            event: 0,
            properties: {
              responses: [
                { question: 'team', answer: 'red' },
                { question: 'days', answer: ['mon', 'tue'] },
              ],
            },
          },
        ],
      },
    ],
  },
  {
    name: 'the whole form with its labels as questions',
    html: `<form onsubmit="event.preventDefault()"><label for="team"> Your
      team? </label><input id="team" name="team" value="red"><input name="city" aria-label="Your city?" value="Rome"><button id="go">Go</button></form>`,
    rules: [
      {
        id: 'form',
        on: 'form',
        confirm: 'submit',
        events: [
          {
            name: 'Entered',
            properties: { responses: { from: 'form.responses', only: ['team', 'city'], question: 'label', type: 'object', many: true } },
          },
        ],
      },
    ],
    act: ({ page }) => page.click('#go'),
    sends: [
      {
        events: [
          {
            event: 0,
            properties: {
              responses: [
                { question: 'Your team?', answer: 'red' },
                { question: 'Your city?', answer: 'Rome' },
              ],
            },
          },
        ],
      },
    ],
  },
]

/** The clock goes on, and the script looks again. */
function later(page: Scene['page'], minutes: number): Promise<void> {
  return page.evaluate((count) => {
    const real = Date.now
    Date.now = () => real() + count * 60_000
  }, minutes)
}

runCases('market research', cases)
