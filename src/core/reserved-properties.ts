// Property names that make Braze reject the whole event or purchase. Source: Braze's documentation of the event and purchase objects.
export const RESERVED_EVENT_PROPERTIES: readonly string[] = ['time', 'event_name']
export const RESERVED_PURCHASE_PROPERTIES: readonly string[] = [
  ...RESERVED_EVENT_PROPERTIES,
  ...['product_id', 'quantity', 'price', 'currency'],
]
