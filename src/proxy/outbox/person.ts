// Who is to be erased, and what was found of her.

/** One identifier of a person, as Braze knows it. E-mail addresses and phone numbers are compared normalised. */
export type Person =
  { external_id: string } | { braze_id: string } | { email: string } | { phone: string } | { alias_name: string; alias_label?: string }

export interface Erased {
  /** Rows that waited for Braze. */
  waiting: number
  /** Rows that were on their way as this ran: deleted if Braze has not taken them, out of reach if it has. */
  sending: number
  deadLetters: number
  /** The embedded store's log could not be emptied, as on a full disk or while another program reads it: what was deleted from the tables is still in it. */
  inLog?: true
}
