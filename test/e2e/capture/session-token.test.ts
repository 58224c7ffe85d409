// What a page needs before it may send: a token, asked for when it is wanted, renewed once, and the bot check before it.
import { count, exactly, fault, fields, go, html, problem, sent, submitMany } from './delivery-case.ts'
import { runCases, type CaptureCase } from './run-cases.ts'

const cases: CaptureCase[] = [
  {
    name: 'the token is asked for once, for many submissions',
    html,
    fields,
    act: async (scene) => {
      await submitMany(scene, 5)
      await scene.flush()
    },
    sends: ['000x', '001x', '002x', '003x', '004x'].map((email) => ({ attributes: { email } })),
    also: exactly('session', 1),
  },
  { name: 'no token for a mere view', html, fields, act: ({ flush }) => flush(), sends: [], also: exactly('session', 0) },
  {
    name: 'a token at the first focus in a form',
    html,
    fields,
    act: async ({ page, hub }) => {
      await page.click('[name=email]')
      const end = Date.now() + 10_000
      while (!count(hub, 'session') && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
    },
    sends: [],
    also: exactly('session', 1),
  },
  {
    name: 'an expired token is renewed once',
    html,
    fields,
    before: fault('submissions', 1, problem(401, 'expired_token')),
    act: go,
    sends: sent,
    also: exactly('session', 2),
  },
  {
    name: 'a token that is refused again does not loop',
    html,
    fields,
    before: fault('submissions', 99, problem(401, 'invalid_token')),
    act: go,
    sends: [],
    waits: { form: 'unavailable' },
    also: async (scene) => {
      if (count(scene.hub, 'submissions') > 6) throw new Error('it loops')
    },
  },
  {
    name: 'a session that is refused before anything is submitted is asked for again when the proxy says, not at each focus',
    html: `${html}<form><input id="other"></form>`,
    fields,
    before: fault('session', 1, problem(503, 'unavailable', { 'Retry-After': '2' })),
    act: async (scene) => {
      const { page, hub } = scene
      for (let round = 0; round < 3; round++) {
        await page.click('#other')
        await page.click('[name=email]')
      }
      await exactly('session', 1)(scene)
      await page.click('#go')
      while (!count(hub, 'submissions')) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    sends: sent,
    also: exactly('session', 2),
  },
  {
    name: 'the bot check: nothing is lost while it is not passed, and challenge() goes on',
    html,
    fields,
    before: fault('session', 99, problem(403, 'challenge_required')),
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.flush()
      await scene.flush()
      if (count(scene.hub, 'submissions')) throw new Error('sent without a token')
      scene.hub.faults.length = 0
      await scene.page.evaluate(() => (window as never as { komoBraze: { challenge(token: string): void } }).komoBraze.challenge('passed'))
    },
    sends: sent,
    also: ({ hub }) => {
      if (!hub.requests.some(({ route, body }) => route === 'session' && body === '{"challenge":"passed"}')) throw new Error('no challenge')
      return Promise.resolve()
    },
  },
  {
    name: 'the bot check: where its provider does not answer, the same challenge is sent again',
    html,
    fields,
    before: fault('session', 1, problem(503, 'unavailable', { 'Retry-After': '1' })),
    act: async (scene) => {
      await scene.page.evaluate(() => (window as never as { komoBraze: { challenge(token: string): void } }).komoBraze.challenge('passed'))
      await scene.page.click('#go')
      while (!count(scene.hub, 'submissions')) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    sends: sent,
    also: ({ hub }) => {
      const sessions = hub.requests.filter(({ route }) => route === 'session').map(({ body }) => body)
      if (sessions.join() !== '{"challenge":"passed"},{"challenge":"passed"}') throw new Error(sessions.join())
      return Promise.resolve()
    },
  },
  {
    name: 'the bot check: passed while the proxy still refuses the session that was asked for without it',
    html,
    fields,
    before: fault('session', 1, (response) => void setTimeout(problem(403, 'challenge_required'), 500, response)),
    act: async (scene) => {
      const { page, hub } = scene
      await page.click('#go')
      while (!count(hub, 'session')) await new Promise((resolve) => setTimeout(resolve, 5))
      await page.evaluate(() => (window as never as { komoBraze: { challenge(token: string): void } }).komoBraze.challenge('passed'))
    },
    sends: sent,
    also: exactly('session', 2),
  },
]

runCases('the session token', cases)
