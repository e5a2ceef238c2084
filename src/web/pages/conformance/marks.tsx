import { formatShare } from '../../format/numbers.ts'
import { textWidth } from '../map/text.ts'
import type { Geometry } from '../model/geometry.ts'
import css from './conformance.module.css'
import type { Mark } from './marks-of.ts'

const MARGIN = 10

/** A frame around some parts of a picture. */
export function Around(props: {
  readonly geometry: Geometry
  readonly nodes: readonly string[]
  readonly isDashed?: boolean
}) {
  const places = props.nodes.flatMap(key => props.geometry.nodes.get(key) ?? [])
  if (places.length === 0) return null
  const left = Math.min(...places.map(({ x, width }) => x - width / 2)) - MARGIN
  const top = Math.min(...places.map(({ y, height }) => y - height / 2)) - MARGIN
  const right = Math.max(...places.map(({ x, width }) => x + width / 2)) + MARGIN
  const bottom = Math.max(...places.map(({ y, height }) => y + height / 2)) + MARGIN
  return (
    <rect
      className={css.around}
      data-dashed={props.isDashed || undefined}
      x={left}
      y={top}
      width={right - left}
      height={bottom - top}
      rx={12}
    />
  )
}

const NOT_ROOM = 14

/** Deviations in the picture: dashed lines past what was skipped, and to what was put in behind a part. */
export function Marks(props: {
  readonly geometry: Geometry
  readonly marks: readonly Mark[]
  readonly selected: string | null
  readonly total: number
}) {
  const { geometry, marks, selected } = props
  const shown = selected === null ? marks : marks.filter(({ deviation }) => deviation === selected)
  const above = new Map<string, number>()
  const placed = shown.flatMap(mark => {
    const place = geometry.nodes.get(mark.key)
    const level = above.get(mark.key) ?? 0
    above.set(mark.key, level + 1)
    if (!place || (selected === null && level > 0)) return []
    return [{ mark, place, top: place.y - place.height / 2 - 20 - 20 * level }]
  })
  return placed.map(({ mark, place, top }) => {
    const beside = placed.filter(other => other.place !== place && Math.abs(other.top - top) < 18)
    const room = beside.reduce((least, other) => Math.min(least, Math.abs(other.place.x - place.x) - 6), 260)
    const share = formatShare(mark.cases, props.total)
    const text =
      mark.is === 'skipped'
        ? `${share} ${mark.kind === 'missing' ? 'without' : 'elsewhere'}`
        : `${share} ${clipped(mark.activity, room - widthOf(`${share} `))}`
    const width = widthOf(text)
    const [left, right] = [place.x - place.width / 2 - NOT_ROOM, place.x + place.width / 2 + NOT_ROOM]
    const to = mark.is === 'skipped' ? left : place.x + place.width / 2
    const path =
      mark.is === 'skipped'
        ? `M${left} ${place.y}C${left} ${top},${left} ${top},${place.x} ${top}S${right} ${top},${right} ${place.y}`
        : `M${to} ${place.y}C${right + 10} ${place.y},${right + 10} ${top},${place.x} ${top}`
    return (
      <g key={`${mark.key} ${mark.deviation}`} className={css.mark} data-selected={selected !== null || undefined}>
        {mark.is === 'skipped' && (
          <rect
            className={css.skipped}
            x={place.x - place.width / 2}
            y={place.y - place.height / 2}
            width={place.width}
            height={place.height}
            rx={9}
          />
        )}
        <path d={path} />
        <g transform={`translate(${place.x} ${top})`}>
          <rect className={css.pill} x={-width / 2} y={-8} width={width} height={16} rx={8} />
          <text y={4} fontSize={11} textAnchor="middle">
            {text}
          </text>
        </g>
      </g>
    )
  })
}

const widthOf = (text: string) => Math.ceil(textWidth(text, 11, 500)) + 12

/** A name in so many pixels, at least its first letters. */
function clipped(name: string, room: number): string {
  const most = Math.min(name.length, 28)
  for (let length = most; length > 4; length--) {
    const text = length === name.length ? name : `${name.slice(0, length - 1).trimEnd()}…`
    if (textWidth(text, 11, 500) <= room) return text
  }
  return `${name.slice(0, 3)}…`
}
