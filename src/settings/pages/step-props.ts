// What each of the five steps gets: the hub that is worked on, the workspaces, and the dry run.
import type { WorkspacesAnswer } from '../../core/admin.ts'
import type { Editor } from '../hub-editor.ts'
import type { Judgement } from '../judgement.ts'
import type { Resource } from '../resource.ts'

export interface StepProps {
  editor: Editor
  workspaces: Resource<WorkspacesAnswer>
  judgement: Judgement
}
