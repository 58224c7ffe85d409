// One hub among all: how it stands, and what it brought lately.
import type { HubSummary } from '../../core/admin.ts'
import { unsaved } from '../editors.ts'
import { ago, number } from '../format.ts'
import { t } from '../i18n.ts'
import { hubLink } from '../route.ts'
import { HubState } from './hub-state.tsx'
import { Pill } from './pill.tsx'

export function HubCard({ hub }: { hub: HubSummary }) {
  return (
    <li class="card hub-card">
      <div class="hub-name">
        <h2>
          <a href={hubLink(hub.hub)}>{hub.hub}</a>
        </h2>
        <HubState hub={hub} /> {unsaved.value.includes(hub.hub) && <Pill tone="warn">{t('save.dirty')}</Pill>}
      </div>
      <p class="quiet-text">{hub.origins.join(', ')}</p>
      <p class="quiet-text">
        {hub.scriptSeen ? t('script.seen', { ago: ago(hub.scriptSeen.at, Date.now()), origin: hub.scriptSeen.origin }) : t('script.unseen')}
      </p>
      <dl class="figures">
        <div>
          <dt>{t('accepted24')}</dt>
          <dd>{number(hub.accepted)}</dd>
        </div>
        <div>
          <dt>{t('waiting')}</dt>
          <dd>{number(hub.pending)}</dd>
        </div>
        <div class={hub.deadLetters ? 'is-bad' : undefined}>
          <dt>{t('nav.deadLetters')}</dt>
          <dd>{number(hub.deadLetters)}</dd>
        </div>
      </dl>
    </li>
  )
}
