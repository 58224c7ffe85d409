// Connects a hub by its address: a draft is made of it, which the five steps complete.
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { HUB_SLUG } from '../../core/hub-file.ts'
import { drafts } from '../drafts.ts'
import { t } from '../i18n.ts'
import { newHub, originOf, slugOf } from '../new-hub.ts'
import { go, hubLink } from '../route.ts'
import { Field } from './field.tsx'

export function ConnectForm({ taken, onCancel }: { taken: string[]; onCancel: () => void }) {
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const address = useSignal('')
  const slug = useSignal<string | undefined>(undefined)
  const isTried = useSignal(false)
  const name = slug.value ?? slugOf(address.value)
  const origin = originOf(address.value)
  const nameError = !HUB_SLUG.test(name) ? t('connect.nameWrong') : taken.includes(name) ? t('connect.nameTaken') : undefined
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault()
    isTried.value = true
    const form = event.currentTarget
    // After a frame the wrong fields are marked.
    if (!origin || nameError) return void requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid]')?.focus())
    drafts.set(name, { file: newHub(name, origin, 'default'), isImported: false })
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
