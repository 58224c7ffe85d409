// Braze's own user attributes and the type that each takes. Source: Braze's documentation of the user attributes object. Keys are case-sensitive: another case makes a custom attribute.
import type { ValueType } from './hub-file.ts'

export const BRAZE_ATTRIBUTES: Readonly<Record<string, ValueType>> = {
  first_name: 'string',
  last_name: 'string',
  home_city: 'string',
  email: 'email',
  phone: 'phone',
  dob: 'date',
  gender: 'gender',
  country: 'country',
  language: 'language',
  time_zone: 'time_zone',
  current_location: 'object',
  date_of_first_session: 'datetime',
  date_of_last_session: 'datetime',
  marked_email_as_spam_at: 'datetime',
  email_open_tracking_disabled: 'boolean',
  email_click_tracking_disabled: 'boolean',
  image_url: 'string',
}

/** Braze's own names that a rule may not set as plain attributes: subscriptions have their own key, the rest is not for this product. */
export const FORBIDDEN_ATTRIBUTES = [
  'email_subscribe',
  'push_subscribe',
  'subscription_groups',
  'push_tokens',
  'facebook',
  'twitter',
  'external_id',
  'braze_id',
  'user_alias',
  '_update_existing_only',
  '_merge_objects',
] as const

/** Undefined for a custom attribute. */
export function ownAttributeType(name: string): ValueType | undefined {
  return Object.hasOwn(BRAZE_ATTRIBUTES, name) ? BRAZE_ATTRIBUTES[name] : undefined
}
