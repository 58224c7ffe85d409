// Forms of workspaces that are worked on, by name. Kept while another page or step is shown, but in this tab's memory only, because one may hold a key.
import { computed, signal, type Signal } from '@preact/signals'
import type { WorkspaceView } from '../core/admin.ts'
import { BRAZE_INSTANCES } from '../core/braze-instances.ts'
import { DEFAULT_WORKSPACE } from '../core/defaults.ts'

export interface WorkspaceFields {
  endpoint: string
  key: string
  objects: number
  ambiguous: 'resend' | 'hold'
}

export interface WorkspaceDraft {
  /** The version that the form was filled from; etag null = there is none yet. */
  filled: Signal<{ etag: string | null; fields: WorkspaceFields }>
  fields: Signal<WorkspaceFields>
}

const drafts = signal<ReadonlyMap<string, WorkspaceDraft>>(new Map())

/** Names of workspaces whose form has unsaved changes. */
export const unsavedWorkspaces = computed(() => [...drafts.value].filter(([, draft]) => isTouched(draft)).map(([name]) => name))

/** The form that holds unsaved changes of this workspace, else a new one. */
export function openDraft(name: string, saved: WorkspaceView | undefined): WorkspaceDraft {
  const kept = drafts.peek().get(name)
  if (kept && isTouched(kept)) return kept
  const draft = draftOf(saved)
  drafts.value = new Map(drafts.peek()).set(name, draft)
  return draft
}

/** Whoever signs out leaves no key behind. */
export function forgetDrafts(): void {
  drafts.value = new Map()
}

export function draftOf(saved: WorkspaceView | undefined): WorkspaceDraft {
  const filled = filledFrom(saved)
  return { filled: signal(filled), fields: signal(filled.fields) }
}

export function isTouched({ filled, fields }: WorkspaceDraft): boolean {
  return JSON.stringify(fields.value) !== JSON.stringify(filled.value.fields)
}

export function filledFrom(saved: WorkspaceView | undefined): { etag: string | null; fields: WorkspaceFields } {
  const { etag = null, endpoint = `https://${BRAZE_INSTANCES['US-01']}`, objects, ambiguous } = { ...DEFAULT_WORKSPACE, ...saved }
  return { etag, fields: { endpoint, key: '', objects, ambiguous } }
}
