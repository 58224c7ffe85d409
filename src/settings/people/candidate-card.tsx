// One way to map a person: its kind, its source, what it means in plain words, and its place among the others.
import { useRef } from 'preact/hooks'
import type { Identity } from '../../core/hub-file.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import {
  IDENTITY_KINDS,
  IDENTITY_SORTS,
  identityOf,
  kindOf,
  sourceOf,
  withSource,
  type IdentityKind,
  type IdentitySort,
} from '../identity-kinds.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import type { RowKeys } from '../parts/row-keys.ts'
import { SourceInput } from '../parts/source-input.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { meaningOf } from './meaning-of.ts'

interface Props {
  editor: Editor
  identity: Identity
  index: number
  count: number
  keys: RowKeys
}

export function CandidateCard({ editor, identity, index, count, keys }: Props) {
  const kind = kindOf(identity)
  const source = sourceOf(identity)
  const name = t(`identity.${kind}`)
  const replace = (next: Identity): void =>
    editor.edit((file) => {
      file.identity[index] = next
    })
  // A kind begins with the last source of its sort, even if kinds of other sorts were chosen in between.
  const before = useRef<{ [sort in IdentitySort]?: Identity }>({})
  before.current[IDENTITY_SORTS[kind]] = identity
  // A label and `reach` belong to one kind: choosing another and coming back restores them.
  const earlier = useRef<{ [kind in IdentityKind]?: Identity }>({})
  earlier.current[kind] = identity
  const choose = (next: IdentityKind): void => replace(identityOf(next, before.current[IDENTITY_SORTS[next]], earlier.current[next]))
  const move = (by: number, pressed: HTMLButtonElement): void => {
    keys.move(index, index + by)
    editor.edit((file) => {
      const [moved] = file.identity.splice(index, 1)
      if (moved) file.identity.splice(index + by, 0, moved)
    })
    // Moving loses the focus. At an end of the list the pressed button is disabled: then the other one gets it.
    requestAnimationFrame(() => {
      const other = pressed.parentElement?.querySelector<HTMLElement>('.move:not([disabled])')
      ;(pressed.disabled ? other : pressed)?.focus()
    })
  }
  return (
    <li class="candidate">
      <span class="ordinal" aria-hidden="true">
        {index + 1}
      </span>
      <div class="candidate-body">
        <div class="columns">
          <Field label={t('people.kind')}>
            <select value={kind} onChange={(event) => choose(event.currentTarget.value as IdentityKind)}>
              {IDENTITY_KINDS.map((one) => (
                <option key={one} value={one}>
                  {t(`identity.${one}`)}
                </option>
              ))}
            </select>
          </Field>
          {identity.as === 'user_alias' && kind === 'alias_other' && (
            <Field label={t('people.label')}>
              <TextInput
                class="mono"
                value={identity.label}
                onChange={(event) => replace({ ...identity, label: event.currentTarget.value.trim() })}
              />
            </Field>
          )}
          {source === undefined ? (
            <p class="hint">{t('map.inFile')}</p>
          ) : (
            <Field label={t('proof' in identity ? 'people.proof' : 'people.from')}>
              <SourceInput value={source} onChange={(path) => replace(withSource(identity, path))} />
            </Field>
          )}
        </div>
        {meaningOf(identity, editor.whole.value.profiles).map((sentence) => (
          <p key={sentence} class="meaning">
            {sentence}
          </p>
        ))}
        {'trust' in identity && <p class="caution">{t('people.trust')}</p>}
      </div>
      <div class="row-actions">
        <button
          type="button"
          class="quiet icon-only move"
          disabled={index === 0}
          aria-label={t('moveUp', { what: name })}
          onClick={({ currentTarget }) => move(-1, currentTarget)}
        >
          <Icon name="up" />
        </button>
        <button
          type="button"
          class="quiet icon-only move"
          disabled={index === count - 1}
          aria-label={t('moveDown', { what: name })}
          onClick={({ currentTarget }) => move(1, currentTarget)}
        >
          <Icon name="down" />
        </button>
        <RemoveButton
          what={name}
          onRemove={() => {
            keys.remove(index)
            editor.edit((file) => void file.identity.splice(index, 1))
          }}
        />
      </div>
    </li>
  )
}
