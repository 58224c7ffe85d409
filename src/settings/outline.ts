// What the pages need of a hub file to show it, and the way back to the file. A file that extends another may leave keys to that one.
import type { Inherited } from '../core/admin.ts'
import { HUB_SLUG, type HubFile } from '../core/hub-file.ts'
import { mergeExtends } from '../schema/merge-extends.ts'

const LISTS = ['origins', 'identity', 'rules'] as const

/** The file with all its lists, empty where it leaves them to the file that it extends; undefined where the pages cannot show it. */
export function outlined(file: unknown): HubFile | undefined {
  if (typeof file !== 'object' || file === null) return undefined
  const { hub, extends: other } = file as Partial<HubFile>
  if (typeof hub !== 'string' || !HUB_SLUG.test(hub)) return undefined
  const left = typeof other === 'string' ? LISTS.filter((list) => !(list in file)) : []
  const whole = { ...(file as HubFile), ...Object.fromEntries(left.map((list) => [list, []])) }
  const areLists = LISTS.every((list) => Array.isArray(whole[list]) && (whole[list] as unknown[]).every((one) => one !== null))
  return areLists && whole.rules.every((rule) => typeof rule === 'object' && 'id' in rule && 'on' in rule) ? whole : undefined
}

/** A file as text: one that is no JSON comes as a text already. */
export function textOf({ file, text = '' }: { file: HubFile | null; text?: string }): string {
  return file ? JSON.stringify(file, null, 2) : text
}

/** As it stands in the folder: an empty list is left to the file that it extends, so it is no key of this one. */
export function written(file: HubFile): HubFile {
  if (!file.extends) return file
  return Object.fromEntries(
    Object.entries(file).filter(([key, value]) => !((LISTS as readonly string[]).includes(key) && (value as unknown[]).length === 0)),
  ) as unknown as HubFile
}

/** The file with what it inherits. If the pages cannot show the result, the file alone. */
export function withInherited(file: HubFile, inherited: Inherited | undefined): HubFile {
  if (!file.extends || !inherited) return file
  return outlined({ ...(mergeExtends(inherited, written(file)) as object), extends: file.extends }) ?? file
}

/** Whether this key comes from the file that it extends. */
export function isInherited(key: keyof Inherited, file: HubFile, inherited: Inherited | undefined): boolean {
  return Boolean(file.extends && inherited && key in inherited && !(key in written(file)))
}
