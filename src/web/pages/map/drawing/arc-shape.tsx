import { memo } from 'react'
import { END, START } from '../../../../log/engine.ts'
import { formatNumber } from '../../../format/numbers.ts'
import { headOf, pathOf } from '../geometry.ts'
import css from '../map.module.css'
import { isRework, type Metric } from '../metrics.ts'
import type { MapArc } from '../model.ts'
import { PILL_FONT, PILL_HEIGHT, pillWidth } from '../use-layout.ts'
import type { Select } from './selection.ts'

const nameOf = (key: string) => (key === START ? 'start' : key === END ? 'end' : key)

/** What a screen reader says of an arc. */
export const arcLabel = (arc: MapArc, metric: Metric) => {
  const text =
    metric.amount || isRework(metric)
      ? `frequency ${formatNumber(arc.frequency)}`
      : `${metric.title.toLowerCase()} ${arc.text}`
  return `From ${nameOf(arc.from)} to ${nameOf(arc.to)}: ${text}`
}

interface ArcProps {
  readonly arc: MapArc
  readonly place: { readonly points: readonly number[]; readonly label: { readonly x: number; readonly y: number } }
  readonly width: number
  readonly colour: string
  readonly state: string
  readonly label: string
  readonly select: Select
}

/** An arc: its line, its head and its number. */
export const ArcShape = memo(function ArcShape({ arc, place, width, colour, state, label, select }: ArcProps) {
  const head = 7 + width * 0.9
  const pill = pillWidth(arc)
  const path = pathOf(place.points, head * 0.8)
  return (
    <g
      className={css.arc}
      data-arc={arc.key}
      data-state={state}
      role="button"
      tabIndex={-1}
      aria-label={label}
      aria-pressed={state === 'selected'}
      onClick={event => (event.stopPropagation(), select(null, arc))}
    >
      <path className={css.hit} d={path} />
      <path className={css.line} d={path} stroke={colour} strokeWidth={width} data-shape="line" />
      <path d={headOf(place.points, head)} fill={colour} data-shape="head" className={css.head} />
      {arc.text !== '–' && (
        <g className={css.pill} transform={`translate(${place.label.x} ${place.label.y})`} data-shape="pill">
          <g>
            <rect x={-pill / 2} y={-PILL_HEIGHT / 2} width={pill} height={PILL_HEIGHT} rx={PILL_HEIGHT / 2} />
            <text y={4} fontSize={PILL_FONT} textAnchor="middle">
              {arc.text}
            </text>
          </g>
        </g>
      )}
      <title>{label}</title>
    </g>
  )
})
