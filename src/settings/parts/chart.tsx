// A small chart of counts over time: bars that lie over one another, or lines. The shapes are SVG stretched to the box, the words HTML, so that they keep their size.
// Screen readers get the same numbers as a table.
import { useId } from 'preact/hooks'
import { number, timeOfDay } from '../format.ts'
import { t } from '../i18n.ts'
import { axisOf } from './axis.ts'

export interface Series {
  label: string
  tone: 'pale' | 'calm' | 'warn' | 'bad'
  values: number[]
  /** Bars: stands on top of the others instead of over them. */
  isOnTop?: true
}

interface Props {
  title: string
  /** ISO 8601, one for each value. */
  times: string[]
  /** Bars: each lies over those before it. */
  series: Series[]
  kind: 'bars' | 'line'
  withDay: boolean
  format?: (value: number) => string
  /** Of the axis of values: `axisOf`. */
  roundStep?: (least: number) => number
}

/** The drawing's own units: percent of the box. */
const SIZE = 100

export function Chart({ title, times, series, kind, withDay, format = number, roundStep }: Props) {
  const id = useId()
  const { top, ticks } = axisOf(Math.max(0, ...times.map((_, index) => floorOf(series, index) + topOf(series, index))), roundStep)
  const slot = SIZE / Math.max(1, times.length)
  const y = (value: number): number => SIZE * (1 - value / top)
  const labelled = [0, 0.25, 0.5, 0.75].map((part) => Math.floor(times.length * part))
  return (
    <figure class="chart">
      <figcaption>
        <h2 id={id}>{title}</h2>
        {series.length > 1 && (
          <ul class="legend" aria-hidden="true">
            {series.map(({ label, tone }) => (
              <li key={label} class={tone}>
                {label}
              </li>
            ))}
          </ul>
        )}
      </figcaption>
      <div class="plot" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} class="tick" style={{ bottom: `${(tick / top) * 100}%` }}>
            <span>{format(tick)}</span>
          </span>
        ))}
        <svg viewBox={`0 0 ${SIZE} ${SIZE}`} preserveAspectRatio="none" focusable="false">
          {series.map(({ label, tone, values, isOnTop }) =>
            kind === 'line' ? (
              <path key={label} class={tone} d={linePath(values, slot, y)} />
            ) : (
              values.map((value, index) => {
                const floor = isOnTop ? floorOf(series, index) : 0
                return (
                  value > 0 && (
                    <rect
                      key={`${label} ${index}`}
                      class={tone}
                      x={slot * (index + 0.14)}
                      y={y(floor + value)}
                      width={slot * 0.72}
                      height={y(floor) - y(floor + value)}
                    />
                  )
                )
              })
            ),
          )}
        </svg>
        {labelled.map((index) => {
          const time = times[index]
          return (
            time && (
              <span key={index} class="moment" style={{ insetInlineStart: `${slot * index}%` }}>
                {timeOfDay(time, withDay)}
              </span>
            )
          )
        })}
      </div>
      <div class="unseen">
        <table aria-labelledby={id}>
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
      </div>
    </figure>
  )
}

function linePath(values: number[], slot: number, y: (value: number) => number): string {
  return values.map((value, index) => `${index ? 'L' : 'M'}${(slot * (index + 0.5)).toFixed(2)} ${y(value).toFixed(2)}`).join('')
}

/** The highest of the bars that lie over one another: where those on top of them begin. */
function floorOf(series: Series[], index: number): number {
  return Math.max(0, ...series.filter(({ isOnTop }) => !isOnTop).map(({ values }) => values[index] ?? 0))
}

/** The sum of the bars on top. */
function topOf(series: Series[], index: number): number {
  return series.reduce((sum, { values, isOnTop }) => sum + (isOnTop ? (values[index] ?? 0) : 0), 0)
}
