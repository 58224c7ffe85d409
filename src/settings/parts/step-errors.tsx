// What is wrong in the step that is shown: said where it is put right.
import { stepOf } from '../steps.ts'
import type { Editor } from '../hub-editor.ts'
import type { Step } from '../route.ts'
import { IssueList } from './issue-list.tsx'

export function StepErrors({ editor, step }: { editor: Editor; step: Step }) {
  const errors = editor.issues.value.filter((issue) => issue.level === 'error' && stepOf(issue) === step)
  if (!errors.length) return null
  return (
    <div class="note bad" role="status">
      <IssueList of={errors} file={editor.whole.value} />
    </div>
  )
}
