// Fields that an inspector saw on the hub and that this rule does not read yet, each with the target that it seems meant for.
import type { Seen, SeenField } from '../../core/admin.ts'
import type { HubFile, Rule } from '../../core/hub-file.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { openInspector } from '../open-inspector.ts'
import { Icon } from '../parts/icon.tsx'
import type { Resource } from '../resource.ts'
import { usedSources } from './sources.ts'
import { suggest } from './suggest.ts'

interface Props {
  hub: HubFile
  rule: Rule
  seen: Resource<Seen>
  canInspect: boolean
  editor: Editor
  onMap: (field: SeenField) => void
}

export function Unmapped({ hub, rule, seen, canInspect, editor, onMap }: Props) {
  if (![rule.on].flat().includes('form')) return null
  const forms = seen.data?.forms ?? []
  // Mapped here means read by this rule's own targets: an identity alone sets no attribute.
  const used = new Set(usedSources({ ...hub, identity: [] }, rule).map(({ path }) => path))
  const fields = new Map(forms.flatMap((form) => form.fields.map((field): [string, SeenField] => [field.id, field])))
  const open = [...fields.values()].filter((field) => !used.has(`field.${field.id}`) && suggest(field))
  if (!forms.length) {
    return (
      <div class="seen-none">
        <p>{t(canInspect ? 'seen.none' : 'seen.saveFirst')}</p>
        {canInspect && (
          <button type="button" class="small" onClick={() => void openInspector(editor)}>
            <Icon name="inspect" />
            {t('inspector.open')}
          </button>
        )}
      </div>
    )
  }
  if (!open.length) return <p class="hint seen-all">{t('seen.all')}</p>
  return (
    <div class="unmapped">
      <h3>{t('seen.title', { count: open.length })}</h3>
      <ul>
        {open.map((field) => (
          <li key={field.id}>
            <span>
              <code>{field.id}</code>{' '}
              <span class="quiet-text">
                {field.kind}
                {field.label && ` · ${field.label}`}
              </span>
            </span>
            <span class="suggested">
              <Icon name="right" />
              <code>{suggest(field)?.name}</code>
            </span>
            <button type="button" class="small" onClick={() => onMap(field)}>
              {t('seen.map')}
              <span class="unseen">{field.id}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
