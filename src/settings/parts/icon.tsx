// The few icons of the pages: 16 px strokes in the text's colour, hidden from screen readers.
const PATHS = {
  hub: 'M2.5 4.5h11v8h-11zM2.5 7.5h11M5.5 4.5v8',
  activity: 'M1.5 8.5h3l2-5 3 9 2-4h3',
  letter: 'M2.5 3.5h11v9h-11zM2.5 4.5 8 9l5.5-4.5',
  plug: 'M5.5 1.5v4M10.5 1.5v4M3.5 5.5h9v2a4.5 4.5 0 0 1-9 0zM8 12v2.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  plus: 'M8 3v10M3 8h10',
  cross: 'm4 4 8 8M12 4l-8 8',
  up: 'M8 13V3.5M4 7.5l4-4 4 4',
  down: 'M8 3v9.5M4 8.5l4 4 4-4',
  right: 'M3 8h9.5M8.5 4l4 4-4 4',
  pause: 'M5.5 3v10M10.5 3v10',
  play: 'M4.5 3v10l8-5z',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  upload: 'M8 10.5v-8M4.5 5.5 8 2l3.5 3.5M2.5 13.5h11',
  inspect: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.5 10.5 14 14',
  alert: 'M8 2 1.5 13.5h13zM8 6.5v3M8 11.5v.5',
  more: 'M3 8h.5M8 8h.5M13 8h.5',
  again: 'M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3',
  trash: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9',
} as const
export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
