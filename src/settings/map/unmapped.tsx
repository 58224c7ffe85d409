// What an inspector saw on the hub and this rule does not read yet: fields of forms, or values of the rule's Komo events, each with the target that it seems meant for.
import type { Seen } from '../../core/inspector.ts'
import type { HubFile, Rule } from '../../core/hub-file.ts'
import type { Editor } from '../hub-editor.ts'
import { ago } from '../format.ts'
import { t } from '../i18n.ts'
import { openInspector } from '../open-inspector.ts'
import { keepPlaceOf } from '../parts/focus.ts'
import { Icon } from '../parts/icon.tsx'
import type { Resource } from '../resource.ts'
import { seenFor } from './seen-sources.ts'
import { usedSources } from './sources.ts'
import type { Suggestion } from './suggest.ts'

interface Props {
  hub: HubFile
  rule: Rule
  seen: Resource<Seen>
  canInspect: boolean
  editor: Editor
  onMap: (suggestion: Suggestion) => void
}

export function Unmapped({ hub, rule, seen, canInspect, editor, onMap }: Props) {
  const { places, sources, isForm } = seenFor(rule, seen.data)
  // Mapped here means read by this rule's own targets: an identity alone sets no attribute.
  const used = new Set(usedSources({ ...hub, identity: [] }, rule).map(({ path }) => path))
  const open = sources.filter(({ path }) => !used.has(path))
  if (!places.length) {
    return (
      <div class="seen-none">
        <p>{t(!canInspect ? 'seen.saveFirst' : isForm ? 'seen.none' : 'seen.noneValues')}</p>
        {canInspect && (
          <button type="button" class="small" onClick={() => void openInspector(editor)}>
            <Icon name="inspect" />
            {t('inspector.open')}
          </button>
        )}
      </div>
    )
  }
  // Only objects and lists of them, or passwords: nothing that a target could take.
  if (!sources.length) return <p class="hint">{t('seen.nothing')}</p>
  if (!open.length) return <p class="hint seen-all">{t(isForm ? 'seen.all' : 'seen.allValues')}</p>
  return (
    <div class="unmapped">
      <h3>{t(isForm ? 'seen.title' : 'seen.values', { count: open.length })}</h3>
      <p class="quiet-text">
        {places.map(({ name, where, at }) => (
          <span key={name}>
            <code>{name}</code> {where && `${where} · `}
            {ago(at, Date.now())}
          </span>
        ))}
      </p>
      <ul>
        {open.map(({ id, path, note, suggestion }) => (
          <li key={path}>
            <span>
              <code>{id}</code> <span class="quiet-text">{note}</span>
            </span>
            <span class="suggested">
              <Icon name="right" />
              <code>{suggestion.name}</code>
            </span>
            <button
              type="button"
              class="small"
              onClick={({ currentTarget }) => {
                const giveBack = keepPlaceOf(currentTarget, 'button')
                onMap(suggestion)
                requestAnimationFrame(giveBack)
              }}
            >
              {t('seen.map')}
              <span class="unseen">{id}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
