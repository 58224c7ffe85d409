// All hubs at a glance, and the way to a new one: connect by address, or import a hub file.
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { api, say, session } from '../app-state.ts'
import { drafts } from '../drafts.ts'
import { unsaved } from '../editors.ts'
import { t } from '../i18n.ts'
import { newHub, originOf, slugOf } from '../new-hub.ts'
import { readHubFile } from '../import-hub.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Field } from '../parts/field.tsx'
import { HubCard } from '../parts/hub-card.tsx'
import { HubState } from '../parts/hub-state.tsx'
import { Icon } from '../parts/icon.tsx'
import { Empty, Loaded } from '../parts/state.tsx'
import { useResource } from '../resource.ts'
import { go, hubLink } from '../route.ts'
import { HUB_SLUG, type HubFile } from '../../core/hub-file.ts'

export function Hubs() {
  const hubs = useResource(() => api.hubs(), 'hubs', 15_000)
  const isConnecting = useSignal(false)
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
      {isConnecting.value && <ConnectForm taken={[...taken, ...fresh]} onCancel={() => (isConnecting.value = false)} />}
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

function ConnectForm({ taken, onCancel }: { taken: string[]; onCancel: () => void }) {
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const address = useSignal('')
  const slug = useSignal<string | undefined>(undefined)
  const isTried = useSignal(false)
  const name = slug.value ?? slugOf(address.value)
  const origin = originOf(address.value)
  const nameError = !HUB_SLUG.test(name) ? t('connect.nameWrong') : taken.includes(name) ? t('connect.nameTaken') : undefined
  const submit = (event: Event): void => {
    event.preventDefault()
    isTried.value = true
    if (!origin || nameError) return
    drafts.set(name, newHub(name, origin, 'default'))
    go(hubLink(name))
  }
  return (
    <form class="card connect-form" onSubmit={submit} noValidate>
      <h2>{t('hubs.connect')}</h2>
      <div class="columns">
        <Field
          label={t('connect.address')}
          hint={t('connect.addressHint')}
          error={isTried.value && !origin ? t('connect.addressWrong') : undefined}
        >
          <input
            type="url"
            placeholder="https://summer-footy.komo.site"
            ref={first}
            value={address.value}
            onInput={(event) => (address.value = event.currentTarget.value)}
          />
        </Field>
        <Field label={t('connect.name')} hint={t('connect.nameHint')} error={isTried.value ? nameError : undefined}>
          <input value={name} spellcheck={false} onInput={(event) => (slug.value = event.currentTarget.value)} />
        </Field>
      </div>
      <div class="actions">
        <button type="button" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button type="submit" class="primary">
          {t('continue')}
        </button>
      </div>
    </form>
  )
}

function ImportButton() {
  const asked = useSignal<HubFile | undefined>(undefined)
  const take = (hub: HubFile): void => {
    drafts.set(hub.hub, hub)
    go(hubLink(hub.hub, 'review'))
  }
  const open = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const hub = readHubFile(await file.text())
    if (!hub) return say(t('import.wrong'), true)
    if (unsaved.value.includes(hub.hub)) asked.value = hub
    else take(hub)
  }
  return (
    <>
      <label class="button">
        <Icon name="upload" />
        {t('import')}
        <input
          class="unseen"
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            void open(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
      </label>
      {asked.value && (
        <Confirm
          title={t('import.overTitle')}
          text={t('import.overText', { hub: asked.value.hub })}
          action={t('import.over')}
          onDone={(isConfirmed) => {
            if (isConfirmed && asked.value) take(asked.value)
            asked.value = undefined
          }}
        />
      )}
    </>
  )
}
