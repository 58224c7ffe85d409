// Puts what is chosen into the draft. What counts by default is not written into the file, unless it stood there before.
import { DEFAULTS } from '../core/defaults.ts'
import type { HubFile } from '../core/hub-file.ts'
import type { Editor } from './hub-editor.ts'

export function putChoice<K extends 'locale' | 'profiles' | 'workspace'>(editor: Editor, key: K, value: NonNullable<HubFile[K]>): void {
  editor.edit((file) => {
    // In a file that extends another, a missing key means what that one says.
    const unsaid = (file.extends ? editor.inherited.value?.[key] : undefined) ?? DEFAULTS[key]
    if (value === unsaid && !editor.hadOwn(key)) Reflect.deleteProperty(file, key)
    else file[key] = value
  })
}
