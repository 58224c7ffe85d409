// The five steps of a hub, and how far each has got.
import { t } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { useCurrentInView } from '../parts/use-current-in-view.ts'
import { hubLink, STEPS, type Step } from '../route.ts'
import type { StepState } from '../steps.ts'

export function StepsNav({ hub, step, states }: { hub: string; step: Step; states: Record<Step, StepState> }) {
  const steps = useCurrentInView<HTMLOListElement>(step)
  return (
    <nav class="steps" aria-label={t('steps.label')}>
      <ol ref={steps}>
        {STEPS.map((one, index) => (
          <li key={one} class={states[one]}>
            <a href={hubLink(hub, one)} aria-current={one === step ? 'step' : undefined}>
              <span class="step-mark" aria-hidden="true">
                {states[one] === 'done' ? <Icon name="check" /> : states[one] === 'error' ? '!' : index + 1}
              </span>
              <span>{t(`step.${one}`)}</span>
              <span class="unseen">{t(`stepState.${states[one]}`)}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
