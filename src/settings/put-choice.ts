// Puts what is chosen into the draft. Chosen again, what counts without a word is no word in the file either, unless it was one before.
import { DEFAULTS } from '../core/defaults.ts'
import type { HubFile } from '../core/hub-file.ts'
import type { Editor } from './hub-editor.ts'

export function putChoice<K extends 'locale' | 'profiles' | 'workspace'>(editor: Editor, key: K, value: NonNullable<HubFile[K]>): void {
  editor.edit((file) => {
    // In a file that extends another no word means what that one says.
    const unsaid = (file.extends ? editor.inherited.value?.[key] : undefined) ?? DEFAULTS[key]
    if (value === unsaid && !editor.hadOwn(key)) Reflect.deleteProperty(file, key)
    else file[key] = value
  })
}
