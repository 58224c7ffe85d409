// The form of a workspace while it is worked on: what is typed, the version it was filled from, and whether somebody else changed the workspace meanwhile. A save replaces that version only.
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { WorkspaceView } from '../../core/admin.ts'
import { DEFAULT_WORKSPACE } from '../../core/defaults.ts'
import { BRAZE_INSTANCES } from '../../core/braze-instances.ts'

export interface WorkspaceFields {
  endpoint: string
  key: string
  objects: number
  ambiguous: 'resend' | 'hold'
}

/** @param isBusy while a save is on its way what is known of the workspace may be from before it */
export function useWorkspaceDraft(saved: WorkspaceView | undefined, isBusy: boolean) {
  const filled = useSignal(filledFrom(saved))
  const fields = useSignal(filled.value.fields)
  const isTouched = JSON.stringify(fields.value) !== JSON.stringify(filled.value.fields)
  const isAnother = !isBusy && filledFrom(saved).etag !== filled.value.etag
  const take = (view: WorkspaceView | undefined, sent = fields.value): void => {
    filled.value = filledFrom(view)
    if (fields.value === sent) fields.value = filled.value.fields
  }
  useEffect(() => {
    if (isAnother && !isTouched) take(saved)
  }, [isAnother, isTouched, saved])
  return {
    fields,
    set: (changes: Partial<WorkspaceFields>): void => {
      fields.value = { ...fields.value, ...changes }
    },
    /** Of the version that a save replaces; null = there is none yet. */
    etag: filled.value.etag,
    isStale: isAnother && isTouched,
    /** Fills the form from this version. After a save `sent` are the fields that were saved: what was changed meanwhile stays. */
    take,
  }
}

function filledFrom(saved: WorkspaceView | undefined): { etag: string | null; fields: WorkspaceFields } {
  const { etag = null, endpoint = `https://${BRAZE_INSTANCES['US-01']}`, objects, ambiguous } = { ...DEFAULT_WORKSPACE, ...saved }
  return { etag, fields: { endpoint, key: '', objects, ambiguous } }
}
