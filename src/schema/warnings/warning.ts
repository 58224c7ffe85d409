// A warning of `check`: something that a hub file may say but hardly means. The list is closed.
export const WARNING_CODES = [
  'attribute_never_filled',
  'source_never_yields',
  'rule_never_matches',
  'rule_sends_nothing',
  'form_without_where',
  'unknown_event',
  'free_text',
  'trust_page',
  'subscription_without_consent',
  'subscription_from_page',
  'consent_does_both',
  'consent_never_given',
  'two_profiles',
  'identity_conflict',
  'pending_outlives_ids',
  'near_miss',
  'empty_map',
  'path_as_text',
  'several_sources',
  'no_selector',
  'leading_zeros',
  'template_braces',
  'two_types',
  'date_order_unknown',
  'phone_region_unknown',
  'gender_letter_unknown',
  'insecure_origin',
  'unused',
] as const
export type WarningCode = (typeof WARNING_CODES)[number]

export interface Warning {
  /** Keys and indices down to the place: `['rules', 0, 'attributes', 'firstName']`. */
  path: readonly (string | number)[]
  code: WarningCode
  message: string
}

export function warning(path: readonly (string | number)[], code: WarningCode, message: string): Warning {
  return { path, code, message }
}
