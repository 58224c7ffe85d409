// The form of a workspace while it is shown: what is typed, the version it was filled from, and whether somebody else changed the workspace meanwhile. A save replaces that version only.
import { useEffect, useMemo } from 'preact/hooks'
import type { WorkspaceView } from '../../core/admin.ts'
import { draftOf, filledFrom, isTouched, openDraft, type WorkspaceFields } from '../workspace-drafts.ts'

/**
 * @param kept the name under which it is kept while another page is shown; undefined while the name itself is being typed
 * @param isBusy a save is on its way: `saved` may be from before it
 */
export function useWorkspaceDraft(kept: string | undefined, saved: WorkspaceView | undefined, isBusy: boolean) {
  const draft = useMemo(() => (kept === undefined ? draftOf(saved) : openDraft(kept, saved)), [kept])
  const { filled, fields } = draft
  const hasTyped = isTouched(draft)
  const isAnother = !isBusy && filledFrom(saved).etag !== filled.value.etag
  const take = (view: WorkspaceView | undefined, sent = fields.value): void => {
    filled.value = filledFrom(view)
    if (fields.value === sent) fields.value = filled.value.fields
  }
  useEffect(() => {
    if (isAnother && !hasTyped) take(saved)
  }, [isAnother, hasTyped, saved])
  return {
    fields,
    set: (changes: Partial<WorkspaceFields>): void => {
      fields.value = { ...fields.value, ...changes }
    },
    /** Of the version that a save replaces; null = there is none yet. */
    etag: filled.value.etag,
    isStale: isAnother && hasTyped,
    /** Fills the form from this version. After a save `sent` are the fields that were saved: what was changed meanwhile stays. */
    take,
  }
}
