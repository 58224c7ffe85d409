// Saves the draft, which puts it in force, and says so.
import { attempt, say } from './app-state.ts'
import type { Editor } from './hub-editor.ts'
import { t } from './i18n.ts'

export async function save(editor: Editor): Promise<boolean> {
  if (editor.unread.value !== undefined) {
    say(t('file.unread'), true)
    return false
  }
  return attempt(async () => {
    await editor.save()
    return t('save.done')
  })
}
