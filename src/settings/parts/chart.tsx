// A small chart of counts over time in SVG: bars side by side or a line, drawn to a fixed box so that nothing moves while it loads.
// Screen readers get the same numbers as a table.
import { useId } from 'preact/hooks'
import { number, timeOfDay } from '../format.ts'
import { t } from '../i18n.ts'
import { axisOf } from './axis.ts'

export interface Series {
  label: string
  tone: 'good' | 'calm' | 'warn' | 'bad'
  values: number[]
}

interface Props {
  title: string
  /** ISO 8601, one for each value. */
  times: string[]
  series: Series[]
  kind: 'bars' | 'line'
  withDay: boolean
  format?: (value: number) => string
}

const WIDTH = 640
const HEIGHT = 168
const LEFT = 44
const BOTTOM = 22
const TOP = 8

export function Chart({ title, times, series, kind, withDay, format = number }: Props) {
  const id = useId()
  const { top, ticks } = axisOf(Math.max(0, ...series.flatMap(({ values }) => values)))
  const slot = (WIDTH - LEFT) / Math.max(1, times.length)
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)
  const labelled = [0, 0.25, 0.5, 0.75].map((part) => Math.floor(times.length * part))
  return (
    <figure class="chart">
      <figcaption>
        <h2 id={id}>{title}</h2>
        <ul class="legend" aria-hidden="true">
          {series.map(({ label, tone }) => (
            <li key={label} class={tone}>
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
            <text class="tick" x={LEFT - 8} y={y(tick) + 4} text-anchor="end">
              {format(tick)}
            </text>
          </g>
        ))}
        {labelled.map((index) => {
          const time = times[index]
          return (
            time && (
              <text key={index} class="tick" x={LEFT + slot * index} y={HEIGHT - 4}>
                {timeOfDay(time, withDay)}
              </text>
            )
          )
        })}
        {series.map(({ label, tone, values }, which) =>
          kind === 'line' ? (
            <path key={label} class={`line ${tone}`} d={linePath(values, slot, y)} />
          ) : (
            values.map((value, index) => {
              const width = Math.min(10, (slot * 0.72) / series.length)
              const x = LEFT + slot * (index + 0.5) + (which - series.length / 2) * width
              return (
                value > 0 && (
                  <rect
                    key={`${label} ${index}`}
                    class={tone}
                    x={x}
                    y={y(value)}
                    width={Math.max(1, width - 0.5)}
                    height={y(0) - y(value)}
                    rx="1"
                  />
                )
              )
            })
          ),
        )}
      </svg>
      <table class="unseen" aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            {series.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((time, index) =>
            // Empty spans would only be noise to listen through.
            series.some(({ values }) => values[index]) ? (
              <tr key={time}>
                <th scope="row">{timeOfDay(time, withDay)}</th>
                {series.map(({ label, values }) => (
                  <td key={label}>{format(values[index] ?? 0)}</td>
                ))}
              </tr>
            ) : null,
          )}
        </tbody>
      </table>
    </figure>
  )
}

function linePath(values: number[], slot: number, y: (value: number) => number): string {
  return values.map((value, index) => `${index ? 'L' : 'M'}${(LEFT + slot * (index + 0.5)).toFixed(1)} ${y(value).toFixed(1)}`).join('')
}
