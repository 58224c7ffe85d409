// Step 2: how a visitor becomes a Braze profile: the candidates in order, and what each means for people whom Braze does not know.
import { api, session } from '../app-state.ts'
import { t } from '../i18n.ts'
import { IDENTITY_KINDS, identityOf, kindOf, sourceOf, withSource, type IdentityKind } from '../identity-kinds.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { KnownSources, SourceInput } from '../parts/source-input.tsx'
import { useResource } from '../resource.ts'
import type { Editor } from '../hub-editor.ts'
import type { Identity } from '../../core/hub-file.ts'
import type { StepProps } from './step-props.ts'

export function StepPeople({ editor }: StepProps) {
  const { draft, saved } = editor
  const { identity, jwt } = draft.value
  const seen = useResource(
    async () => (saved.value && session.value ? api.seen(draft.value.hub) : { forms: [], events: [] }),
    draft.value.hub,
  )
  const needsKeys = identity.some((one) => 'proof' in one)
  return (
    <div class="step">
      <KnownSources seen={seen.data} />
      <section class="card">
        <h2>{t('people.title')}</h2>
        <p class="hint">{t('people.hint')}</p>
        <ol class="candidates">
          {identity.map((one, index) => (
            <CandidateCard key={index} editor={editor} identity={one} index={index} count={identity.length} />
          ))}
        </ol>
        <button type="button" class="quiet" onClick={() => editor.edit((file) => void file.identity.push(identityOf('alias_phone')))}>
          <Icon name="plus" />
          {t('people.add')}
        </button>
      </section>
      {needsKeys && <ProofKeys editor={editor} jwt={jwt} />}
      <Unknown editor={editor} />
    </div>
  )
}

function CandidateCard({ editor, identity, index, count }: { editor: Editor; identity: Identity; index: number; count: number }) {
  const kind = kindOf(identity)
  const source = sourceOf(identity)
  const name = t(`identity.${kind}`)
  const replace = (next: Identity): void =>
    editor.edit((file) => {
      file.identity[index] = next
    })
  const move = (by: number): void =>
    editor.edit((file) => {
      const [moved] = file.identity.splice(index, 1)
      if (moved) file.identity.splice(index + by, 0, moved)
    })
  return (
    <li class="candidate">
      <span class="ordinal" aria-hidden="true">
        {index + 1}
      </span>
      <div class="candidate-body">
        <div class="columns">
          <Field label={t('people.kind')}>
            <select value={kind} onChange={(event) => replace(identityOf(event.currentTarget.value as IdentityKind, identity))}>
              {IDENTITY_KINDS.map((one) => (
                <option key={one} value={one}>
                  {t(`identity.${one}`)}
                </option>
              ))}
            </select>
          </Field>
          {identity.as === 'user_alias' && kind === 'alias_other' && (
            <Field label={t('people.label')}>
              <input
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
        <p class="meaning">{t(`identityMeans.${kind}`)}</p>
        {'trust' in identity && <p class="caution">{t('people.trust')}</p>}
      </div>
      <div class="row-actions">
        <button
          type="button"
          class="quiet icon-only"
          disabled={index === 0}
          aria-label={t('moveUp', { what: name })}
          onClick={() => move(-1)}
        >
          <Icon name="up" />
        </button>
        <button
          type="button"
          class="quiet icon-only"
          disabled={index === count - 1}
          aria-label={t('moveDown', { what: name })}
          onClick={() => move(1)}
        >
          <Icon name="down" />
        </button>
        <button
          type="button"
          class="quiet icon-only"
          aria-label={t('remove', { what: name })}
          onClick={() => editor.edit((file) => void file.identity.splice(index, 1))}
        >
          <Icon name="cross" />
        </button>
      </div>
    </li>
  )
}

function ProofKeys({ editor, jwt }: { editor: Editor; jwt: Editor['draft']['value']['jwt'] }) {
  const { keys = '', algorithms = ['RS256'], issuer = '', audience = '' } = jwt ?? {}
  const set = (changes: { keys?: string; algorithms?: string[]; issuer?: string; audience?: string }): void =>
    editor.edit((file) => {
      const next = { ...file.jwt, keys, algorithms, ...changes }
      if (!next.issuer) delete next.issuer
      if (!next.audience) delete next.audience
      file.jwt = next
    })
  return (
    <section class="card">
      <h2>{t('proof.title')}</h2>
      <p class="hint">{t('proof.hint')}</p>
      <div class="columns">
        <Field label={t('proof.keys')} hint={t('proof.keysHint')}>
          <input
            class="mono"
            value={keys}
            placeholder="https://login.example.com/jwks.json"
            onChange={(event) => set({ keys: event.currentTarget.value.trim() })}
          />
        </Field>
        <Field label={t('proof.algorithm')}>
          <select value={algorithms[0]} onChange={(event) => set({ algorithms: [event.currentTarget.value] })}>
            {['RS256', 'ES256', 'EdDSA', 'HS256'].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </Field>
        <Field label={t('proof.issuer')}>
          <input class="mono" value={issuer} onChange={(event) => set({ issuer: event.currentTarget.value.trim() })} />
        </Field>
        <Field label={t('proof.audience')}>
          <input class="mono" value={audience} onChange={(event) => set({ audience: event.currentTarget.value.trim() })} />
        </Field>
      </div>
    </section>
  )
}

function Unknown({ editor }: { editor: Editor }) {
  const { profiles = 'create', consent } = editor.draft.value
  const consentKind = consent?.api ? 'api' : consent?.from ? 'field' : 'none'
  return (
    <section class="card">
      <h2>{t('unknown.title')}</h2>
      <fieldset class="choices">
        <legend class="unseen">{t('unknown.title')}</legend>
        {(['create', 'update'] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="profiles"
              checked={profiles === one}
              onChange={() =>
                editor.edit((file) => {
                  file.profiles = one
                })
              }
            />
            <span>
              <strong>{t(`unknown.${one}`)}</strong>
              <span class="hint">{t(`unknown.${one}Hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <h3>{t('consent.title')}</h3>
      <div class="columns">
        <Field label={t('consent.how')} hint={t('consent.hint')}>
          <select
            value={consentKind}
            onChange={(event) => {
              const { value } = event.currentTarget
              editor.edit((file) => {
                if (value === 'none') delete file.consent
                else file.consent = value === 'api' ? { api: true } : { from: 'field.terms' }
              })
            }}
          >
            <option value="none">{t('consent.none')}</option>
            <option value="field">{t('consent.field')}</option>
            <option value="api">{t('consent.api')}</option>
          </select>
        </Field>
        {consentKind === 'field' && (
          <Field label={t('consent.from')}>
            <SourceInput
              value={consent?.from ?? ''}
              onChange={(from) =>
                editor.edit((file) => {
                  file.consent = { ...file.consent, from }
                })
              }
            />
          </Field>
        )}
      </div>
    </section>
  )
}
