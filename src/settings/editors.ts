// The hubs that are worked on. What is unsaved stays here when another page is shown or the session ends; the browser asks before the tab is closed over it.
import { computed, signal } from '@preact/signals'
import { api } from './app-state.ts'
import { drafts } from './drafts.ts'
import { createEditor, type Editor } from './hub-editor.ts'
import { unsavedWorkspaces } from './workspace-drafts.ts'

const editors = signal<ReadonlyMap<string, Editor>>(new Map())

/** Names of hubs with unsaved changes. */
export const unsaved = computed(() => [...editors.value].filter(([, { isDirty }]) => isDirty.value).map(([hub]) => hub))

/** The editor with what is unsaved of this hub, else a new one: of a draft on its way, or of the file as it is. */
export async function openEditor(hub: string): Promise<Editor> {
  const draft = drafts.get(hub)
  const kept = editors.value.get(hub)
  if (kept?.isDirty.value && !draft) return kept
  const isThere = draft && (await api.hubs()).hubs.some((one) => one.hub === hub)
  const editor = createEditor(api, draft && !isThere ? draft : await api.hub(hub))
  if (draft && isThere) editor.replace(draft)
  // Not before: where the session has ended, or the proxy is away, it is opened again later.
  if (drafts.get(hub) === draft) drafts.delete(hub)
  editors.value = new Map([...editors.value].filter(([, { isDirty }]) => isDirty.value)).set(hub, editor)
  return editor
}

/** A hub that was never saved is gone with its draft. */
export function giveUp(editor: Editor): void {
  if (editor.saved.value) editor.discard()
  else editors.value = new Map([...editors.value].filter(([, one]) => one !== editor))
}

export function warnOnLeave(event: BeforeUnloadEvent): void {
  if (unsaved.value.length || unsavedWorkspaces.value.length) event.preventDefault()
}
