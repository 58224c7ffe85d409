// As much of Braze's Liquid as a transactional e-mail's template needs: `{{event_properties.${name}}}`, `{{${first_name}}}`, `{{custom_attribute.${name}}}`, each with `| default: '…'`.
// Source: Braze's documentation of supported personalization tags.
import type { Json, JsonObject } from '../../src/core/json.ts'

export interface LiquidData {
  properties: JsonObject
  attributes: JsonObject
}

const TAG = /\{\{\s*(?:(event_properties|custom_attribute)\.)?\$\{([\w ]+)\}\s*(?:\|\s*default:\s*'([^']*)'\s*)?\}\}/g

/** Plain text: the caller shows it as text, so nothing a visitor typed is ever markup. */
export function renderLiquid(template: string, { properties, attributes }: LiquidData): string {
  return template.replace(TAG, (_, from: string | undefined, name: string, fallback = '') => {
    const value = (from === 'event_properties' ? properties : attributes)[name]
    return value === undefined || value === null || value === '' ? fallback : say(value)
  })
}

function say(value: Json): string {
  return Array.isArray(value) ? value.map(say).join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value)
}
