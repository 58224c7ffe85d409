// All hubs at a glance, and the way to a new one: connect by address, or import a hub file.
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { api, session } from '../app-state.ts'
import { unsaved } from '../editors.ts'
import { t } from '../i18n.ts'
import { ConnectForm } from '../parts/connect-form.tsx'
import { HubList } from '../parts/hub-list.tsx'
import { Icon } from '../parts/icon.tsx'
import { ImportButton } from '../parts/import-button.tsx'
import { Empty, Loaded } from '../parts/state.tsx'
import { useResource } from '../resource.ts'

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
      {isConnecting.value && <ConnectForm taken={[...taken, ...unsaved.value]} onCancel={cancel} />}
      <Loaded of={hubs} lines={4}>
        {({ hubs: all }) =>
          all.length || fresh.length ? (
            <HubList hubs={all} fresh={fresh} />
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
