// What the hub file was before: each can be brought back, as a draft.
import { useSignal } from '@preact/signals'
import { api, attempt, say } from '../app-state.ts'
import { dateTime } from '../format.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { outlined, textOf } from '../outline.ts'
import { useResource } from '../resource.ts'
import { Confirm } from './confirm.tsx'
import { Loaded } from './state.tsx'

export function Versions({ editor }: { editor: Editor }) {
  const { hub } = editor.draft.value
  const versions = useResource(() => api.versions(hub), `${hub} ${editor.saved.value?.etag ?? ''}`)
  /** The version that would replace unsaved changes: asked about first. */
  const asked = useSignal<string | undefined>(undefined)
  const restore = (id: string): Promise<boolean> =>
    attempt(async () => {
      const version = await api.version(hub, id)
      const file = outlined(version.file)
      if (file?.hub === hub) {
        editor.replace(file)
        return t('versions.restored')
      }
      editor.unread.value = textOf(version)
      say(t('versions.unread'), true)
    })
  return (
    <section class="card">
      <h2>{t('versions.title')}</h2>
      <Loaded of={versions} lines={2}>
        {(answer) =>
          answer.versions.length ? (
            <ul class="versions">
              {answer.versions.map(({ id, at }) => (
                <li key={id}>
                  <time dateTime={at}>{dateTime(at)}</time>
                  <button type="button" class="quiet small" onClick={() => (editor.isDirty.value ? (asked.value = id) : void restore(id))}>
                    {t('versions.restore')}
                    <span class="unseen">{dateTime(at)}</span>
                  </button>
                </li>
              ))}
            </ul>
          ) : (
            <p class="hint">{t('versions.none')}</p>
          )
        }
      </Loaded>
      {asked.value !== undefined && (
        <Confirm
          title={t('import.overTitle')}
          text={t('versions.overText', { hub })}
          action={t('import.over')}
          onDone={(isConfirmed) => {
            if (isConfirmed && asked.value !== undefined) void restore(asked.value)
            asked.value = undefined
          }}
        />
      )}
    </section>
  )
}
