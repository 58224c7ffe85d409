// The hubs, the never saved ones first; with more than a screen of them, the way to one by its name or address.
import { useSignal } from '@preact/signals'
import type { HubSummary } from '../../core/admin.ts'
import { t } from '../i18n.ts'
import { hubLink } from '../route.ts'
import { Field } from './field.tsx'
import { HubCard } from './hub-card.tsx'
import { HubState } from './hub-state.tsx'

/** As many hubs are found by looking; more have a search. */
const LOOKED_OVER = 12

/** @param fresh names of those that were never saved */
export function HubList({ hubs, fresh }: { hubs: HubSummary[]; fresh: string[] }) {
  const sought = useSignal('')
  const isLong = hubs.length + fresh.length > LOOKED_OVER
  // A list that became short meanwhile has no search, and hides nothing.
  const words = isLong ? sought.value.trim().toLowerCase() : ''
  const isSought = (...texts: string[]): boolean => texts.some((text) => text.toLowerCase().includes(words))
  const found = { fresh: fresh.filter((hub) => isSought(hub)), hubs: hubs.filter(({ hub, origins }) => isSought(hub, ...origins)) }
  const count = found.fresh.length + found.hubs.length
  return (
    <>
      {isLong && (
        <search class="hub-search">
          <Field label={t('hubs.find')} hint={<span role="status">{words && t('hubs.found', { n: count })}</span>}>
            <input
              type="search"
              autocomplete="off"
              spellcheck={false}
              value={sought.value}
              onInput={(event) => (sought.value = event.currentTarget.value)}
            />
          </Field>
        </search>
      )}
      <ul class="hub-list">
        {found.fresh.map((hub) => (
          <li key={hub} class="card hub-card">
            <div class="hub-name">
              <h2>
                <a href={hubLink(hub)}>{hub}</a>
              </h2>
              <HubState hub={undefined} />
            </div>
          </li>
        ))}
        {found.hubs.map((hub) => (
          <HubCard key={hub.hub} hub={hub} />
        ))}
      </ul>
    </>
  )
}
