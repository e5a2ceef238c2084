import { memo, type ReactNode } from 'react'
import { textOn } from '../map/scale.ts'
import { directionOf, wrap } from '../map/text.ts'
import type { Placed } from './geometry.ts'
import css from './model.module.css'
import type { Shown } from './overlay.ts'
import type { Part } from './structure.ts'

interface Props {
  readonly part: Part
  readonly place: Placed
  /** What is known of it. */
  readonly shown: Shown
  readonly fill: string | null
  readonly name: string
  readonly isSelected: boolean
  readonly tabbable: boolean
  readonly select: (key: string) => void
}

/** A node of a BPMN or of a net. */
export const PartShape = memo(function PartShape(props: Props) {
  const { part, place, shown, name, isSelected, tabbable, select } = props
  const count = shown.says ?? ''
  const title = count === '' ? name : `${name}: ${count}`
  const lines = part.kind === 'task' ? linesOf(part, place) : []
  const seen = lines.join(' ')
  // what is read aloud begins with what is seen; where that is cut, the whole name follows
  const label = seen === '' ? title : [seen, count, seen === name ? '' : name].filter(Boolean).join(' ')
  return (
    <g
      className={css.part}
      data-node={part.key}
      data-kind={part.kind}
      transform={`translate(${place.x} ${place.y})`}
      role="button"
      tabIndex={tabbable ? 0 : -1}
      aria-label={label}
      aria-pressed={isSelected}
      onClick={event => (event.stopPropagation(), select(part.key))}
    >
      {part.kind === 'task' ? (
        <TaskBox {...props} lines={lines} />
      ) : (
        <>
          {marks[part.kind](place, part, props.fill)}
          {shown.text !== null && (
            <text className={css.beside} fontSize={FONT} direction="ltr" {...besideOf(part, place)}>
              {shown.text}
            </text>
          )}
        </>
      )}
      <title>{title}</title>
    </g>
  )
})

/** Where flows leave to the right the text stands below, and to the right where they leave below. */
const besideOf = ({ kind }: Part, { width, height }: Placed) =>
  kind === 'place'
    ? { x: width / 2 + 3, y: 4, textAnchor: 'start' as const }
    : { y: height / 2 + 13, textAnchor: 'middle' as const }

/** Small enough for a long word in a task of the usual size, px. */
const FONT = 11
const LINE = 14

const linesOf = ({ label }: Part, { width, height }: Placed) => wrap(label, width - 10, FONT, 600, height > 70 ? 4 : 2)

function TaskBox({
  part,
  place: { width, height },
  shown: { text },
  fill,
  lines,
}: Props & { readonly lines: readonly string[] }) {
  const count = lines.length + (text === null ? 0 : 1)
  const top = -(count * LINE) / 2 + FONT - 1
  return (
    <>
      <rect
        className={css.outline}
        x={-width / 2}
        y={-height / 2}
        width={width}
        height={height}
        rx={9}
        fill={fill ?? 'var(--surface)'}
      />
      <g
        fill={fill ? textOn(fill) : 'var(--text)'}
        textAnchor="middle"
        fontSize={FONT}
        direction={directionOf(part.label)}
      >
        {lines.map((line, i) => (
          <text key={`${i}${line}`} y={top + i * LINE} fontWeight={600}>
            {line}{' '}
          </text>
        ))}
        {text !== null && (
          <text y={top + lines.length * LINE} direction="ltr">
            {text}
          </text>
        )}
      </g>
    </>
  )
}

const diamond = ({ width }: Placed, sign: ReactNode) => (
  <>
    <path
      className={css.outline}
      fill="var(--surface)"
      d={`M0 ${-width / 2}L${width / 2} 0L0 ${width / 2}L${-width / 2} 0Z`}
    />
    {sign}
  </>
)
const marks: {
  readonly [K in Exclude<Part['kind'], 'task'>]: (place: Placed, part: Part, fill: string | null) => ReactNode
} = {
  xor: place => diamond(place, <path className={css.sign} d="M-8 -8L8 8M-8 8L8 -8" />),
  and: place => diamond(place, <path className={css.sign} d="M-11 0H11M0 -11V11" />),
  or: place => diamond(place, <circle className={css.sign} r={11} fill="none" />),
  start: ({ width }, _, fill) => (
    <circle className={css.outline} data-line="event" r={width / 2} fill={fill ?? 'var(--surface)'} />
  ),
  event: ({ width }, _, fill) => (
    <>
      <circle className={css.outline} data-line="event" r={width / 2} fill={fill ?? 'var(--surface)'} />
      <circle className={css.outline} data-line="event" r={Math.max(1, width / 2 - 4)} fill="none" />
    </>
  ),
  end: ({ width }) => <circle className={css.outline} data-line="end" r={width / 2 - 1} fill="var(--surface)" />,
  silent: ({ width, height }) => (
    <rect className={css.silent} x={-width / 2} y={-height / 2} width={width} height={height} rx={2} />
  ),
  place: ({ width }, { tokens, isFinal }, fill) => (
    <>
      <circle className={css.outline} data-line="event" r={width / 2 - 1} fill={fill ?? 'var(--surface)'} />
      {isFinal && <circle className={css.outline} data-line="event" r={width / 2 - 5} fill="none" />}
      {tokens > 0 && <circle className={css.token} r={5} />}
    </>
  ),
}
