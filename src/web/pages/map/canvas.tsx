import { type KeyboardEvent, memo, type ReactNode, type RefObject, useMemo, useRef } from 'react'
import { END, START } from '../../../log/engine.ts'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { useWords } from '../../state/words.ts'
import { headOf, pathOf } from './geometry.ts'
import { nearest, useDrag, useWheel } from './hands.ts'
import css from './map.module.css'
import { isRework, type Metric } from './metrics.ts'
import type { MapArc, MapModel, MapNode } from './model.ts'
import { colourAt, lineColour, placeIn, type Range, rangeOf, type Theme, textOn } from './scale.ts'
import { directionOf, wrap } from './text.ts'
import {
  END_SIZE,
  NODE_WIDTH,
  nameLines,
  nodeHeight,
  PILL_FONT,
  PILL_HEIGHT,
  pillWidth,
  type Standing,
} from './use-layout.ts'
import { useTransition } from './use-transition.ts'
import type { useViewport } from './viewport.ts'

export interface Selected {
  readonly node: string | null
  readonly arc: string | null
}
interface Props {
  readonly model: MapModel
  readonly standing: Standing
  readonly metric: Metric
  readonly theme: Theme
  readonly selected: Selected
  readonly select: (node: string | null, arc: MapArc | null) => void
  readonly frame: RefObject<HTMLDivElement | null>
  readonly group: RefObject<SVGGElement | null>
  readonly viewport: ReturnType<typeof useViewport>
  readonly children?: ReactNode
}

export interface Ranges {
  readonly nodes: Range | null
  readonly arcs: Range | null
}
export function rangesOf(model: MapModel): Ranges {
  return {
    nodes: rangeOf(model.nodes.filter(node => node.kind === 'activity').map(node => node.primary)),
    arcs: rangeOf(
      model.arcs.map(arc =>
        (arc.from === START || arc.to === END) && arc.time === null && arc.primary === null ? null : arc.primary,
      ),
    ),
  }
}

/** The map itself: drawn on a standing layout, moved by hand, wheel and keys. */
export function MapCanvas(props: Props) {
  const { model, standing, metric, theme, selected, select, frame, group, viewport } = props
  const root = useRef<SVGSVGElement>(null)
  useTransition(group, standing)
  const ranges = useMemo(() => rangesOf(model), [model])
  const nodes = model.nodes.filter(node => standing.nodes.has(node.key))
  const arcs = model.arcs.filter(arc => standing.arcs.has(arc.key))
  const most = Math.max(1, ...model.arcs.map(arc => arc.frequency))
  const near = neighbours(selected, arcs)
  const press = useKeys(props, nodes, arcs)
  useWheel(frame, viewport)
  const drag = useDrag(viewport, () => select(null, null))
  const tabbable =
    selected.node !== null && nodes.some(node => node.key === selected.node) ? selected.node : nodes[0]?.key
  return (
    <div className={css.canvas} ref={frame} data-detail="near" {...drag}>
      <svg
        ref={root}
        className={css.svg}
        role="application"
        aria-label="Process map: arrow keys move between activities, [ and ] between their paths"
        onKeyDown={press}
        data-testid="map"
      >
        <g ref={group} data-selecting={near !== null || undefined}>
          <g>
            {arcs.map(arc => (
              <ArcShape
                key={arc.key}
                arc={arc}
                place={standing.arcs.get(arc.key)!}
                width={1.2 + 6.3 * Math.sqrt(arc.frequency / most)}
                colour={arcColour(arc, metric, ranges, theme)}
                state={selected.arc === arc.key ? 'selected' : near?.arcs.has(arc.key) ? 'near' : ''}
                label={arcLabel(arc, metric)}
                select={select}
              />
            ))}
          </g>
          <g>
            {nodes.map(node =>
              node.kind === 'activity' ? (
                <NodeShape
                  key={node.key}
                  node={node}
                  x={standing.nodes.get(node.key)!.x}
                  y={standing.nodes.get(node.key)!.y}
                  fill={
                    node.tint ??
                    (node.primary === null || !ranges.nodes
                      ? null
                      : colourAt(metric.kind, 0.06 + 0.94 * placeIn(node.primary, ranges.nodes), theme))
                  }
                  state={selected.node === node.key ? 'selected' : near?.nodes.has(node.key) ? 'near' : ''}
                  tabbable={tabbable === node.key}
                  select={select}
                />
              ) : (
                <EndShape
                  key={node.key}
                  node={node}
                  x={standing.nodes.get(node.key)!.x}
                  y={standing.nodes.get(node.key)!.y}
                  state={selected.node === node.key ? 'selected' : ''}
                  tabbable={tabbable === node.key}
                  select={select}
                />
              ),
            )}
          </g>
        </g>
      </svg>
      {props.children}
    </div>
  )
}

