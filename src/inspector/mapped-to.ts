// What a field becomes: every target of the form rules that reads it.
import type { SourcePath, Value } from '../core/hub-file.ts'
import type { Session } from './session.ts'
import { t } from './i18n.ts'

/** Such as `first_name`, `email_subscribe`, `Quiz Entered › card`, `identity`. Empty: nothing reads it. */
export function mappedTo({ file }: Pick<Session, 'file'>, id: string): string[] {
  const path = `field.${id}`
  const found = new Set<string>()
  for (const identity of file.identity) {
    if ('proof' in identity ? identity.proof === path : reads(identity.from, path)) found.add(`${identity.as} (${t('identity')})`)
  }
  for (const rule of file.rules) {
    if (![rule.on].flat().includes('form')) continue
    const consent = rule.consent === 'none' ? undefined : (rule.consent ?? file.consent)
    if (consent?.from === path) found.add(t('consent'))
    for (const [name, value] of Object.entries(rule.attributes ?? {})) if (reads(value, path)) found.add(name)
    for (const { to, from } of rule.subscriptions ?? []) if (from === path) found.add(to)
    for (const { name, properties } of rule.events ?? []) {
      for (const [property, value] of Object.entries(properties ?? {})) if (reads(value, path)) found.add(`${name} › ${property}`)
    }
    for (const { properties, ...values } of rule.purchases ?? []) {
      const parts = [values.productId, values.price, values.currency, values.quantity, ...Object.values(properties ?? {})]
      if (parts.some((value) => value !== undefined && reads(value, path))) found.add('purchase')
    }
  }
  return [...found]
}

function reads(value: SourcePath | Value, path: string): boolean {
  if (typeof value === 'string') return value === path
  const { from, template, only } = value
  return [from ?? []].flat().includes(path) || Boolean(template?.includes(`{${path}}`)) || Boolean(only?.includes(path.slice(6)))
}
