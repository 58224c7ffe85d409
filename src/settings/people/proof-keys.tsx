// Whose signature counts, where an identity is proved by a token.
import type { Jwt } from '../../core/hub-file.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'

export function ProofKeys({ editor, jwt }: { editor: Editor; jwt: Jwt | undefined }) {
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
