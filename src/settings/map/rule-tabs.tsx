// The rules of a hub, one of them shown, and a way to add one.
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Rule } from '../../core/hub-file.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { freshRule } from './map-this.ts'

interface Props {
  editor: Editor
  rules: Rule[]
  /** Index of the one that is shown. */
  shown: number
  keyOf: (index: number) => number
  /** True from the removal of a rule on until the focus has a place again. */
  hasRemoved: RefObject<boolean>
  onShow: (index: number) => void
}

export function RuleTabs({ editor, rules, shown, keyOf, hasRemoved, onShow }: Props) {
  const tabs = useRef<HTMLDivElement>(null)
  // The button is gone with its rule: the focus goes to the rule that is shown instead, or to adding one.
  useLayoutEffect(() => {
    if (hasRemoved.current) tabs.current?.querySelector<HTMLElement>('[aria-pressed="true"], .quiet')?.focus()
    hasRemoved.current = false
  }, [rules.length])
  // Of many rules only some are in view.
  useEffect(() => tabs.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' }), [shown])
  const wrong = new Set(editor.issues.value.flatMap(({ level, path: [root, at] }) => (level === 'error' && root === 'rules' ? [at] : [])))
  return (
    <div class="rule-tabs" ref={tabs} role="group" aria-label={t('map.rules')}>
      {rules.map((one, at) => (
        <button
          key={keyOf(at)}
          type="button"
          class={wrong.has(at) ? 'wrong' : undefined}
          aria-pressed={at === shown}
          onClick={() => onShow(at)}
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
          onShow(rules.length)
        }}
      >
        <Icon name="plus" />
        {t('map.ruleAdd')}
      </button>
    </div>
  )
}

/** A hub's first rule is on its forms, another mostly on what is played. */
function nextRule(rules: Rule[]): Rule {
  return freshRule(rules, rules.some(({ on }) => on === 'form') ? 'card-answered' : 'form')
}
