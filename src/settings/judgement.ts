// The dry run of the draft, as it is edited: asked for a moment after the last change, which aborts the request before.
import { signal, useSignalEffect, type Signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Capture } from '../core/capture.ts'
import type { DryRunRule } from '../core/dry-run-rule.ts'
import type { HubFile } from '../core/hub-file.ts'
import { errorText, isOffline } from './app-state.ts'
import type { Editor } from './hub-editor.ts'

const PAUSE_MS = 200

export interface Judgement {
  /** What is judged besides the file; undefined = the file only. */
  capture: Signal<Capture | undefined>
  rules: Signal<DryRunRule[]>
  /** The draft that the last answer was about. */
  judged: Signal<HubFile | undefined>
  isBusy: Signal<boolean>
  error: Signal<string | undefined>
}

export function useJudgement(editor: Editor): Judgement {
  const judgement = useMemo<Judgement>(
    () => ({ capture: signal(undefined), rules: signal([]), judged: signal(undefined), isBusy: signal(false), error: signal(undefined) }),
    [editor],
  )
  useSignalEffect(() => {
    const capture = judgement.capture.value
    // Read only to subscribe: a change of the draft asks again, and so does a proxy that is back.
    void [editor.draft.value, isOffline.value]
    if (editor.isUnshown.value) return undefined
    const asking = new AbortController()
    const timer = setTimeout(() => void ask(editor, judgement, capture, asking.signal), PAUSE_MS)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  })
  return judgement
}

async function ask(editor: Editor, judgement: Judgement, capture: Capture | undefined, signal: AbortSignal): Promise<void> {
  judgement.isBusy.value = true
  const draft = editor.draft.value
  try {
    judgement.rules.value = await editor.judge(capture, signal)
    judgement.judged.value = draft
    judgement.error.value = undefined
  } catch (error) {
    if (!signal.aborted) judgement.error.value = errorText(error)
  } finally {
    if (!signal.aborted) judgement.isBusy.value = false
  }
}
