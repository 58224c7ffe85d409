// Saves the draft, and says whether that puts it in force.
import type { HubDetail } from '../core/admin.ts'
import { attempt, say } from './app-state.ts'
import type { Editor } from './hub-editor.ts'
import { t, type MessageId } from './i18n.ts'

export async function save(editor: Editor): Promise<boolean> {
  if (editor.unread.value !== undefined) {
    say(t('file.unread'), true)
    return false
  }
  return attempt(async () => {
    await editor.save()
    return t(doneText(editor.saved.value))
  })
}

function doneText(saved: HubDetail | undefined): MessageId {
  // With errors an earlier version is in force, if any.
  if (saved?.state === 'disabled' || saved?.issues.some(({ level }) => level === 'error')) return 'save.doneOff'
  return saved?.state === 'paused' ? 'save.donePaused' : 'save.done'
}
