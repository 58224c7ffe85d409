// The event names that Komo documents. Rules may name any other: a new event of Komo's needs no new release of ours.
export const KOMO_EVENTS = [
  'page-view',
  'page-viewed',
  'auth-view',
  'card-viewed',
  'card-shared',
  'card-action',
  'card-answered',
  'card-clicked',
  'card-finished',
  'form-start',
  'form-submission',
  'survey-viewed',
  'survey-submitted',
  'coupon-viewed',
  'coupon-redeemed',
] as const
