// What the account of a walk is written in: what waits, what is sent, what stands in the forms.
import type { FormName } from './happenings.ts'

export type Reading = 'granted' | 'denied' | 'absent'
export type Confirm = 'submit' | 'komo' | 'gone' | 'appears' | 'play'

export interface Held {
  rule: string
  text: string
  /** Who it says by itself. */
  own: string[]
  /** Somebody else has come: who it is does not change any more. */
  settled?: string[]
  reading: Reading
  confirm?: Confirm | undefined
  card: FormName
  left: number
  at: number
  submission: number
  /** The form stands on this page. */
  isHere: boolean
  /** The element shows since before the submit. */
  isShown: boolean
  kept: boolean
}

export interface Sent {
  rule: string
  text: string
  identity: string
  stored: boolean
  /** Consent was withdrawn, or the page's memory was lost, while it was perhaps not sent yet. */
  doubt?: 'withdrawn' | 'lost'
}

export interface Values {
  person: number
  n: string
  ok: boolean
}

export interface Tab {
  identity: string[]
  named: boolean
  user: number
  waiting: Held[]
  at: number
}

export const isMail = (one: string) => one.includes('@')
export const mail = (person: number) => `p${person}@b.co`
export const initial = (form: FormName): Values => ({ person: 0, n: `${form}0.`, ok: false })
