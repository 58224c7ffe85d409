// The exact `/users/track` body for a sample, as it is typed: what crosses the wire, what Braze gets, what is left out and why.
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Issue } from '../../core/admin.ts'
import { consentOf } from '../../core/consent-of.ts'
import type { Seen } from '../../core/inspector.ts'
import type { HubFile, Rule } from '../../core/hub-file.ts'
import { ownValue } from '../../core/own-value.ts'
import { t } from '../i18n.ts'
import type { Judgement } from '../judgement.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { IssueList } from '../parts/issue-list.tsx'
import { JsonView } from '../parts/json-view.tsx'
import { Segments } from '../parts/segments.tsx'
import { consentNotes } from './consent-notes.ts'
import { exampleOf } from './example-of.ts'
import { isAskedOf, sampleCapture, textOfSource, type Sample } from './sample.ts'
import { rememberedFields, usedSources } from './sources.ts'

interface Props {
  hub: HubFile
  rule: Rule
  index: number
  seen: Seen | undefined
  judgement: Judgement
  /** Of the whole file: where there are errors nothing is judged. */
  issues: Issue[]
}

export function LivePanel({ hub, rule, index, seen, judgement, issues }: Props) {
  const sample = useSignal<Sample>({})
  const view = useSignal<'body' | 'envelope'>('body')
  const chosen = useSignal<string | undefined>(undefined)
  const names = [rule.on].flat()
  const on = names.find((name) => name === chosen.value) ?? names[0] ?? 'form'
  const remembered = rememberedFields(hub)
  const sources = usedSources(hub, rule).filter(({ path }) => isAskedOf(on, path, remembered))
  const kinds = Object.fromEntries(seen?.forms.flatMap(({ fields }) => fields.map((field) => [field.id, field])) ?? [])
  const typed = JSON.stringify([sources, sample.value, rule, kinds, on, remembered])
  useEffect(() => {
    const at = new Date().toISOString()
    judgement.capture.value = sampleCapture(rule, { sources, sample: sample.value, kinds, at, on, remembered })
  }, [typed, judgement])
  const used = judgement.capture.value
  // Once a rule is removed, the answers are those of the rules before until there are new ones: never, while the proxy does not answer.
  const answer = judgement.rules.value[index]
  const result = answer?.rule === rule.id ? answer : undefined
  const shown = view.value === 'body' ? result?.body : result?.envelope
  const isJudged = result !== undefined || issues.some(({ level }) => level === 'error')
  const none = isJudged ? t('live.none') : !judgement.error.value && t('loading')
  return (
    <aside class="live" aria-label={t('live.title')} aria-busy={judgement.isBusy.value}>
      <section class="card">
        <div class="card-head">
          <h2>{t('live.title')}</h2>
          <Segments
            label={t('live.view')}
            value={view.value}
            options={[
              ['body', t('live.body')],
              ['envelope', t('live.envelope')],
            ]}
            onChange={(next) => (view.value = next)}
          />
        </div>
        {judgement.error.value && <p class="note bad">{judgement.error.value}</p>}
        <Errors issues={issues} hub={hub} index={index} />
        {result?.miss && <p class="note">{t('live.miss', { what: result.miss })}</p>}
        {consentNotes(consentOf(rule, hub), result?.consent, result?.refusal !== undefined).map((id) => (
          <p key={id} class="note">
            {t(id)}
          </p>
        ))}
        {result?.refusal && <p class="note bad">{t(`refusal.${result.refusal}`)}</p>}
        {shown ? <JsonView value={shown} label={t('live.title')} /> : none && <pre class="json none">{none}</pre>}
        {result && result.problems.length + (result.withheld?.length ?? 0) > 0 && (
          <ul class="problems" aria-label={t('live.problems')}>
            {result.withheld?.map((name) => (
              <li key={name}>
                <Icon name="alert" />
                <code>{name}</code> {t('live.withheld')}
              </li>
            ))}
            {result.problems.map(({ target, code }) => (
              <li key={`${target} ${code}`}>
                <Icon name="alert" />
                <code>{target}</code> {t(`problem.${code}`)}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="card">
        <h2>{t('live.sample')}</h2>
        <p class="hint">{t('live.sampleHint')}</p>
        <div class="sample">
          {names.length > 1 && (
            <Field label={t('live.sampleOn')}>
              <select value={on} onChange={(event) => (chosen.value = event.currentTarget.value)}>
                {names.map((name) => (
                  <option key={name} value={name}>
                    {name === 'form' ? t('when.form') : name}
                  </option>
                ))}
              </select>
            </Field>
          )}
          {sources.map((source) => {
            const options = kinds[source.path.replace(/^field\./, '')]?.options
            return (
              <Field
                key={source.path}
                label={source.path}
                hint={on !== 'form' && source.path.startsWith('field.') && t('live.sampleKnown')}
              >
                <input
                  value={ownValue(sample.value, source.path) ?? ((used && textOfSource(used, source.path)) || exampleOf(source, options))}
                  onInput={(event) => (sample.value = { ...sample.value, [source.path]: event.currentTarget.value })}
                />
              </Field>
            )
          })}
          {!sources.length && <p class="hint">{t('live.noSources')}</p>}
        </div>
      </section>
    </aside>
  )
}

/** Why there is no request yet: each error leads to its step, those of the rule itself come first. */
function Errors({ issues, hub, index }: Pick<Props, 'issues' | 'hub' | 'index'>) {
  const isHere = ({ path: [root, at] }: Issue): boolean => root === 'rules' && at === index
  const errors = issues.filter(({ level }) => level === 'error').sort((one, other) => Number(isHere(other)) - Number(isHere(one)))
  if (!errors.length) return null
  return (
    <div class="note" role="status">
      <p>{t('live.errors')}</p>
      <IssueList of={errors.slice(0, 3)} file={hub} />
    </div>
  )
}
