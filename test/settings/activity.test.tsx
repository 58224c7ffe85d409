// A submission on the activity page: what its pill says is so of all of it.
import { expect, test } from 'vitest'
import type { SubmissionStage } from '../../src/core/codes.ts'
import { SubmissionEntry } from '../../src/settings/parts/submission-entry.tsx'
import { all, show } from './document.tsx'
import { activity } from './sample-data.ts'

const [submission] = activity(true, '24').submissions
const at = new Date().toISOString()

function pill(way: string): string[] {
  const stages = `accepted ${way}`.split(' ').map((stage) => ({ stage: stage as SubmissionStage, at }))
  show({ ...submission!, stages }, (one) => <SubmissionEntry of={one} now={Date.now()} />)
  return all<HTMLElement>('.pill').flatMap(({ textContent, className }) => [textContent ?? '', className.replace('pill ', '')])
}

test.each([
  ['sending', 'Sending', 'calm'],
  ['sending waiting', 'Waiting', 'warn'],
  ['sending waiting sending sent', 'Delivered', 'good'],
  ['sending sent dead', 'Dead letter', 'bad'],
  ['sending ambiguous waiting sending sent', 'Answer lost', 'bad'],
  ['sending ambiguous waiting sending', 'Answer lost', 'bad'],
  ['sending ambiguous waiting sending sent sending', 'Sending', 'calm'],
  ['sending ambiguous waiting sending sent sending sent', 'Delivered', 'good'],
  ['sending dead sending waiting sending dead', 'Dead letter', 'bad'],
  ['sending dead sending waiting sending sent', 'Delivered', 'good'],
  ['sending dead unconfirmed sending sent', 'Unconfirmed', 'warn'],
])('%s: %s', (way, text, tone) => expect(pill(way)).toEqual([text, tone]))
