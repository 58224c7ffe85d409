// Every source path there is: the roots that need a name after them, each with an example of one, and the paths that are complete.

export const NAMED_SOURCES = {
  'field.': 'email',
  'event.': 'answer',
  'tracked.': 'campaign',
  'extension.': 'tier',
  'page.query.': 'utm_source',
} as const

/** Only in a rule that gathers the answers of a play (`collect`). */
export const PLAY_SOURCES = ['play.responses', 'play.complete'] as const

/** The sources that are lists of `{question, answer}`. */
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
