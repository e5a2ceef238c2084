import { useComputedColorScheme } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, type RefObject, useMemo } from 'react'
import type { ModelFrequency } from '../../../analyses/models/model-frequency.ts'
import { headOf, pathOf } from '../map/geometry.ts'
import { nearest, useDrag, useWheel } from '../map/hands.ts'
import map from '../map/map.module.css'
import { colourAt, lineColour, placeIn, type Range, rangeOf } from '../map/scale.ts'
import { textWidth } from '../map/text.ts'
import type { useViewport } from '../map/viewport.ts'
import type { Geometry, Placed } from './geometry.ts'
import css from './model.module.css'
import { bare, type Overlay, type Shown } from './overlay.ts'
import { PartShape } from './part-shape.tsx'
import { type Frame, frequencyOf, type PartFlow, type PartKind, partNames, type Structure } from './structure.ts'

interface Props {
  readonly label: string
  readonly structure: Structure
  readonly geometry: Geometry
  readonly frequency: ModelFrequency | null
  /** Absent: the model alone. */
  readonly overlay?: Overlay
  readonly selected: string | null
  readonly select: (key: string | null) => void
  readonly frame: RefObject<HTMLDivElement | null>
  readonly group: RefObject<SVGGElement | null>
  readonly viewport: ReturnType<typeof useViewport>
  /** Drawn above the model, in its units. */
  readonly above?: ReactNode
  readonly children?: ReactNode
}

/** A model drawn, with the cases that go through it; moved by hand, wheel and keys as the map is. */
export function Picture(props: Props) {
  const { label, structure, geometry, frequency, overlay = bare, selected, select, frame, group, viewport } = props
  const theme = useComputedColorScheme('light')
  const names = useMemo(() => partNames(structure), [structure])
  const casesOf = (count: string | null) => frequencyOf(frequency, count)?.cases ?? null
  const range = rangeFor(structure, overlay)
  const most = Math.max(1, ...structure.flows.map(({ count }) => casesOf(count) ?? 0))
  const fillOf = ({ value }: Shown, kind: PartKind) =>
    value === null ||
    !range ||
    (overlay.kind === 'frequency' && kind !== 'task') ||
    (overlay.kind === 'violation' && value === 0)
      ? null
      : colourAt(overlay.kind, 0.06 + 0.94 * placeIn(value, range), theme)
  const press = useKeys(props)
  useWheel(frame, viewport)
  const drag = useDrag(viewport, () => select(null))
  const tabbable = selected !== null && geometry.nodes.has(selected) ? selected : structure.parts[0]?.key
  return (
    <div className={map.canvas} ref={frame} data-detail="near" {...drag}>
      <svg className={map.svg} role="application" aria-label={label} onKeyDown={press} data-testid="model">
        <g ref={group}>
          {structure.frames.map(frame => (
            <FrameBox key={frame.key} frame={frame} place={geometry.nodes.get(frame.key)!} />
          ))}
          {structure.flows.map(flow => {
            const cases = casesOf(flow.count)
            const share = cases === null ? 0 : cases / most
            const shown = overlay.flow(flow)
            const place = shown.value === null || !range ? null : placeIn(shown.value, range)
            const colour = overlay.kind === 'frequency' ? share : place
            return (
              <FlowLine
                key={flow.key}
                points={geometry.flows.get(flow.key)?.points ?? []}
                width={1.2 + (cases === null ? 0 : 3.3 * Math.sqrt(share))}
                colour={cases && colour !== null ? lineColour(overlay.kind, colour, theme) : 'var(--arc)'}
                isUnused={cases === 0 || flow.isMessage}
                isNear={selected !== null && (flow.from === selected || flow.to === selected)}
                title={titleOf(flow, names, shown.says)}
              />
            )
          })}
          {structure.parts.map(part => {
            const shown = overlay.part(part)
            return (
              <PartShape
                key={part.key}
                part={part}
                place={geometry.nodes.get(part.key)!}
                shown={shown}
                fill={fillOf(shown, part.kind)}
                name={names.get(part.key)!}
                isSelected={selected === part.key}
                tabbable={tabbable === part.key}
                select={select}
              />
            )
          })}
          {structure.flows.map(flow => {
            const { text } = overlay.flow(flow)
            const place = geometry.flows.get(flow.key)
            return text !== null && place ? <Pill key={flow.key} at={place.label} text={text} /> : null
          })}
          {props.above}
        </g>
      </svg>
      {props.children}
    </div>
  )
}

