// What may happen to a page of the random walk, and how such a history is drawn.
import fc from 'fast-check'

export type FormName = 'a' | 'b'
export type Way = 'click' | 'request' | 'call' | 'enter' | 'double' | 'handler' | 'ajax'
export type Trouble = 'down' | 'rate' | 'stopping' | 'expired' | 'nonsense' | 'slow' | 'lost answer' | 'forbidden'
export type Route = 'hub' | 'session' | 'submissions'

export type Happening =
  | { do: 'fill'; form: FormName; person: number; ok: boolean }
  | { do: 'submit'; form: FormName; way: Way }
  /** The browser's own submit: the hub's answer is another page, from which the visitor comes back. */
  | { do: 'leave'; form: FormName }
  | { do: 'reset'; form: FormName }
  | { do: 'hide form'; form: FormName; hidden: boolean }
  /** The page draws it anew: another element stands in its place. */
  | { do: 'renew'; form: FormName }
  | { do: 'element'; shown: boolean }
  | { do: 'start' | 'taken' | 'answer' | 'finish'; card: FormName; user: number; member: number }
  | { do: 'consent'; granted: boolean }
  /** Global Privacy Control, turned on or off in the browser. */
  | { do: 'gpc'; on: boolean }
  | { do: 'identify'; person: number }
  | { do: 'visible'; shown: boolean }
  /** `pagehide`, then `pageshow` out of the back-forward cache. */
  | { do: 'return' }
  | { do: 'reload' }
  | { do: 'other tab'; act: 'submit' | 'grant' | 'withdraw'; person: number }
  | { do: 'proxy'; route: Route; trouble: Trouble; times: number }
  | { do: 'well' }
  | { do: 'storage'; full: boolean }
  | { do: 'time'; seconds: number }
  | { do: 'clock'; minutes: number }
  | { do: 'flush' }

/** What one walk's hub declares. */
export interface Declared {
  confirm: 'auto' | 'submit' | 'komo' | 'gone' | 'appears'
  consent: 'none' | 'capture' | 'person' | 'api'
  /** Several submits of one card are one submission. */
  steps: boolean
  remembers: boolean
  kiosk: boolean
  /** Global Privacy Control is heeded. */
  gpc: boolean
}

/** Of the page and its visitor's browser, whatever is declared. */
export interface World extends Declared {
  /** Events come in both data layers. */
  twice: boolean
  /** Storage is denied. */
  denied: boolean
  /** Where the second form stands: in the page, in a frame, or as no form at all, with a rule whose trigger is its button. */
  second: 'page' | 'frame' | 'trigger'
  /** Another hub, whose script is on the same page. */
  other?: Declared | undefined
}

const form = fc.constantFrom<FormName>('a', 'b')
/** 0 is nobody. */
const person = fc.constantFrom(1, 1, 2, 0)
const rarely = fc.constantFrom(0, 0, 0, 1, 2)

const declared = {
  confirm: fc.constantFrom<World['confirm']>('auto', 'auto', 'submit', 'komo', 'komo', 'gone', 'appears'),
  consent: fc.constantFrom<World['consent']>('none', 'none', 'none', 'capture', 'person', 'person', 'api'),
  steps: fc.constantFrom(false, false, true),
  remembers: fc.constantFrom(true, true, false),
  kiosk: fc.constantFrom(false, false, false, true),
  gpc: fc.constantFrom(false, false, true),
}

export const worlds: fc.Arbitrary<World> = fc.record({
  ...declared,
  twice: fc.boolean(),
  denied: fc.constantFrom(false, false, false, false, false, true),
  second: fc.constantFrom<World['second']>('page', 'page', 'frame', 'trigger'),
  other: fc.option(fc.record(declared), { freq: 2, nil: undefined }),
})

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('fill' as const), form, person, ok: fc.boolean() }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      form,
      way: fc.constantFrom<Way>('click', 'request', 'call', 'enter', 'double', 'handler', 'ajax'),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom('start' as const, 'taken' as const, 'taken' as const, 'answer' as const, 'answer' as const, 'finish' as const),
      card: form,
      user: rarely,
      member: rarely,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), form }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const), form }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hide form' as const), form, hidden: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('renew' as const), form }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('element' as const), shown: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('consent' as const), granted: fc.constantFrom(true, true, false) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('gpc' as const), on: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('identify' as const), person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('visible' as const), shown: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('return' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reload' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('other tab' as const),
      act: fc.constantFrom('submit' as const, 'grant' as const, 'withdraw' as const),
      person,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('proxy' as const),
      route: fc.constantFrom<Route>('hub', 'session', 'submissions', 'submissions'),
      trouble: fc.constantFrom<Trouble>('down', 'rate', 'stopping', 'expired', 'nonsense', 'slow', 'lost answer', 'forbidden'),
      times: fc.constantFrom(1, 2, 99),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('well' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('storage' as const), full: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('time' as const), seconds: fc.constantFrom(1, 3, 3, 12, 31) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock' as const), minutes: fc.constantFrom(-60, 60) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
)

/** Long ones: a page load costs as much as ten happenings. */
export const histories: fc.Arbitrary<Happening[]> = fc.array(happening, { minLength: 4, maxLength: 24, size: 'max' })
