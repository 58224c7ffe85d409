// The forms on the page: each field with its Unique ID and kind, and what it becomes in Braze or why nothing.
import type { SeenField } from '../core/inspector.ts'
import type { Forms } from './forms.ts'
import { t } from './i18n.ts'
import { Mapped } from './mapped.tsx'
import type { Session } from './session.ts'

const NEVER_READ = new Set(['password', 'file'])

interface Props {
  forms: Forms
  session: Session
  hub: string
}

export function FormsView({ forms, session, hub }: Props) {
  const found = forms.seen()
  if (!found.length) return <p class="none">{t('forms.none')}</p>
  return (
    <>
      {found.map(({ selector, fields }, index) => (
        <article key={index}>
          <h2>
            <code>{selector}</code> <span class="soft">{t('fields', { count: fields.length })}</span>
          </h2>
          <ul class="fields">
            {fields.map((field) => (
              <Field key={field.id} field={field} session={session} hub={hub} />
            ))}
          </ul>
        </article>
      ))}
    </>
  )
}

function Field({ field: { id, kind, label }, session, hub }: { field: SeenField; session: Session; hub: string }) {
  return (
    <li>
      <p>
        <code>{id}</code> <span class="soft">{[kind, label].filter(Boolean).join(' · ')}</span>
      </p>
      {NEVER_READ.has(kind) ? (
        <p class="soft">{t('private')}</p>
      ) : (
        <Mapped session={session} hub={hub} on="form" path={`field.${id}`} wanted={{ field: id, kind }} action={t('map')} />
      )}
    </li>
  )
}
