// What a proxy that has been at work for a while would tell: for the pages' screenshots and states.
import type { DeadReason, SubmissionStage } from '../../src/core/codes.ts'
import type { ActivityAnswer, DeadLetterView, SubmissionView, WorkspaceView } from '../../src/core/admin.ts'
import type { Seen } from '../../src/core/inspector.ts'

/** The same each time: a day's curve with an evening peak. */
function curve(index: number, length: number): number {
  const phase = index / length
  return Math.round(38 + 30 * Math.sin(phase * 9 + 1) + 46 * Math.exp(-((phase - 0.72) ** 2) * 60) + ((index * 7919) % 13))
}

export function activity(isFull: boolean, hours: string): ActivityAnswer {
  const bucketSeconds = hours === '1' ? 60 : hours === '24' ? 900 : 7200
  const length = (Number(hours) * 3600) / bucketSeconds
  const now = Date.now()
  const start = Math.floor(now / 1000 / bucketSeconds) * bucketSeconds * 1000
  const series = Array.from({ length }, (_, index) => {
    const accepted = isFull ? curve(index, length) : 0
    const isOutage = isFull && index > length * 0.48 && index < length * 0.56
    const backlog = isOutage ? Math.round((index - length * 0.48) * 46) : isFull ? index % 4 : 0
    return {
      at: new Date(start - (length - 1 - index) * bucketSeconds * 1000).toISOString(),
      accepted,
      delivered: isOutage ? 0 : accepted,
      refused: isFull && index % 17 === 3 ? 2 : 0,
      deadLetters: isFull && index % 31 === 5 ? 1 : 0,
      pending: backlog,
      oldestSeconds: isOutage ? Math.round((index - length * 0.48) * bucketSeconds) : 0,
    }
  })
  const at = (seconds: number): string => new Date(now - seconds * 1000).toISOString()
  const way = (seconds: number, last: SubmissionStage, reason?: DeadReason): SubmissionView['stages'] => [
    { stage: 'accepted', at: at(seconds) },
    { stage: 'sending', at: at(seconds) },
    { stage: last, at: at(seconds - 1), ...(reason && { reason }) },
  ]
  const submission = (id: number, masked: string, rule: string, stages: SubmissionView['stages']): SubmissionView => ({
    id: `01980000-0000-7000-8000-00000000000${id}`,
    hub: 'summer-footy',
    rule,
    workspace: 'default',
    person: { as: 'user_alias', masked },
    attributes: ['email', 'first_name', 'favourite_team'],
    events: ['Quiz Entered'],
    purchases: 0,
    problems: id === 2 ? [{ target: 'attributes.games_attended', code: 'invalid_integer' }] : [],
    stages,
  })
  return {
    now: new Date(now).toISOString(),
    bucketSeconds,
    series,
    submissions: isFull
      ? [
          submission(1, 'j•••@e•••.com', 'quiz-entry', way(4, 'sent')),
          submission(2, 'm•••@g•••.com', 'quiz-entry', way(31, 'sent')),
          submission(3, 'a•••@k•••.jp', 'competition-entry', way(58, 'waiting')),
          submission(4, 'r•••@e•••.org', 'poll-answer', way(240, 'sent')),
          submission(5, 't•••@h•••.com', 'competition-entry', way(1260, 'dead', 'refused')),
        ]
      : [],
    problems: isFull
      ? [
          {
            hub: 'summer-footy',
            rule: 'quiz-entry',
            target: 'attributes.games_attended',
            code: 'invalid_integer',
            count: 41,
            lastAt: at(31),
          },
          { hub: 'summer-footy', rule: 'competition-entry', target: 'attributes.phone', code: 'invalid_phone', count: 17, lastAt: at(600) },
          { hub: 'winter-quiz', rule: 'competition-entry', target: 'attributes.dob', code: 'ambiguous_date', count: 6, lastAt: at(7200) },
        ]
      : [],
    refusals: isFull ? [{ code: 'rate_limited', count: 12 }] : [],
  }
}

export function workspace(name: string): WorkspaceView {
  const isSecond = name === 'brand-eu'
  return {
    name,
    etag: 'w1',
    endpoint: isSecond ? 'https://rest.fra-02.braze.eu' : 'https://rest.iad-03.braze.com',
    key: { source: `stored:${name}`, present: true },
    objects: 75,
    count: 'combined',
    rate: [{ requests: 3000, seconds: 3 }],
    ambiguous: 'resend',
    health: {
      state: isSecond ? 'waiting' : 'ok',
      ...(isSecond && { reason: 'rate_limited', nextAttemptAt: new Date(Date.now() + 4000).toISOString() }),
      pending: isSecond ? 12 : 0,
      oldestSeconds: isSecond ? 46 : 0,
      deadLetters: 4,
      windows: [{ used: isSecond ? 2870 : 214, requests: 3000, seconds: 3 }],
      lastAnswer: { status: isSecond ? 429 : 201, at: new Date(Date.now() - 2000).toISOString() },
    },
  }
}

export function deadLetters(): DeadLetterView[] {
  const letter = (id: number, masked: string, reason: DeadReason, detail: string): DeadLetterView => ({
    id: `d${id}`,
    envelope: `01980000-0000-7000-8000-0000000000${10 + id}`,
    hub: 'summer-footy',
    rule: 'competition-entry',
    workspace: 'default',
    at: new Date(Date.now() - id * 3_700_000).toISOString(),
    diedAt: new Date(Date.now() - id * 3_600_000).toISOString(),
    reason,
    ...(detail && { detail }),
    person: { as: 'user_alias', masked },
    objects: {
      attributes: [
        { user_alias: { alias_name: masked, alias_label: 'email' }, email: masked, first_name: 'J•••', _update_existing_only: false },
      ],
    },
  })
  return [
    letter(1, 't•••@h•••.com', 'refused', "'email' is not a valid email address"),
    letter(2, 'b•••@l•••.co', 'refused', "'email' is not a valid email address"),
    letter(3, '+61•••12', 'refused', "'phone' is invalid"),
    letter(4, 'n•••@e•••.com', 'ambiguous', ''),
  ]
}

export function seen(): Seen {
  const at = new Date(Date.now() - 300_000).toISOString()
  return {
    forms: [
      {
        selector: 'form#entry',
        at,
        path: '/',
        fields: [
          { id: 'first_name', kind: 'text', label: 'First name' },
          { id: 'last_name', kind: 'text', label: 'Last name' },
          { id: 'email', kind: 'email', label: 'E-mail' },
          { id: 'team', kind: 'select-one', label: 'Your team', options: ['sharks', 'roos', 'kites'] },
          { id: 'games', kind: 'number', label: 'Games attended' },
          { id: 'postcode', kind: 'text', label: 'Postcode' },
          { id: 'birthday', kind: 'date', label: 'Birthday' },
          { id: 'newsletter', kind: 'checkbox', label: 'Send me the newsletter' },
          { id: 'privacy', kind: 'checkbox', label: 'I accept the privacy policy' },
        ],
      },
    ],
    events: [
      {
        name: 'card-answered',
        at,
        cardTypes: ['Quiz', 'Poll'],
        paths: [
          { path: 'question', kind: 'string' },
          { path: 'answer', kind: 'string' },
          { path: 'isCorrect', kind: 'boolean' },
        ],
      },
    ],
  }
}
