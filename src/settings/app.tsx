// The frame around every page: navigation, notices, and whether the proxy answers.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { api, attempt, hasEnded, isOffline, notice, session, working } from './app-state.ts'
import { t, type MessageId } from './i18n.ts'
import { Activity } from './pages/activity.tsx'
import { DeadLetters } from './pages/dead-letters.tsx'
import { HubPage } from './pages/hub-page.tsx'
import { Hubs } from './pages/hubs.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { Workspaces } from './pages/workspaces.tsx'
import { Icon, type IconName } from './parts/icon.tsx'
import { LanguageChoice } from './parts/language-choice.tsx'
import { Skeleton } from './parts/state.tsx'
import { tellHeight } from './parts/tell-height.ts'
import { useCurrentInView } from './parts/use-current-in-view.ts'
import { route } from './route.ts'
import { useWayBack } from './use-way-back.ts'
import { forgetDrafts } from './workspace-drafts.ts'

const PAGES = { hubs: Hubs, activity: Activity, 'dead-letters': DeadLetters, workspaces: Workspaces }
const NAVIGATION: { page: keyof typeof PAGES; icon: IconName; label: MessageId }[] = [
  { page: 'hubs', icon: 'hub', label: 'nav.hubs' },
  { page: 'activity', icon: 'activity', label: 'nav.activity' },
  { page: 'dead-letters', icon: 'letter', label: 'nav.deadLetters' },
  { page: 'workspaces', icon: 'plug', label: 'nav.workspaces' },
]

export function App() {
  useWayBack()
  if (session.value === null) {
    return (
      <>
        <SignIn />
        <Notices />
      </>
    )
  }
  const { page } = route.value
  const current = page === 'hub' ? 'hubs' : page
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        {t('nav.skip')}
      </a>
      <div class="frame">
        <header class="side">
          <p class="mark" aria-hidden="true">
            komo<span>→</span>braze
          </p>
          <Navigation current={current} />
          <div class="side-end">
            <LanguageChoice />
            <button type="button" class="quiet small" onClick={() => void signOut()}>
              {t('nav.signOut')}
            </button>
          </div>
        </header>
        <Main />
      </div>
      <Notices />
    </>
  )
}

function Navigation({ current }: { current: keyof typeof PAGES }) {
  const links = useCurrentInView<HTMLElement>(current)
  return (
    <nav ref={links} aria-label={t('nav.label')}>
      {NAVIGATION.map(({ page, icon, label }) => (
        <a key={page} href={`#/${page}`} aria-current={current === page ? 'page' : undefined}>
          <Icon name={icon} />
          <span>{t(label)}</span>
        </a>
      ))}
    </nav>
  )
}

function Main() {
  const main = useRef<HTMLElement>(null)
  const shown = route.value
  const place = shown.page === 'hub' ? `hub/${shown.hub}` : shown.page
  const isFirst = useRef(true)
  const step = shown.page === 'hub' && shown.step
  useEffect(() => scrollTo(0, 0), [place, step])
  useEffect(() => {
    // Moving the focus tells screen readers that the page was swapped in place. The first page needs none.
    if (!isFirst.current) main.current?.focus({ preventScroll: true })
    isFirst.current = false
  }, [place])
  const title =
    shown.page === 'hub'
      ? `${t(`step.${shown.step}`)} · ${shown.hub}`
      : t(NAVIGATION.find(({ page }) => page === shown.page)?.label ?? 'nav.hubs')
  useLayoutEffect(() => {
    document.title = `${title} · komo-braze`
  }, [title])
  const Page = shown.page === 'hub' ? undefined : PAGES[shown.page]
  return (
    <main id="main" ref={main} tabIndex={-1} data-page={shown.page === 'hub' ? `hubs/${shown.hub}/${shown.step}` : shown.page}>
      {session.value === undefined ? (
        <Skeleton lines={6} />
      ) : Page ? (
        <Page />
      ) : (
        shown.page === 'hub' && <HubPage key={shown.hub} hub={shown.hub} />
      )}
    </main>
  )
}

function Notices() {
  const { value } = notice
  const place = route.value
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => tellHeight(box.current, '--notices'), [])
  // What went wrong stays until something else is shown or done.
  useEffect(() => {
    if (notice.peek()?.isBad) notice.value = undefined
  }, [place])
  useEffect(() => {
    if (!value || value.isBad) return
    const timer = setTimeout(() => (notice.value = undefined), 5000)
    return () => clearTimeout(timer)
  }, [value])
  return (
    <div class="notices" ref={box}>
      {working.value > 0 && <div class="working" role="progressbar" aria-label={t('working')} />}
      <div role="status">{isOffline.value && <p class="notice bad">{t('error.offline')}</p>}</div>
      <div role={value?.isBad ? 'alert' : 'status'}>
        {value && (
          <p class={value.isBad ? 'notice bad' : 'notice'}>
            {value.text}
            <button type="button" class="quiet icon-only" aria-label={t('close')} onClick={() => (notice.value = undefined)}>
              <Icon name="cross" />
            </button>
          </p>
        )}
      </div>
    </div>
  )
}

/** The hash says which page is shown, so the skip link cannot use it and moves the focus by hand. */
function skipToMain(event: Event): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

async function signOut(): Promise<void> {
  await attempt(async () => {
    await api.logout()
    forgetDrafts()
    // A look at that moment may have been turned away before this answer came.
    hasEnded.value = false
    session.value = null
    return undefined
  })
}
