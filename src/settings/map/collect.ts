// The answers of one play as one submission: what a rule begins with when that is chosen.
import type { Seen, SeenEvent } from '../../core/inspector.ts'
import type { Collect, Rule, SourcePath } from '../../core/hub-file.ts'
import type { Row } from './rows.ts'

type Kind = SeenEvent['paths'][number]['kind']

/** What properties can hold of a play. */
export const PLAY_ROWS = {
  answers: ['answers', { from: 'play.responses', type: 'object', many: true }],
  complete: ['complete', { from: 'play.complete', type: 'boolean' }],
} satisfies Record<string, Row>

/** With paths seen in the rule's events whose names say what they hold; else with the names that quizzes mostly use. */
export function freshCollect(on: Rule['on'], seen: Seen | undefined): Collect {
  const events = seen?.events ?? []
  const paths = events.filter(({ name }) => [on].flat().includes(name)).flatMap((event) => event.paths)
  const called = (pattern: RegExp, kinds: Kind[]): SourcePath[] => {
    const found = paths.find(({ path, kind }) => pattern.test(path) && kinds.includes(kind))
    return found ? [`event.${found.path}`] : []
  }
  const values: Kind[] = ['string', 'number', 'boolean']
  const [question = 'event.question'] = called(/question/i, values)
  const [answer = 'event.answer'] = called(/answer|choice|option/i, values)
  const correct = called(/correct/i, ['boolean'])
  const isSurvey = events.some(({ name }) => name === 'survey-submitted') && !events.some(({ name }) => name === 'card-finished')
  return {
    question: [question],
    answer: [answer],
    ...(correct.length && { correct }),
    until: [isSurvey ? 'survey-submitted' : 'card-finished'],
  }
}
