// Adds the script as a tag manager's Custom HTML does: an element made anew, with only `id`, `text`, `charset` and `src`.
export function addScript(src: string): void {
  const script = document.createElement('script')
  script.id = 'komo-braze'
  script.charset = 'utf-8'
  script.src = src
  document.head.append(script)
}
