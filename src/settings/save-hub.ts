// Saves the draft, which puts it in force, and says so.
import { attempt } from './app-state.ts'
import type { Editor } from './hub-editor.ts'
import { t } from './i18n.ts'

export function save(editor: Editor): Promise<boolean> {
  return attempt(async () => {
    await editor.save()
    return t('save.done')
  })
}
