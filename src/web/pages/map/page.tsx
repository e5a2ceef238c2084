import { useComputedColorScheme } from '@mantine/core'
import { useCallback, useMemo, useRef } from 'react'
import type { Ask } from '../../../log/engine.ts'
import { type Command, useCommands, useShortcuts } from '../../app/commands.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useAsk, usePageState } from '../../state/place.ts'
import { ArcPanel } from './arc-panel.tsx'
import { Controls } from './controls.tsx'
import { MapCanvas } from './drawing/canvas.tsx'
import { EmptyMap } from './empty-map.tsx'
import { warmLayout } from './layout/layout-client.ts'
import { Legend } from './legend.tsx'
import css from './map.module.css'
import { frequency } from './metrics.ts'
import { arcKey, type MapArc } from './model.ts'
import { NodePanel } from './node-panel.tsx'
import { Player } from './player/player.tsx'
import { rangesOf } from './scale.ts'
import { readMapState } from './state.ts'
import { useLayout } from './use-layout.ts'
import { useMap } from './use-map.ts'
import { useViewport } from './viewport.ts'
import { ZoomTools } from './zoom-tools.tsx'

warmLayout()

export default function MapPage() {
  const ask = useAsk()
  return ask ? <ProcessMap ask={ask} /> : null
}

const keys = [
  { keys: '← ↑ → ↓', does: 'Go to the next activity in that direction' },
  { keys: '[ and ]', does: 'Go through the paths of an activity' },
  { keys: 'Enter', does: 'Select; on a path: go where it leads' },
  { keys: '+ and −', does: 'Zoom (also the wheel)' },
  { keys: '0', does: 'Fit all into view' },
]

/** The process map: what the log says happens, with its numbers. */
function ProcessMap({ ask }: { readonly ask: Ask }) {
  const [state, set] = usePageState('map', readMapState)
  const map = useMap(ask, state)
  const { standing, busy, tidy } = useLayout(map.model)
  const theme = useComputedColorScheme('light')
  const frame = useRef<HTMLDivElement>(null)
  const group = useRef<SVGGElement>(null)
  const origin = standing ?? { x: 0, y: 0 }
  const first = state.z ? { x: state.z[0] + origin.x, y: state.z[1] + origin.y, k: state.z[2] } : null
  const viewport = useViewport(frame, group, standing, first, camera =>
    set(
      {
        z: camera
          ? [round(camera.x - origin.x), round(camera.y - origin.y), Math.round(camera.k * 1000) / 1000]
          : undefined,
      },
      { replace: true },
    ),
  )
  const selected = useMemo(
    () => ({ node: state.node ?? null, arc: state.arc ? arcKey(...state.arc) : null }),
    [state.node, state.arc],
  )
  const select = useCallback(
    (node: string | null, arc: MapArc | null) =>
      set({ node: node ?? undefined, arc: arc ? [arc.from, arc.to] : undefined }),
    [set],
  )
  useShortcuts('Map', keys)
  useCommands(
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'map-fit',
          title: 'Fit the map into view',
          group: 'Map',
          icon: 'fit',
          hint: '0',
          run: () => viewport.fit(),
        },
        { id: 'map-tidy', title: 'Lay the map out anew', group: 'Map', icon: 'tidy', run: tidy },
        {
          id: 'map-happy',
          title: 'Show the happy path only',
          group: 'Map',
          icon: 'map',
          run: () => set({ a: undefined, p: undefined, z: undefined }),
        },
      ],
      [viewport.fit, tidy, set],
    ),
  )
  const { model } = map
  const metric = model?.metric ?? frequency
  if (model && map.cases === 0 && !map.error) return <EmptyMap />
  const node = state.node !== undefined ? (model?.byKey.get(state.node) ?? null) : null
  return (
    <div className={css.page} aria-busy={map.busy || busy}>
      <div className={css.stage}>
        {model && standing && !map.error ? (
          <MapCanvas
            model={model}
            standing={standing}
            metric={metric}
            theme={theme}
            selected={selected}
            select={select}
            frame={frame}
            group={group}
            viewport={viewport}
          >
            <Player ask={map.ask!} model={model} standing={standing} camera={viewport.camera} theme={theme} />
          </MapCanvas>
        ) : (
          <div className={css.canvas} ref={frame}>
            {map.error ? (
              <ErrorNote error={map.error} retry={map.retry} />
            ) : (
              <EmptyState icon="map" title="Counting and laying out…" />
            )}
          </div>
        )}
        <ZoomTools
          viewport={viewport}
          tidy={tidy}
          model={model}
          standing={standing}
          ask={map.ask}
          amounts={map.amounts}
          svg={() => group.current?.ownerSVGElement ?? null}
        />
        {(busy || (map.busy && model)) && (
          <div className={css.busy} role="status">
            {busy ? 'Laying out…' : 'Counting…'}
          </div>
        )}
      </div>
      <Controls map={map} state={state} set={set} by={standing?.by ?? null}>
        {model && <Legend metric={metric} ranges={rangesOf(model)} theme={theme} timeMeaning={model.timeMeaning} />}
      </Controls>
      {model && state.node !== undefined && (
        <NodePanel
          ask={ask}
          map={map}
          model={model}
          node={node}
          name={state.node}
          close={() => select(null, null)}
          select={select}
          reveal={a => set({ a })}
        />
      )}
      {model && state.arc && (
        <ArcPanel
          ask={ask}
          map={map}
          model={model}
          arc={model.arcByKey.get(arcKey(...state.arc)) ?? null}
          ends={state.arc}
          close={() => select(null, null)}
        />
      )}
    </div>
  )
}

const round = (value: number) => Math.round(value * 10) / 10
