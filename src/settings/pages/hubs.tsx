// All hubs at a glance, and the way to a new one: connect by address, or import a hub file.
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { api, session } from '../app-state.ts'
import { unsaved } from '../editors.ts'
import { t } from '../i18n.ts'
import { ConnectForm } from '../parts/connect-form.tsx'
import { HubCard } from '../parts/hub-card.tsx'
import { HubState } from '../parts/hub-state.tsx'
import { Icon } from '../parts/icon.tsx'
import { ImportButton } from '../parts/import-button.tsx'
import { Empty, Loaded } from '../parts/state.tsx'
import { useResource } from '../resource.ts'
import { hubLink } from '../route.ts'

export function Hubs() {
  const hubs = useResource(() => api.hubs(), 'hubs', 15_000)
  const isConnecting = useSignal(false)
  const opener = useRef<HTMLButtonElement>(null)
  const cancel = (): void => {
    isConnecting.value = false
    opener.current?.focus()
  }
  const isWritable = session.value?.writable !== false
  const taken = hubs.data?.hubs.map(({ hub }) => hub) ?? []
  const fresh = unsaved.value.filter((hub) => hubs.data && !taken.includes(hub))
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{t('hubs.title')}</h1>
          <p class="lede">{t('hubs.lede')}</p>
        </div>
        {isWritable && (
          <div class="actions">
            <ImportButton />
            <button
              type="button"
              class="primary"
              ref={opener}
              aria-expanded={isConnecting.value}
              onClick={() => (isConnecting.value = !isConnecting.value)}
            >
              <Icon name="plus" />
              {t('hubs.connect')}
            </button>
          </div>
        )}
      </header>
      {!isWritable && <p class="note">{t('readOnly')}</p>}
      {isConnecting.value && <ConnectForm taken={[...taken, ...fresh]} onCancel={cancel} />}
      <Loaded of={hubs} lines={4}>
        {({ hubs: all }) =>
          all.length || fresh.length ? (
            <ul class="hub-list">
              {fresh.map((hub) => (
                <li key={hub} class="card hub-card">
                  <div class="hub-name">
                    <h2>
                      <a href={hubLink(hub)}>{hub}</a>
                    </h2>
                    <HubState hub={undefined} />
                  </div>
                </li>
              ))}
              {all.map((hub) => (
                <HubCard key={hub.hub} hub={hub} />
              ))}
            </ul>
          ) : (
            !isConnecting.value && (
              <Empty icon="hub" title={t('hubs.empty.title')}>
                <p>{t('hubs.empty.text')}</p>
              </Empty>
            )
          )
        }
      </Loaded>
    </>
  )
}