/** From which to which number colours go: of activities, where time counts also of all that cases wait on. */
export function rangeFor({ parts, flows }: Structure, overlay: Overlay): Range | null {
  const counted = overlay.kind === 'time' ? parts : parts.filter(({ kind }) => kind === 'task' || kind === 'start')
  const waits = overlay.kind === 'time' ? flows.map(flow => overlay.flow(flow).value) : []
  return rangeOf([...counted.map(part => overlay.part(part).value), ...waits])
}

const titleOf = ({ from, to }: PartFlow, names: ReadonlyMap<string, string>, says: string | null) =>
  `${names.get(from)} → ${names.get(to)}${says === null ? '' : `: ${says}`}`

function FrameBox({ frame: { label, isUpright }, place }: { readonly frame: Frame; readonly place: Placed }) {
  const { x, y, width, height } = place
  const at = isUpright
    ? { transform: `translate(${x - width / 2 + 19} ${y}) rotate(-90)`, textAnchor: 'middle' as const }
    : { transform: `translate(${x - width / 2 + 8} ${y - height / 2 + 16})` }
  return (
    <g className={css.frame}>
      <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={2} />
      <text fontSize={11} {...at}>
        {label}
      </text>
    </g>
  )
}

function FlowLine(props: {
  readonly points: readonly number[]
  readonly width: number
  readonly colour: string
  readonly isUnused: boolean
  readonly isNear: boolean
  readonly title: string
}) {
  const head = 8 + props.width
  const colour = props.isNear ? 'var(--accent)' : props.colour
  return (
    <g>
      <path
        className={css.flow}
        d={pathOf(props.points, head * 0.8)}
        stroke={colour}
        strokeWidth={props.width}
        strokeDasharray={props.isUnused ? '5 4' : undefined}
      />
      <path d={headOf(props.points, head)} fill={colour} />
      <title>{props.title}</title>
    </g>
  )
}

function Pill({ at, text }: { readonly at: { readonly x: number; readonly y: number }; readonly text: string }) {
  const width = Math.ceil(textWidth(text, 11, 500)) + 10
  return (
    <g className={css.pill} transform={`translate(${at.x} ${at.y})`} aria-hidden>
      <rect x={-width / 2} y={-8} width={width} height={16} rx={8} />
      <text y={4} fontSize={11} textAnchor="middle">
        {text}
      </text>
    </g>
  )
}

/** Arrow keys go to the nearest part in a direction, + − 0 zoom, Enter selects, Escape takes the selection away. */
function useKeys({ structure, geometry, selected, select, viewport, group }: Props) {
  return (event: KeyboardEvent) => {
    const here = document.activeElement?.getAttribute('data-node') ?? selected ?? structure.parts[0]?.key
    const ways: Record<string, readonly [number, number]> = {
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
    }
    const way = ways[event.key]
    if (way && here !== undefined && !event.altKey) {
      event.preventDefault()
      const keys = structure.parts.map(({ key }) => key)
      const next = nearest(geometry.nodes, keys, here, way)
      if (next === null) return
      select(next)
      viewport.show(geometry.nodes.get(next)!)
      requestAnimationFrame(() => {
        for (const element of group.current?.querySelectorAll<SVGGElement>('[data-node]') ?? [])
          if (element.getAttribute('data-node') === next) element.focus({ preventScroll: true })
      })
    } else if ((event.key === 'Enter' || event.key === ' ') && here !== undefined) {
      event.preventDefault()
      select(here)
    } else if (event.key === '+' || event.key === '=') viewport.zoom(1.25)
    else if (event.key === '-') viewport.zoom(0.8)
    else if (event.key === '0') viewport.fit()
    else if (event.key === 'Escape' && selected !== null) {
      event.preventDefault()
      select(null)
    }
  }
}
