// Takes a hub file as a draft; unsaved changes of the same hub are replaced only after asking.
import { useSignal } from '@preact/signals'
import type { HubFile } from '../../core/hub-file.ts'
import { say } from '../app-state.ts'
import { drafts } from '../drafts.ts'
import { unsaved } from '../editors.ts'
import { t } from '../i18n.ts'
import { readHubFile, whyUnread } from '../import-hub.ts'
import { go, hubLink } from '../route.ts'
import { Confirm } from './confirm.tsx'
import { Icon } from './icon.tsx'

export function ImportButton() {
  const asked = useSignal<HubFile | undefined>(undefined)
  const take = (file: HubFile): void => {
    drafts.set(file.hub, { file, isImported: true })
    go(hubLink(file.hub, 'review'))
  }
  const open = async (file: File | undefined): Promise<void> => {
    if (!file) return
    // It may be gone since it was chosen, or changed.
    const text = await file.text().catch(() => undefined)
    if (text === undefined) return say(t('import.unreadable'), true)
    const hub = readHubFile(text)
    if (!hub) return say(whyUnread(text), true)
    if (unsaved.value.includes(hub.hub)) asked.value = hub
    else take(hub)
  }
  return (
    <>
      <label class="button">
        <Icon name="upload" />
        {t('import')}
        <input
          class="unseen"
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            void open(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
      </label>
      {asked.value && (
        <Confirm
          title={t('import.overTitle')}
          text={t('import.overText', { hub: asked.value.hub })}
          action={t('import.over')}
          onDone={(isConfirmed) => {
            if (isConfirmed && asked.value) take(asked.value)
            asked.value = undefined
          }}
        />
      )}
    </>
  )
}
