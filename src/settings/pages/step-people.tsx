// Step 2: how a visitor becomes a Braze profile: the candidates in order, and what each means for people whom Braze does not know.
import { api, session } from '../app-state.ts'
import { t } from '../i18n.ts'
import { identityOf } from '../identity-kinds.ts'
import { Icon } from '../parts/icon.tsx'
import { Inherited } from '../parts/inherited.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
import { KnownSources } from '../parts/source-input.tsx'
import { StepErrors } from '../parts/step-errors.tsx'
import { CandidateCard } from '../people/candidate-card.tsx'
import { ProofKeys } from '../people/proof-keys.tsx'
import { UnknownPeople } from '../people/unknown-people.tsx'
import { useResource } from '../resource.ts'
import type { StepProps } from './step-props.ts'

export function StepPeople({ editor }: StepProps) {
  const { draft, whole, saved } = editor
  const { identity, jwt } = whole.value
  const seen = useResource(
    async () => (saved.value && session.value ? api.seen(draft.value.hub) : { forms: [], events: [] }),
    draft.value.hub,
  )
  const keys = useRowKeys(identity.length)
  const needsKeys = identity.some((one) => 'proof' in one)
  return (
    <div class="step">
      <KnownSources seen={seen.data} />
      <StepErrors editor={editor} step="people" />
      <section class="card">
        <h2>{t('people.title')}</h2>
        <p class="hint">{t('people.hint')}</p>
        <Inherited editor={editor} keys={['identity']}>
          <ol class="candidates">
            {identity.map((one, index) => (
              <CandidateCard key={keys.of(index)} keys={keys} editor={editor} identity={one} index={index} count={identity.length} />
            ))}
          </ol>
          <button type="button" class="quiet" onClick={() => editor.edit((file) => void file.identity.push(identityOf('alias_phone')))}>
            <Icon name="plus" />
            {t('people.add')}
          </button>
        </Inherited>
      </section>
      {needsKeys && (
        <Inherited editor={editor} keys={['jwt']}>
          <ProofKeys editor={editor} jwt={jwt} />
        </Inherited>
      )}
      <Inherited editor={editor} keys={['profiles', 'consent']}>
        <UnknownPeople editor={editor} shown={whole.value} />
      </Inherited>
    </div>
  )
}
