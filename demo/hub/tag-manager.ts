// Adds the script as a tag manager's Custom HTML does: an element made anew, with only `id`, `text`, `charset` and `src`.
export const SCRIPT_ID = 'komo-braze'

export function addScript(src: string): void {
  const script = document.createElement('script')
  script.id = SCRIPT_ID
  script.charset = 'utf-8'
  script.src = src
  document.head.append(script)
}
