// Step 3: the field map of each rule. Left what the hub has, right what Braze gets, beside it the exact body for a sample.
import { useSignal } from '@preact/signals'
import { Fragment } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Rule } from '../../core/hub-file.ts'
import { api } from '../app-state.ts'
import { t } from '../i18n.ts'
import { addSuggestion } from '../map/add-suggestion.ts'
import { Elsewhere } from '../map/elsewhere.tsx'
import { eventNames } from '../map/event-names.ts'
import { EventTargets } from '../map/event-targets.tsx'
import { LivePanel } from '../map/live-panel.tsx'
import { PurchaseTargets } from '../map/purchase-targets.tsx'
import { rowsOf, targetsOf } from '../map/rows.ts'
import { RuleTabs } from '../map/rule-tabs.tsx'
import { RuleWhen } from '../map/rule-when.tsx'
import { SubscriptionRows } from '../map/subscription-rows.tsx'
import { Unmapped } from '../map/unmapped.tsx'
import { useMapThis } from '../map/use-map-this.ts'
import { useWish } from '../map/use-wish.ts'
import { ValueRows } from '../map/value-rows.tsx'
import { Inherited } from '../parts/inherited.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
import { KnownSources } from '../parts/source-input.tsx'
import { useResource } from '../resource.ts'
import { goInstead, hubLink, route } from '../route.ts'
import type { StepProps } from './step-props.ts'

export function StepMap({ editor, judgement }: StepProps) {
  const { whole, saved, before } = editor
  const { rules, hub } = whole.value
  const seen = useResource(async () => (saved.value ? api.seen(hub) : { forms: [], events: [] }), `${hub} ${Boolean(saved.value)}`, 5_000)
  const { query } = route.value
  // The link of an issue names its rule.
  const asked = query.get('rule')
  const shown = useSignal(0)
  useLayoutEffect(() => {
    if (asked) shown.value = Number(asked) || 0
  }, [query])
  const show = (at: number): void => {
    shown.value = at
    if (asked) goInstead(hubLink(hub, 'map'))
  }
  const index = Math.min(shown.value, Math.max(0, rules.length - 1))
  const rule = rules[index]
  const keys = useRowKeys(rules.length)
  // What was answered was about another rule's sample, or about the one that stood here before this step was left.
  useLayoutEffect(() => {
    judgement.rules.value = []
  }, [judgement, keys.of(index)])
  const hasRemoved = useRef(false)
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
      <RuleTabs editor={editor} rules={rules} shown={index} keyOf={keys.of} hasRemoved={hasRemoved} onShow={show} />
      {rule ? (
        <div class="map-columns">
          <Inherited class="map-targets" editor={editor} keys={['rules']} isWanted={wish.wanted !== undefined}>
            <Fragment key={keys.of(index)}>
              <RuleWhen
                rule={rule}
                earlier={before.value.rules.find(({ id }) => id === rule.id)}
                consent={whole.value.consent}
                seen={seen.data}
                events={eventNames(seen.data, [...rules, ...before.value.rules])}
                onChange={(change) => editor.editRule(index, change)}
                onRemove={() => {
                  hasRemoved.current = true
                  keys.remove(index)
                  editor.edit((file) => void file.rules.splice(index, 1))
                }}
              />
              <section class="card">
                <h2>{t('map.attributes')}</h2>
                <ValueRows
                  of="attribute"
                  rows={rowsOf(rule.attributes)}
                  onChange={(rows) => set({ attributes: targetsOf(rows, rule.attributes) })}
                />
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
