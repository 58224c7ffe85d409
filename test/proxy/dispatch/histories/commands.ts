// What may happen in a history, as plain data that can be drawn, shrunk and copied into a test.
import fc from 'fast-check'
import type { DeadFilter } from '../../../../src/proxy/outbox/dead-letters.ts'
import { WEATHER_NAMES, type WeatherName } from './braze-model.ts'
import type { Name, Shape } from './rows.ts'
import type { WorkspaceName } from './world.ts'

/** `at`: which process, of as many as there are. */
export type Command = { at: number } & Happening

type Happening =
  | { do: 'append'; shapes: Shape[]; wait: boolean }
  /** Many people at once; of `refused` by name so many in ten. */
  | { do: 'crowd'; workspace: WorkspaceName; refused: number }
  | { do: 'append again'; which: number }
  | { do: 'pass' | 'set the clock back'; ms: number }
  /** Until the next synchronisation of the disk has begun, or the next request. */
  | { do: 'until it writes' | 'until it sends' }
  | { do: 'weather'; workspace: WorkspaceName; coming: WeatherName[] }
  | { do: 'new key at Braze' | 'new key here' | 'pause' | 'resume'; workspace: WorkspaceName }
  | {
      do: 'settings'
      workspace: WorkspaceName
      ambiguous: 'resend' | 'hold'
      objects: number
      count: 'combined' | 'per-array'
      requests: number
    }
  | { do: 'replay' | 'purge'; filter: DeadFilter }
  | { do: 'erase'; person: Name }
  | { do: 'stop and start' | 'cut' | 'disk full' | 'disk free' | 'disk fails' | 'statements work' }
  | { do: 'crash'; power: boolean }
  | { do: 'statements fail'; when: string }

const workspace = fc.constantFrom<WorkspaceName>('one', 'one', 'two')
const few = fc.integer({ min: 0, max: 2 })
const shape: fc.Arbitrary<Shape> = fc
  .record({
    person: fc.constantFrom('ann', 'bob', 'cy', 'x'),
    hub: fc.constantFrom('footy', 'netball'),
    workspace,
    plain: few,
    increments: fc.constantFrom(0, 0, 1),
    events: few,
    purchases: fc.constantFrom(0, 0, 1),
    flaw: fc.constantFrom('', '', '', '', '', '', 'r', 'p', 'f'),
    late: fc.constantFrom(0, 0, 30),
    bytes: fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(900_000, 1_400_000) }),
  })
  .filter(({ plain, increments, events, purchases }) => plain + increments + events + purchases > 0)
/** Each fails in the middle of what the store writes. */
const FAILING = [
  'INSERT ON outbox',
  'INSERT ON sending',
  'DELETE ON sending',
  'DELETE ON outbox',
  'INSERT ON dead',
  'UPDATE ON outbox',
].flatMap((on) => [on, `${on} FOR EACH ROW WHEN ${on.startsWith('DELETE') ? 'OLD' : 'NEW'}.rowid % 2 = 0`])

const on = <Name extends string>(...names: Name[]) => fc.record({ do: fc.constantFrom(...names), workspace })
const filter: fc.Arbitrary<DeadFilter> = fc.oneof(
  fc.constant({}),
  fc.record({ workspace }),
  fc.record({ reason: fc.constantFrom('refused', 'ambiguous', 'failing') }),
)

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('append'), shapes: fc.array(shape, { minLength: 1, maxLength: 6 }), wait: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('append again'), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crowd'), workspace, refused: fc.constantFrom(0, 4, 6, 10) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('set the clock back'), ms: fc.constantFrom(500, 5_000, 3_600_000) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('until it writes', 'until it sends') }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pass'), ms: fc.constantFrom(0, 1, 3, 10, 30, 200, 1_000, 5_000, 60_000) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('weather'),
      workspace,
      coming: fc.array(fc.constantFrom(...WEATHER_NAMES), { minLength: 1, maxLength: 8 }),
    }),
  },
  { weight: 4, arbitrary: on('new key at Braze', 'new key here', 'pause', 'resume') },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('settings'),
      workspace,
      ambiguous: fc.constantFrom('resend', 'hold'),
      objects: fc.constantFrom(75, 4),
      count: fc.constantFrom('combined', 'per-array'),
      requests: fc.constantFrom(100, 5, 1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('replay', 'replay', 'purge'), filter }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase'), person: fc.constantFrom('ann', 'bob', 'cy', 'x') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('stop and start', 'cut', 'disk full', 'disk free', 'disk fails', 'statements work') }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash'), power: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('statements fail'), when: fc.constantFrom(...FAILING) }) },
)

export const command: fc.Arbitrary<Command> = fc.tuple(fc.nat(1), happening).map(([at, what]) => ({ at, ...what }))
