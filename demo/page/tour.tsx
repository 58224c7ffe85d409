// What there is to try, ticked off as it happens.
import { Art } from '../hub/art.tsx'
import { t } from './i18n.ts'
import { journeys, told } from './state.ts'

const STEPS = ['ball', 'posts', 'ticket', 'break', 'map'] as const
type Step = (typeof STEPS)[number]

export function Tour() {
  return (
    <ul class="tour">
      {STEPS.map((step) => (
        <li key={step} class={step} data-done={isDone(step)}>
          {step === 'break' || step === 'map' ? <Sign of={step} /> : <Art of={step} />}
          <div>
            <b>{t(`hint.${step}`)}</b>
            {isDone(step) && <small>{t('tour.done')}</small>}
            <p>{t(`hint.${step}.text`)}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function isDone(step: Step): boolean {
  const all = journeys.value
  if (step === 'ball') return all.some(({ standing, capture }) => standing.is === 'arrived' && capture?.card?.type === 'Quiz')
  if (step === 'posts') return all.some(({ standing, capture }) => standing.is === 'arrived' && capture?.card?.type === 'Poll')
  if (step === 'ticket') return all.some(({ standing }) => standing.is === 'dropped' && standing.reason === 'not_confirmed')
  if (step === 'break') return all.some(({ standing, attempts }) => standing.is === 'arrived' && attempts.length > 1)
  return new Set(told.value.flatMap(({ envelope }) => envelope?.rev ?? [])).size > 1
}

function Sign({ of }: { of: 'break' | 'map' }) {
  return (
    <svg
      viewBox="0 0 34 34"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="2.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {of === 'break' ? <path d="M18 7l-6 11h10l-6 9" /> : <path d="M8 12h12M16 8l4 4-4 4M26 22H14M18 18l-4 4 4 4" />}
    </svg>
  )
}
