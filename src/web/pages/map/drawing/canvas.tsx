import { type ReactNode, type RefObject, useMemo } from 'react'
import { useDrag, useWheel } from '../hands.ts'
import css from '../map.module.css'
import type { Metric } from '../metrics.ts'
import type { MapArc, MapModel, MapNode } from '../model.ts'
import { colourAt, lineColour, placeIn, type Ranges, rangesOf, type Theme } from '../scale.ts'
import type { Standing } from '../use-layout.ts'
import type { useViewport } from '../viewport.ts'
import { ArcShape, arcLabel } from './arc-shape.tsx'
import { EndShape } from './end-shape.tsx'
import { NodeShape } from './node-shape.tsx'
import { neighbours, type Select, type Selected } from './selection.ts'
import { useKeys } from './use-keys.ts'
import { useTransition } from './use-transition.ts'

interface Props {
  readonly model: MapModel
  readonly standing: Standing
  readonly metric: Metric
  readonly theme: Theme
  readonly selected: Selected
  readonly select: Select
  readonly frame: RefObject<HTMLDivElement | null>
  readonly group: RefObject<SVGGElement | null>
  readonly viewport: ReturnType<typeof useViewport>
  readonly children?: ReactNode
}

/** The map itself: drawn on a standing layout, moved by hand, wheel and keys. */
export function MapCanvas(props: Props) {
  const { model, standing, metric, theme, selected, select, frame, group, viewport } = props
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
            {nodes.map(node => {
              const { x, y } = standing.nodes.get(node.key)!
              const isSelected = selected.node === node.key
              const shared = { node, x, y, tabbable: tabbable === node.key, select }
              return node.kind === 'activity' ? (
                <NodeShape
                  {...shared}
                  key={node.key}
                  fill={nodeFill(node, metric, ranges, theme)}
                  state={isSelected ? 'selected' : near?.nodes.has(node.key) ? 'near' : ''}
                />
              ) : (
                <EndShape {...shared} key={node.key} state={isSelected ? 'selected' : ''} />
              )
            })}
          </g>
        </g>
      </svg>
      {props.children}
    </div>
  )
}

function nodeFill(node: MapNode, metric: Metric, ranges: Ranges, theme: Theme): string | null {
  if (node.tint !== undefined) return node.tint
  if (node.primary === null || !ranges.nodes) return null
  return colourAt(metric.kind, 0.06 + 0.94 * placeIn(node.primary, ranges.nodes), theme)
}

function arcColour(arc: MapArc, metric: Metric, ranges: Ranges, theme: Theme): string {
  if (arc.tint !== undefined) return arc.tint
  if (arc.primary === null || !ranges.arcs) return 'var(--arc)'
  return lineColour(metric.kind, placeIn(arc.primary, ranges.arcs), theme)
}
