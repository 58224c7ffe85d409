// What is wrong with the identifier by which a person is to be erased, for the command line and the route alike. A mistyped one would find nothing, and that would be read as erased.
import type { EraseRequest } from './admin.ts'

export interface EraseMistake {
  at: keyof EraseRequest
  wanted: string
}

export function eraseMistake({ email, phone, external_id, braze_id, user_alias }: EraseRequest): EraseMistake | undefined {
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email.trim()))
    return { at: 'email', wanted: 'an address, such as alex@brand.example' }
  if (phone !== undefined && !/^\+\d{6,15}$/.test(phone.replace(/[\s().-]/g, '')))
    return { at: 'phone', wanted: 'a number with its country, such as +61400000000' }
  if (external_id?.trim() === '') return { at: 'external_id', wanted: 'an id' }
  if (braze_id?.trim() === '') return { at: 'braze_id', wanted: 'an id' }
  const isNoAlias = user_alias !== undefined && (user_alias.alias_label.trim() === '' || user_alias.alias_name.trim() === '')
  return isNoAlias ? { at: 'user_alias', wanted: 'its label and its name' } : undefined
}
