// The step that is shown. A file written by hand may hold anything, and what is wrong with it is no reason for a dead page: where a step cannot show it, the errors stand there, and the way to the text.
import { useErrorBoundary, useMemo, useRef } from 'preact/hooks'
import type { HubFile } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { IssueList } from '../parts/issue-list.tsx'
import { hubLink, type Step } from '../route.ts'
import { StepHub } from './step-hub.tsx'
import { StepMap } from './step-map.tsx'
import { StepPeople } from './step-people.tsx'
import type { StepProps } from './step-props.ts'
import { StepReview } from './step-review.tsx'
import { StepWorkspace } from './step-workspace.tsx'

const BODIES: Record<Step, (props: StepProps) => preact.JSX.Element> = {
  hub: StepHub,
  people: StepPeople,
  map: StepMap,
  workspace: StepWorkspace,
  review: StepReview,
}

export function StepBody({ step, ...props }: StepProps & { step: Step }) {
  const { whole, issues } = props.editor
  const shown = whole.value
  const failed = useRef<HubFile | undefined>(undefined)
  useErrorBoundary(() => {
    failed.current = shown
  })
  const Body = useMemo(() => BODIES[step], [step])
  // Tried again once the draft is another one.
  if (failed.current !== shown) return <Body {...props} />
  return (
    <div class="note bad" role="alert">
      {/* All of them: a step reads more of the file than it edits. */}
      <IssueList of={issues.value.filter(({ level }) => level === 'error')} file={shown} />
      <p>
        {t('file.unread')} <a href={hubLink(shown.hub, 'review')}>{t('file.title')}</a>
      </p>
    </div>
  )
}
