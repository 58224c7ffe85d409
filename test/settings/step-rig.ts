// What a step of a hub gets, where nothing was asked of the proxy yet.
import { signal } from '@preact/signals'
import type { WorkspaceView } from '../../src/core/admin.ts'
import type { Editor } from '../../src/settings/hub-editor.ts'
import type { Judgement } from '../../src/settings/judgement.ts'
import type { StepProps } from '../../src/settings/pages/step-props.ts'

export function unjudged(): Judgement {
  return { capture: signal(undefined), rules: signal([]), judged: signal(undefined), isBusy: signal(false), error: signal(undefined) }
}

/** @param workspaces undefined while they are loaded */
export function stepProps(editor: Editor, workspaces?: WorkspaceView[]): StepProps {
  const data = workspaces && { workspaces, extraHosts: [] }
  return { editor, workspaces: { data, error: undefined, reload: async () => {} }, judgement: unjudged() }
}
