// Step 3: the field map of each rule. Left what the hub has, right what Braze gets, beside it the exact body for a sample.
import { useSignal } from '@preact/signals'
import { Fragment } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Rule } from '../../core/hub-file.ts'
import { api } from '../app-state.ts'
import { t } from '../i18n.ts'
import { addSuggestion } from '../map/add-suggestion.ts'
import { EventTargets } from '../map/event-targets.tsx'
import { LivePanel } from '../map/live-panel.tsx'
import { freshRule, mapThis } from '../map/map-this.ts'
import { PurchaseTargets } from '../map/purchase-targets.tsx'
import { rowsOf, targetsOf } from '../map/rows.ts'
import { RuleWhen } from '../map/rule-when.tsx'
import { SubscriptionRows } from '../map/subscription-rows.tsx'
import { Unmapped } from '../map/unmapped.tsx'
import { useWish, type Wish } from '../map/use-wish.ts'
import { ValueRows } from '../map/value-rows.tsx'
import { Icon } from '../parts/icon.tsx'
import { Inherited } from '../parts/inherited.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
import { KnownSources } from '../parts/source-input.tsx'
import { useResource } from '../resource.ts'
import { route } from '../route.ts'
import type { StepProps } from './step-props.ts'

export function StepMap({ editor, judgement }: StepProps) {
  const { whole, saved } = editor
  const { rules, hub } = whole.value
  const seen = useResource(async () => (saved.value ? api.seen(hub) : { forms: [], events: [] }), `${hub} ${Boolean(saved.value)}`, 5_000)
  const { query } = route.value
  const asked = query.get('rule')
  const shown = useSignal(0)
  useLayoutEffect(() => {
    if (asked) shown.value = Number(asked) || 0
  }, [query])
  const index = Math.min(shown.value, Math.max(0, rules.length - 1))
  const rule = rules[index]
  const keys = useRowKeys(rules.length)
  const tabs = useRef<HTMLDivElement>(null)
  const hasRemoved = useRef(false)
  // The button is gone with its rule: the focus goes to the rule that is shown instead, or to adding one.
  useLayoutEffect(() => {
    if (hasRemoved.current) tabs.current?.querySelector<HTMLElement>('[aria-pressed="true"], .quiet')?.focus()
    hasRemoved.current = false
  }, [rules.length])
  // Of many rules only some are in view.
  useEffect(() => tabs.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' }), [index])
  const wrong = new Set(editor.issues.value.flatMap(({ level, path: [root, at] }) => (level === 'error' && root === 'rules' ? [at] : [])))
  const wish = useWish(hub)
  useMapThis(editor, wish, (at) => (shown.value = at))
  // An empty key never stands in the file: `undefined` takes it away.
  const set = (changes: { [K in 'attributes' | 'subscriptions' | 'events' | 'purchases']?: Rule[K] | undefined }): void =>
    editor.edit((file) => {
      if (rule)
        file.rules[index] = Object.fromEntries(
          Object.entries({ ...rule, ...changes }).filter(([, one]) => one !== undefined),
        ) as unknown as Rule
    })
  return (
    <div class="map">
      <KnownSources seen={seen.data} hasPlay={Boolean(rule?.collect)} />
      {wish.isElsewhere && <Elsewhere onStay={wish.stay} />}
      <div class="rule-tabs" ref={tabs} role="group" aria-label={t('map.rules')}>
        {rules.map((one, at) => (
          <button
            key={keys.of(at)}
            type="button"
            class={wrong.has(at) ? 'wrong' : undefined}
            aria-pressed={at === index}
            onClick={() => (shown.value = at)}
          >
            {one.id || t('map.ruleUnnamed')}
            {wrong.has(at) && <span class="unseen">{t('stepState.error')}</span>}
          </button>
        ))}
        <button
          type="button"
          class="quiet"
          disabled={editor.inherits('rules')}
          onClick={() => {
            editor.edit((file) => void file.rules.push(nextRule(rules)))
            shown.value = rules.length
          }}
        >
          <Icon name="plus" />
          {t('map.ruleAdd')}
        </button>
      </div>
      {rule ? (
        <div class="map-columns">
          <Inherited class="map-targets" editor={editor} keys={['rules']} isWanted={wish.wanted !== undefined}>
            <Fragment key={keys.of(index)}>
              <RuleWhen
                rule={rule}
                consent={whole.value.consent}
                seen={seen.data}
                onChange={(change) => editor.editRule(index, change)}
                onRemove={() => {
                  hasRemoved.current = true
                  keys.remove(index)
                  editor.edit((file) => void file.rules.splice(index, 1))
                }}
              />
              <section class="card">
                <h2>{t('map.attributes')}</h2>
                <ValueRows of="attribute" rows={rowsOf(rule.attributes)} onChange={(rows) => set({ attributes: targetsOf(rows) })} />
                <Unmapped
                  hub={whole.value}
                  rule={rule}
                  seen={seen}
                  canInspect={Boolean(saved.value)}
                  editor={editor}
                  onMap={(suggestion) => editor.editRule(index, (one) => addSuggestion(one, suggestion))}
                />
              </section>
              <SubscriptionRows
                targets={rule.subscriptions ?? []}
                onChange={(targets) => set({ subscriptions: targets.length ? targets : undefined })}
              />
              <EventTargets
                targets={rule.events ?? []}
                hasPlay={Boolean(rule.collect)}
                onChange={(targets) => set({ events: targets.length ? targets : undefined })}
              />
              <PurchaseTargets
                targets={rule.purchases ?? []}
                onChange={(targets) => set({ purchases: targets.length ? targets : undefined })}
              />
            </Fragment>
          </Inherited>
          <LivePanel
            key={keys.of(index)}
            hub={whole.value}
            rule={rule}
            index={index}
            seen={seen.data}
            judgement={judgement}
            issues={editor.issues.value}
          />
        </div>
      ) : (
        <p class="note">{t('map.noRules')}</p>
      )}
    </div>
  )
}

function Elsewhere({ onStay }: { onStay: () => void }) {
  return (
    <div class="note" role="status">
      <p>{t('map.elsewhere')}</p>
      <div class="actions">
        <button type="button" onClick={onStay}>
          {t('map.stay')}
        </button>
        <button type="button" class="primary" onClick={() => window.close()}>
          {t('map.closeTab')}
        </button>
      </div>
    </div>
  )
}

/** What the inspector's "Map this" asks for, once: the rule that took it is shown. */
function useMapThis(editor: StepProps['editor'], { wanted }: Wish, show: (index: number) => void): void {
  const { query } = route.value
  // Another file's rules are asked for first.
  const isOthers = editor.inherits('rules')
  const done = useRef<URLSearchParams | undefined>(undefined)
  useEffect(() => {
    if (!wanted || isOthers || done.current === query) return
    done.current = query
    editor.edit((file) => show(mapThis(file, wanted)))
    history.replaceState(null, '', location.hash.split('?')[0])
  }, [query, editor, isOthers])
}

/** A hub's first rule is on its forms, another mostly on what is played. */
function nextRule(rules: Rule[]): Rule {
  return freshRule(rules, rules.some(({ on }) => on === 'form') ? 'card-answered' : 'form')
}
