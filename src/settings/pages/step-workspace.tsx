// Step 4: which Braze workspace the hub's data goes to, and that it can be reached.
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { Loaded } from '../parts/state.tsx'
import { StepErrors } from '../parts/step-errors.tsx'
import { WorkspaceForm } from '../parts/workspace-form.tsx'
import { putChoice } from '../put-choice.ts'
import type { StepProps } from './step-props.ts'

export function StepWorkspace({ editor, workspaces }: StepProps) {
  const chosen = editor.whole.value.workspace ?? 'default'
  const earlier = editor.before.value.workspace ?? 'default'
  return (
    <div class="step">
      <StepErrors editor={editor} step="workspace" />
      <Loaded of={workspaces} lines={5}>
        {(answer) => {
          const names = [...new Set(['default', ...answer.workspaces.map(({ name }) => name), earlier, chosen])]
          return (
            <section class="card">
              <h2>{t('workspace.title')}</h2>
              {names.length > 1 && (
                <Field label={t('workspace.which')} hint={t('workspace.whichHint')}>
                  <select value={chosen} onChange={(event) => putChoice(editor, 'workspace', event.currentTarget.value)}>
                    {names.map((name) => (
                      <option key={name}>{name}</option>
                    ))}
                  </select>
                </Field>
              )}
              <WorkspaceForm key={chosen} name={chosen} answer={answer} reload={workspaces.reload} />
            </section>
          )
        }}
      </Loaded>
    </div>
  )
}
