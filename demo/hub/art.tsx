// The cards' pictures: flat shapes, drawn here so that the hub needs no image files.
import type { Card } from './cards.ts'

export function Art({ of }: { of: Card['art'] }) {
  return (
    <svg class="art" viewBox="0 0 120 80" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
      {PICTURES[of]}
    </svg>
  )
}

const stripes = [0, 1, 2, 3, 4].map((n) => <rect key={n} x={n * 24} width="12" height="80" fill="currentColor" opacity="0.08" />)

const PICTURES = {
  ball: (
    <>
      {stripes}
      <g transform="rotate(-24 60 40)">
        <ellipse cx="60" cy="40" rx="38" ry="24" fill="#fff4dc" />
        <path d="M22 40a38 24 0 0 1 76 0" fill="currentColor" opacity="0.16" />
        <path d="M40 40h40M46 34v12M54 33v14M62 33v14M70 34v12" stroke="#14213d" stroke-width="2.5" stroke-linecap="round" />
      </g>
    </>
  ),
  jersey: (
    <>
      <circle cx="60" cy="84" r="58" fill="currentColor" opacity="0.1" />
      <path d="M40 14l12-6q8 8 16 0l12 6 16 16-11 10-7-6v40H42V34l-7 6-11-10z" fill="#fff4dc" />
      <path d="M42 44h36v12H42z" fill="#14213d" />
      <path d="M57 46h4v8h-4zM64 46h4v8h-4z" fill="#fff4dc" />
    </>
  ),
  posts: (
    <>
      <rect y="58" width="120" height="22" fill="currentColor" opacity="0.14" />
      {[26, 48, 72, 94].map((x, n) => (
        <rect key={x} x={x} y={n === 1 || n === 2 ? 6 : 24} width="4" height={n === 1 || n === 2 ? 54 : 36} rx="2" fill="#fff4dc" />
      ))}
      <ellipse cx="62" cy="30" rx="9" ry="5.5" fill="#14213d" transform="rotate(-30 62 30)" />
    </>
  ),
  ticket: (
    <>
      {stripes}
      <g transform="rotate(-9 60 40)">
        <path d="M20 22h80v10a8 8 0 0 0 0 16v10H20V48a8 8 0 0 0 0-16z" fill="#fff4dc" />
        <path d="M78 24v32" stroke="#14213d" stroke-width="2" stroke-dasharray="3 4" />
        <path d="M34 36h30M34 44h20" stroke="#14213d" stroke-width="4" stroke-linecap="round" />
      </g>
    </>
  ),
}
