import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Ask } from '../../../log/engine.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatNumber, plural } from '../../format/numbers.ts'
import { Card } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { ActivitiesSlider, PathsSlider } from '../map/controls.tsx'
import { MapCanvas } from '../map/drawing/canvas.tsx'
import type { Selected } from '../map/drawing/selection.ts'
import type { MapModel } from '../map/model.ts'
import { divergingGradient, type Theme } from '../map/scale.ts'
import { type Standing, useLayout } from '../map/use-layout.ts'
import { projectionOf, useSelection } from '../map/use-map.ts'
import { useViewport } from '../map/viewport.ts'
import own from './compare.module.css'
import { type Group, sharesCsv, type TwoMaps, twoMaps } from './two-maps.ts'

export interface MapsState {
  /** How many activities are kept; absent: the happy path. */
  readonly n?: number
  /** Paths slider, 0..1. */
  readonly p?: number
}
interface Props {
  /** Both groups together, and each of them. */
  readonly ask: Ask
  readonly groups: readonly [Ask, Ask]
  readonly names: readonly [string, string]
  readonly state: MapsState
  readonly set: (part: { n?: number | undefined; p?: number | undefined }, options?: { replace?: boolean }) => void
}

/** The maps of two groups on one layout, coloured by the difference of the shares of cases. */
export function Maps({ ask, groups, names, state, set }: Props) {
  const theme = useComputedColorScheme('light')
  const { chosen, happy } = useSelection(ask, state.n)
  const last = useRef(chosen)
  if (chosen) last.current = chosen
  const selection = chosen ?? last.current
  const first = useGroup(groups[0], selection)
  const second = useGroup(groups[1], selection)
  const fresh = useMemo(
    () =>
      first.group && second.group ? twoMaps(first.group, second.group, state.p ?? 0, theme, selection?.along) : null,
    [first.group, second.group, state.p, theme, selection],
  )
  const shown = useRef<TwoMaps | null>(null)
  if (fresh) shown.current = fresh
  const maps = shown.current
  const { standing, busy } = useLayout(maps?.union ?? null)
  const error = first.error ?? second.error
  if (error) return <ErrorNote error={error} />
  return (
    <Card
      wide
      {...(maps && first.group && second.group ? { csv: () => sharesCsv(maps, first.group!, second.group!) } : {})}
      title="Where do the two groups go different ways?"
      note="Share of each group’s cases, and how many points more or fewer than in the other group. Both maps show the same activities on one layout; zooming one zooms both."
    >
      <div className={own.mapBar}>
        <ActivitiesSlider map={{ selection, happy }} set={({ a }, options) => set({ n: a }, options)} />
        <PathsSlider
          map={{ model: maps?.union ?? null }}
          state={state.p === undefined ? {} : { p: state.p }}
          set={({ p }, options) => set({ p }, options)}
        />
        {maps && <Scale most={maps.most} theme={theme} />}
      </div>
      <div aria-busy={busy || !fresh}>
        {maps && standing ? (
          <Pair maps={maps} standing={standing} theme={theme} names={names} groups={[first.group, second.group]} />
        ) : (
          <EmptyState icon="map" title="Counting and laying out…" />
        )}
      </div>
    </Card>
  )
}

function useGroup(ask: Ask, selection: Parameters<typeof projectionOf>[1] | null) {
  const projected = useMemo(() => selection && projectionOf(ask, selection), [ask, selection])
  const size = useAnswer('size', ask)
  const activities = useAnswer('activities', projected)
  const arcs = useAnswer('arcs', projected)
  const ready = [size, activities, arcs].every(answer => answer.data !== undefined && !answer.isPlaceholderData)
  const cases = size.data?.cases ?? 0
  const group = useMemo(
    (): Group | null =>
      ready && activities.data && arcs.data ? { cases, activities: activities.data, arcs: arcs.data } : null,
    [ready, cases, activities.data, arcs.data],
  )
  return { group, error: size.error ?? activities.error ?? arcs.error }
}

function Scale({ most, theme }: { readonly most: number; readonly theme: Theme }) {
  const points = `${formatNumber(100 * most, 0)} points`
  return (
    <div className={own.scale}>
      <div className="small">Difference of the share of cases</div>
      <div className={own.ramp} style={{ background: divergingGradient(theme) }} />
      <div className={own.rampEnds}>
        <span>{points} more in A</span>
        <span>equal</span>
        <span>{points} more in B</span>
      </div>
    </div>
  )
}

function Pair(props: {
  readonly maps: TwoMaps
  readonly standing: Standing
  readonly theme: Theme
  readonly names: readonly [string, string]
  readonly groups: readonly (Group | null)[]
}) {
  const { maps, standing, theme, names, groups } = props
  const [selected, setSelected] = useState<Selected>({ node: null, arc: null })
  const [a, b] = [useSide(standing), useSide(standing)]
  useLinked(a.viewport, b.viewport)
  return (
    <div className={own.pair}>
      {[a, b].map(({ frame, group, viewport }, i) => (
        <section key={i === 0 ? 'a' : 'b'} className={own.side} aria-label={`Map ${i === 0 ? 'A' : 'B'}`}>
          <h3>
            <span className={own.letter}>{i === 0 ? 'A' : 'B'}</span>
            <span className="ellipsis" dir="auto" title={names[i]!}>
              {names[i]}
            </span>
            <span className="muted small number">{groups[i] && plural(groups[i].cases, 'case')}</span>
          </h3>
          <div className={own.stage} style={{ height: heightOf(standing) }}>
            <MapCanvas
              model={maps.sides[i] as MapModel}
              standing={standing}
              metric={maps.sides[i]!.metric}
              theme={theme}
              selected={selected}
              select={(node, arc) => setSelected({ node, arc: arc?.key ?? null })}
              frame={frame}
              group={group}
              viewport={viewport}
            />
          </div>
        </section>
      ))}
    </div>
  )
}

const nothing = () => {}
/** The maps open with numbers that can be read; what is longer than the window begins at its upper edge. */
const WINDOW = { least: 0.68, foot: 0 }
const heightOf = ({ height }: Standing) => Math.round(Math.min(900, Math.max(420, height * WINDOW.least + 50)))
function useSide(standing: Standing) {
  const frame = useRef<HTMLDivElement>(null)
  const group = useRef<SVGGElement>(null)
  return { frame, group, viewport: useViewport(frame, group, standing, null, nothing, WINDOW) }
}

/** What one camera does, the other does too. */
function useLinked(a: ReturnType<typeof useViewport>, b: ReturnType<typeof useViewport>): void {
  useEffect(() => {
    const link = (from: typeof a, to: typeof a) =>
      from.camera.subscribe(() => {
        const next = from.camera.get()
        if (to.camera.get() !== next) to.follow(next, from.isFitted())
      })
    const stop = [link(a, b), link(b, a)]
    return () => {
      for (const end of stop) end()
    }
  }, [a, b])
}
