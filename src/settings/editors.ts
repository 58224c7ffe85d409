// The hubs that are worked on. Unsaved changes stay here when another page is shown or the session ends; the browser asks before a tab with some is closed.
import { computed, signal } from '@preact/signals'
import { api } from './app-state.ts'
import { drafts } from './drafts.ts'
import { createEditor, type Editor } from './hub-editor.ts'
import { unsavedWorkspaces } from './workspace-drafts.ts'

const editors = signal<ReadonlyMap<string, Editor>>(new Map())

/** Names of hubs with unsaved changes. */
export const unsaved = computed(() => [...editors.value].filter(([, { isDirty }]) => isDirty.value).map(([hub]) => hub))

/** The editor that holds unsaved changes of this hub, unless a draft is on its way; else a new one, of that draft or of the file as it is. */
export async function openEditor(hub: string): Promise<Editor> {
  const draft = drafts.get(hub)
  const kept = editors.value.get(hub)
  if (kept?.isDirty.value && !draft) return kept
  const exists = draft?.isImported && (await api.hubs()).hubs.some((one) => one.hub === hub)
  const editor = createEditor(api, draft && !exists ? draft.file : await api.hub(hub))
  if (draft && exists) editor.replace(draft.file)
  // Only now: had the proxy not answered, the next try would need the draft.
  if (drafts.get(hub) === draft) drafts.delete(hub)
  editors.value = new Map([...editors.value].filter(([, { isDirty }]) => isDirty.value)).set(hub, editor)
  return editor
}

/** Discards what is unsaved. A hub that was never saved is gone with its draft. */
export function giveUp(editor: Editor): void {
  if (editor.saved.value) editor.discard()
  else editors.value = new Map([...editors.value].filter(([, one]) => one !== editor))
}

export function warnOnLeave(event: BeforeUnloadEvent): void {
  if (unsaved.value.length || unsavedWorkspaces.value.length) event.preventDefault()
}