function arcColour(arc: MapArc, metric: Metric, ranges: Ranges, theme: Theme): string {
  if (arc.tint !== undefined) return arc.tint
  if (arc.primary === null || !ranges.arcs) return 'var(--arc)'
  return lineColour(metric.kind, placeIn(arc.primary, ranges.arcs), theme)
}

/** What touches the selection; null where nothing is selected. */
function neighbours(selected: Selected, arcs: readonly MapArc[]) {
  if (selected.node === null && selected.arc === null) return null
  const near = { nodes: new Set<string>(), arcs: new Set<string>() }
  for (const arc of arcs) {
    if (
      selected.arc === arc.key ||
      (selected.arc === null && (arc.from === selected.node || arc.to === selected.node))
    ) {
      near.arcs.add(arc.key)
      near.nodes.add(arc.from)
      near.nodes.add(arc.to)
    }
  }
  if (selected.node !== null) near.nodes.add(selected.node)
  return near.nodes.size + near.arcs.size > 0 ? near : null
}

const nameOf = (key: string) => (key === START ? 'start' : key === END ? 'end' : key)
const arcLabel = (arc: MapArc, metric: Metric) => {
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
  readonly select: Props['select']
}
const ArcShape = memo(function ArcShape({ arc, place, width, colour, state, label, select }: ArcProps) {
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

/** The name for middle distances: one large line, or two smaller ones. */
function midLines(name: string): { readonly lines: string[]; readonly size: number } {
  const large = wrap(name, NODE_WIDTH - 12, 17, 600, 1)
  if (!large[0]?.endsWith('…')) return { lines: large, size: 17 }
  return { lines: wrap(name, NODE_WIDTH - 12, 15, 600), size: 15 }
}

interface NodeProps {
  readonly node: MapNode
  readonly x: number
  readonly y: number
  readonly fill?: string | null
  readonly state: string
  readonly tabbable: boolean
  readonly select: Props['select']
}

const NodeShape = memo(function NodeShape({ node, x, y, fill, state, tabbable, select }: NodeProps) {
  const lines = useMemo(() => nameLines(node.key), [node.key])
  const height = nodeHeight(node.key)
  const mid = useMemo(() => midLines(node.key), [node.key])
  const far = useMemo(() => wrap(node.key, NODE_WIDTH - 8, 23, 600), [node.key])
  const ink = fill ? textOn(fill) : 'var(--text)'
  const direction = directionOf(node.key)
  const hidden = hiddenText(node)
  // No number is no news: a column of dashes would only hide the names.
  const number = node.text === '–' ? '' : node.text
  const clipped = lines.some(line => line.endsWith('…'))
  const top = -(lines.length * 16 + 15 + (hidden ? 13 : 0)) / 2
  return (
    <g
      className={css.node}
      data-node={node.key}
      data-state={state}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={tabbable ? 0 : -1}
      aria-label={[lines.join(' '), node.text, hidden?.short, clipped ? node.key : null].filter(Boolean).join(' ')}
      aria-description={hidden?.long}
      aria-pressed={state === 'selected'}
      onClick={event => (event.stopPropagation(), select(node.key, null))}
    >
      <rect
        x={-NODE_WIDTH / 2}
        y={-height / 2}
        width={NODE_WIDTH}
        height={height}
        rx={9}
        fill={fill ?? 'var(--surface)'}
      />
      <g className={css.nearText} fill={ink} textAnchor="middle" direction={direction}>
        {lines.map((line, i) => (
          <text key={`${i}${line}`} y={top + 12 + i * 16} fontSize={13} fontWeight={600}>
            {line}{' '}
          </text>
        ))}{' '}
        <text y={top + 12 + lines.length * 16} fontSize={12} direction="ltr">
          {number}
        </text>{' '}
        {hidden && (
          <text y={top + 25 + lines.length * 16} fontSize={10} direction="ltr">
            {hidden.short}
          </text>
        )}
      </g>
      <g className={css.midText} fill={ink} textAnchor="middle" direction={direction}>
        {mid.lines.map((line, i) => (
          <text
            key={`${i}${line}`}
            y={(mid.lines.length === 1 ? -3 : -11) + i * mid.size}
            fontSize={mid.size}
            fontWeight={600}
          >
            {line}{' '}
          </text>
        ))}{' '}
        <text y={mid.lines.length === 1 ? 16 : 21} fontSize={mid.lines.length === 1 ? 15 : 14} direction="ltr">
          {number}
          {hidden && (
            <tspan fontSize={12} dx={8}>
              {hidden.mark}
            </tspan>
          )}
        </text>{' '}
      </g>
      <g className={css.farText} fill={ink} textAnchor="middle" direction={direction}>
        {far.map((line, i) => (
          <text key={`${i}${line}`} y={(far.length === 1 ? 8 : -4) + i * 24} fontSize={23} fontWeight={600}>
            {line}
          </text>
        ))}
      </g>
      <title>{`${node.key}\n${node.text}${hidden ? `\n${hidden.long}` : ''}`}</title>
    </g>
  )
})

/** `+3 paths, 4 %`: how many arcs out of a node are not drawn, and what share of what leaves it goes there. */
export function hiddenText({ hidden }: MapNode): { mark: string; short: string; long: string } | null {
  const { outArcs, outFrequency, outTotal, inArcs, inFrequency, inTotal } = hidden
  if (outArcs + inArcs === 0) return null
  const out = outArcs ? `+${outArcs} ${outArcs === 1 ? 'path' : 'paths'}, ${formatShare(outFrequency, outTotal)}` : ''
  const into = inArcs ? `+${inArcs} in, ${formatShare(inFrequency, inTotal)}` : ''
  const long = [
    outArcs
      ? `${outArcs} ${outArcs === 1 ? 'path' : 'paths'} out not drawn (${formatShare(outFrequency, outTotal)} of what leaves)`
      : '',
    inArcs
      ? `${inArcs} ${inArcs === 1 ? 'path' : 'paths'} in not drawn (${formatShare(inFrequency, inTotal)} of what arrives)`
      : '',
  ]
  const short = out || into
  return { mark: short.replace(/ paths?,/, ','), short, long: long.filter(Boolean).join(', ') }
}

const EndShape = memo(function EndShape({ node, x, y, state, tabbable, select }: NodeProps) {
  const words = useWords()
  const title = words`${node.kind === 'start' ? 'Start' : 'End'} of ${node.text} cases`
  return (
    <g
      className={css.end}
      data-node={node.key}
      data-state={state}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={tabbable ? 0 : -1}
      aria-label={title}
      onClick={event => (event.stopPropagation(), select(node.key, null))}
    >
      <circle r={END_SIZE / 2 - 1} className={node.kind === 'start' ? css.startDot : css.endRing} />
      {node.kind === 'end' && <circle r={END_SIZE / 2 - 6} className={css.startDot} />}
      <title>{title}</title>
    </g>
  )
})

/** Arrow keys go to the nearest node in a direction, [ and ] through the paths of a node, + − 0 zoom. */
function useKeys(props: Props, nodes: readonly MapNode[], arcs: readonly MapArc[]) {
  const { standing, selected, select, viewport, group } = props
  const focus = (attribute: string, key: string) =>
    requestAnimationFrame(() => {
      for (const element of group.current?.querySelectorAll<SVGGElement>(`[${attribute}]`) ?? [])
        if (element.getAttribute(attribute) === key) element.focus({ preventScroll: true })
    })
  const toNode = (key: string) => {
    select(key, null)
    viewport.show(standing.nodes.get(key)!)
    focus('data-node', key)
  }
  return (event: KeyboardEvent) => {
    const focused = document.activeElement
    const here = focused?.getAttribute('data-node') ?? selected.node ?? nodes[0]?.key
    const arcHere = focused?.getAttribute('data-arc') ?? selected.arc
    const directions: Record<string, readonly [number, number]> = {
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
    }
    const way = directions[event.key]
    if (way && here !== undefined && !event.altKey) {
      event.preventDefault()
      const next = nearest(
        standing.nodes,
        nodes.map(node => node.key),
        here,
        way,
      )
      if (next) toNode(next)
      return
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      const arc = arcs.find(one => one.key === arcHere)
      if (focused?.hasAttribute('data-node') && here !== undefined) select(here, null)
      else if (arc) toNode(arc.to)
    } else if ((event.key === ']' || event.key === '[') && here !== undefined) {
      event.preventDefault()
      const arc = arcs.find(one => one.key === arcHere)
      const centre = arc ? arcs.find(one => one.key === arcHere)!.from : here
      const list = arcs.filter(one => one.from === centre || one.to === centre)
      const at = list.findIndex(one => one.key === arcHere)
      const next =
        list[(at + (event.key === ']' ? 1 : -1) + list.length + (at < 0 && event.key === '[' ? 1 : 0)) % list.length]
      if (!next) return
      select(null, next)
      viewport.show(standing.arcs.get(next.key)!.label)
      focus('data-arc', next.key)
    } else if (event.key === '+' || event.key === '=') viewport.zoom(1.25)
    else if (event.key === '-') viewport.zoom(0.8)
    else if (event.key === '0') viewport.fit()
    else if (event.key === 'Escape') select(null, null)
  }
}
