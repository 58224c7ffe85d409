// The hub file as text: for what has no control of its own on these pages.
import { useRef } from 'preact/hooks'
import type { HubDetail } from '../../core/admin.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { readHubFile, whyUnread } from '../import-hub.ts'
import { outlined, written } from '../outline.ts'
import { Field } from './field.tsx'
import { TextArea } from './text-input.tsx'

export function FileEditor({ editor }: { editor: Editor }) {
  const { draft, saved, unread } = editor
  // A file that the pages cannot show is shown as it is, until something that they can show stands in its place.
  const isUnreadable = saved.value !== undefined && !outlined(saved.value.file) && !draft.value.origins.length
  const asSaved = isUnreadable ? textOf(saved.value) : JSON.stringify(written(draft.value), null, 2)
  const wasUnread = useRef(unread.value !== undefined).current
  const details = useRef<HTMLDetailsElement>(null)
  const takeBack = (): void => {
    unread.value = undefined
    details.current?.querySelector('textarea')?.focus()
  }
  return (
    <details class="card" ref={details} open={isUnreadable || wasUnread}>
      <summary>
        <h2>{t('file.title')}</h2>
      </summary>
      <Field label={t('file.label')} hint={t('file.hint')} error={unread.value === undefined ? undefined : whyUnread(unread.value)}>
        <TextArea
          class="mono file"
          rows={20}
          spellcheck={false}
          value={unread.value ?? asSaved}
          onChange={({ currentTarget: { value } }) => {
            const file = readHubFile(value)
            if (file?.hub === draft.value.hub) editor.replace(file)
            else unread.value = value
          }}
        />
      </Field>
      {unread.value !== undefined && (
        <button type="button" class="small" onClick={takeBack}>
          {t('file.takeBack')}
        </button>
      )}
    </details>
  )
}

function textOf(detail: HubDetail | undefined): string {
  return detail?.file ? JSON.stringify(detail.file, null, 2) : (detail?.text ?? '')
}
