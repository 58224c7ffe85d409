// Every source path there is: the roots that want a name behind them, each with an example of one, and the paths that stand for themselves.

export const NAMED_SOURCES = {
  'field.': 'email',
  'event.': 'answer',
  'tracked.': 'campaign',
  'extension.': 'tier',
  'page.query.': 'utm_source',
} as const

/** Given only by a rule that gathers the answers of a play. */
export const PLAY_SOURCES = ['play.responses', 'play.complete'] as const

/** Lists of `{question, answer}` by themselves. */
export const LIST_SOURCES: readonly string[] = ['form.responses', 'play.responses']

export const FIXED_SOURCES = [
  'card.id',
  'card.type',
  'card.subType',
  'card.name',
  'hub.id',
  'hub.name',
  'user.id',
  'contact.id',
  'page.path',
  'page.title',
  'page.language',
  'page.url',
  'page.referrer',
  'submission.id',
  'submission.at',
  'form.responses',
  ...PLAY_SOURCES,
] as const
