// Exports a hub file as it would be written. It holds no key: keys live in workspaces.
import type { HubFile } from '../core/hub-file.ts'

export function downloadHub(file: HubFile): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${file.hub}.json`
  link.click()
  URL.revokeObjectURL(url)
}
