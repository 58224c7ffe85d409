// One hub while it is worked on: the version saved, the draft, what is wrong with it. Survives a change of step; one per opened hub.
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { DryRunRequest, HubDetail, Inherited, Issue } from '../core/admin.ts'
import { canonical } from '../core/canonical.ts'
import type { HubFile, Rule } from '../core/hub-file.ts'
import { type Api, ApiError } from './api.ts'
import { isInherited, outlined, textOf, withInherited, written } from './outline.ts'

export type Editor = ReturnType<typeof createEditor>

/** A hub that has no file yet has a draft and no `saved`. */
export function createEditor(api: Pick<Api, 'hub' | 'saveHub' | 'dryRun' | 'pauseHub' | 'resumeHub'>, start: HubFile | HubDetail) {
  const isNew = !('etag' in start)
  const shown = (detail: HubDetail): HubFile => outlined(detail.file) ?? emptyFile(detail.hub)
  const saved = signal<HubDetail | undefined>(isNew ? undefined : start)
  const opened = isNew ? start : shown(start)
  const draft = signal<HubFile>(opened)
  /** The file as it was opened, or as it is saved since. */
  const lastSaved = computed(() => (saved.value ? shown(saved.value) : opened))
  const inherited = signal<Inherited | undefined>(isNew ? undefined : start.inherited)
  const issues = signal<Issue[]>(isNew ? [] : start.issues)
  /** A text that was typed or restored as the file, and is no hub file. It stays until it is one or is discarded; meanwhile nothing is saved. */
  const unread = signal<string | undefined>(undefined)
  /** Set where somebody else changed the file meanwhile. */
  const isStale = signal(false)
  const isAsSaved = computed(() => saved.value !== undefined && JSON.stringify(lastSaved.value) === JSON.stringify(draft.value))
  const isDirty = computed(() => !isAsSaved.value || unread.value !== undefined)
  /** Whether the pages cannot show the saved file, and nothing has replaced it yet: then the draft is empty, and says nothing about the file. */
  const isUnshown = computed(() => isAsSaved.value && !outlined(saved.value?.file))

  /** The file as it stands here: the text that is no hub file yet, what the pages cannot show, else the draft as it would be written. */
  const text = computed(
    () => unread.value ?? (isUnshown.value && saved.value ? textOf(saved.value) : JSON.stringify(written(draft.value), null, 2)),
  )

  /** Whether it extends what the draft extends. */
  const isOfDraft = ({ file }: HubDetail): boolean => file?.extends === draft.value.extends

  /** @param sent the draft that was saved: what was changed meanwhile stays, unsaved */
  function take(detail: HubDetail, sent = draft.value): void {
    saved.value = detail
    if (draft.value === sent) draft.value = shown(detail)
    if (isOfDraft(detail)) inherited.value = detail.inherited
    issues.value = detail.issues
    isStale.value = false
  }

  /** Takes in what the proxy says of the hub now. If both the file and the draft have changed, the version that the draft began with stays: with the new `etag`, a save would overwrite somebody else's change. */
  function see(now: HubDetail): void {
    const known = saved.value
    if (!known) return
    if (now.etag === known.etag) {
      saved.value = now
      if (isOfDraft(now)) inherited.value = now.inherited
    } else if (isDirty.value) {
      saved.value = { ...known, state: now.state }
      isStale.value = true
    } else take(now)
  }

  /** Undefined where the file is gone from the folder: then the draft is all there is of the hub, and a save writes it anew. */
  async function ask(): Promise<HubDetail | undefined> {
    try {
      return await api.hub(draft.value.hub)
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'not_found')) throw error
      return undefined
    }
  }

  function lose(): void {
    saved.value = undefined
    isStale.value = false
  }

  let saving: Promise<void> | undefined
  async function save(): Promise<void> {
    const sent = draft.value
    try {
      take(await api.saveHub(written(sent), saved.value?.etag ?? null), sent)
    } catch (error) {
      if (error instanceof ApiError) {
        if (error.code === 'changed') isStale.value = true
        if (error.issues.length) issues.value = error.issues
      }
      throw error
    }
  }

  /** Changes a copy, so that whoever shows the draft sees another object. */
  function edit(change: (file: HubFile) => void): void {
    const next = structuredClone(draft.value)
    change(next)
    const before = saved.value && shown(saved.value)
    // A change that was undone leaves nothing unsaved, even if a key was removed and added again behind the others.
    draft.value = before && canonical(next) === canonical(before) ? before : next
  }

  return {
    saved,
    /** Whether the file, as it was opened or last saved, has this key itself, not only by inheritance. */
    hadOwn: (key: keyof HubFile): boolean => key in lastSaved.value,
    /** That file with what it inherits: its values stay on offer after something else was chosen. */
    before: computed(() => withInherited(lastSaved.value, inherited.value)),
    draft: draft as ReadonlySignal<HubFile>,
    /** The draft with what it inherits: what is in force once it is saved. */
    whole: computed(() => withInherited(draft.value, inherited.value)),
    inherited: inherited as ReadonlySignal<Inherited | undefined>,
    inherits: (key: keyof Inherited): boolean => isInherited(key, draft.value, inherited.value),
    /** Copies those of these keys that the draft inherits into the draft itself. */
    own: (keys: (keyof Inherited)[]) =>
      edit((file) => {
        const copied = keys
          .filter((key) => isInherited(key, file, inherited.value))
          .map((key) => [key, structuredClone(inherited.value?.[key])])
        Object.assign(file, Object.fromEntries(copied))
      }),
    issues,
    isStale,
    isDirty,
    isUnshown,
    text,
    edit,
    editRule: (index: number, change: (rule: Rule) => void) =>
      edit((file) => {
        const rule = file.rules[index]
        if (rule) change(rule)
      }),
    unread,
    replace: (file: HubFile) => {
      draft.value = file
      unread.value = undefined
    },
    discard: () => {
      unread.value = undefined
      if (!saved.value) return
      draft.value = shown(saved.value)
      issues.value = saved.value.issues
    },
    /**
     * What the proxy says now: whether the script was seen, how the hub is; and whether somebody else changed the file.
     * @param isTyping something is typed that is not in the draft yet, and so not unsaved: another version waits for that
     */
    look: async (isTyping = (): boolean => false) => {
      const before = saved.value
      if (!before) return
      const now = await ask()
      if (saved.value !== before || isTyping()) return
      if (now) see(now)
      else lose()
    },
    reload: async () => {
      const now = await ask()
      if (!now) return lose()
      take(now)
      unread.value = undefined
    },
    /** Called twice, it saves once: the second save would find the file changed, by the first. */
    save: (): Promise<void> => (saving ??= save().finally(() => (saving = undefined))),
    setPaused: async (isPaused: boolean) => {
      const { hub } = draft.value
      const now = await (isPaused ? api.pauseHub(hub) : api.resumeHub(hub))
      const known = saved.value
      // The draft stays: pausing is no edit.
      if (now) see(now)
      else if (known) saved.value = { ...known, state: isPaused ? 'paused' : 'enabled' }
    },
    /** Judges the draft, and the capture where there is one. */
    judge: async (capture: DryRunRequest['capture'], signal: AbortSignal) => {
      const answer = await api.dryRun({ hub: written(draft.value), ...(capture && { capture }) }, signal)
      issues.value = answer.issues
      inherited.value = answer.inherited
      return answer.rules
    },
  }
}

function emptyFile(hub: string): HubFile {
  return { hub, origins: [], identity: [], rules: [] }
}
