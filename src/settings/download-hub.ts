// Exports a hub file as text. It holds no key: keys live in workspaces.

export function downloadHub(hub: string, text: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${hub}.json`
  link.click()
  URL.revokeObjectURL(url)
}
