// Whose signature counts, where an identity is proved by a token.
import { JWT_ALGORITHMS, type Jwt, type JwtAlgorithm } from '../../core/hub-file.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { TextInput } from '../parts/text-input.tsx'

export function ProofKeys({ editor, jwt }: { editor: Editor; jwt: Jwt | undefined }) {
  const { keys = '', algorithms = ['RS256'], issuer = '', audience = '' } = jwt ?? {}
  const declared = algorithms.join(', ')
  const set = (changes: { keys?: string; algorithms?: JwtAlgorithm[]; issuer?: string; audience?: string }): void =>
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
          <TextInput
            class="mono"
            value={keys}
            placeholder="https://login.example.com/jwks.json"
            onChange={(event) => set({ keys: event.currentTarget.value.trim() })}
          />
        </Field>
        <Field label={t('proof.algorithm')}>
          <select value={declared} onChange={(event) => set({ algorithms: event.currentTarget.value.split(', ') as JwtAlgorithm[] })}>
            {[...new Set([...JWT_ALGORITHMS, declared])].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </Field>
        <Field label={t('proof.issuer')}>
          <TextInput class="mono" value={issuer} onChange={(event) => set({ issuer: event.currentTarget.value.trim() })} />
        </Field>
        <Field label={t('proof.audience')}>
          <TextInput class="mono" value={audience} onChange={(event) => set({ audience: event.currentTarget.value.trim() })} />
        </Field>
      </div>
    </section>
  )
}
