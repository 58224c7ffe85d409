// What became of each value: the page's side on the left, Braze's on the right, and what was never read.
import { t } from './i18n.ts'
import type { Journey } from './journey.ts'
import { rowsOf, type Row, type Target } from './rows.ts'
import { config, formFields } from './state.ts'

export function Values({ journey }: { journey: Journey }) {
  const { hubFile } = config.value ?? {}
  if (!hubFile) return null
  const rows = rowsOf(journey, hubFile, formFields.value[journey.capture?.card?.id ?? ''] ?? [])
  return (
    <table class="values">
      <thead>
        <tr>
          <th scope="col">{t('values.page')}</th>
          <th scope="col">{t('values.braze')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ValueRow key={row.source} row={row} isKnown={journey.capture !== undefined} />
        ))}
      </tbody>
    </table>
  )
}

/** `isKnown`: what the page held is known, so that it can be called empty. */
function ValueRow({ row: { source, held, targets, isRead = false }, isKnown }: { row: Row; isKnown: boolean }) {
  const isUnread = targets.length === 0
  return (
    <tr class={isUnread ? 'unread' : ''}>
      <th scope="row">
        <span>{source || t('values.constant')}</span>
        {!isUnread && source !== '' && (isKnown || held !== undefined) && <q>{held ?? t('values.empty')}</q>}
      </th>
      <td>
        {isUnread ? (
          <em>{t(isRead ? 'values.unsent' : 'values.unread')}</em>
        ) : (
          targets.map((target) => <TargetView key={target.kind + target.name} target={target} />)
        )}
      </td>
    </tr>
  )
}

function TargetView({ target: { kind, name, value, problem } }: { target: Target }) {
  return (
    <p class="target" data-kind={kind}>
      <span>
        {t(`target.${kind}`)}
        {kind !== 'consent' && <code>{name}</code>}
      </span>
      {kind === 'consent' ? (
        <em>{t('target.consent.text')}</em>
      ) : (
        value !== undefined && <code class="value">{JSON.stringify(value, null, 1)}</code>
      )}
      {problem && (
        <em class="problem">{value === undefined ? t('values.left-out', { why: t(`problem.${problem}`) }) : t(`problem.${problem}`)}</em>
      )}
    </p>
  )
}
