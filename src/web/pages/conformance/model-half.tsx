import { useEffect, useMemo, useRef } from 'react'
import type { CheckedDeviation, ConformanceCheck } from '../../../analyses/models/conformance-check.ts'
import { ok } from '../../../base/result.ts'
import { useShortcuts } from '../../app/commands.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import map from '../map/map.module.css'
import { ZoomButtons } from '../map/picture-tools.tsx'
import { useModelCamera } from '../model/camera.ts'
import { Picture } from '../model/picture.tsx'
import { READABLE, useShape } from '../model/use-shape.ts'
import css from './conformance.module.css'
import { Marks } from './marks.tsx'
import { marksOf } from './marks-of.ts'
import type { Prepared } from './protocol.ts'
import { withRoom } from './standing.ts'
import type { ConformanceState, SetState } from './state.ts'

const keys = [
  { keys: '← ↑ → ↓', does: 'Go to the next part of the model; its most frequent deviation is selected' },
  { keys: '+ and −', does: 'Zoom (also the wheel)' },
  { keys: '0', does: 'Fit all into view' },
]

/** The model with its deviations: all of them, or the places of the selected one. */
export function ModelHalf(props: {
  readonly prepared: Prepared | null
  readonly check: ConformanceCheck | null
  /** The deviations are those of another question; the new one is being computed. */
  readonly isOld: boolean
  readonly deviations: readonly CheckedDeviation[]
  readonly state: ConformanceState
  readonly set: SetState
  readonly name: string
}) {
  const { prepared, check, deviations, state, set } = props
  const found = useMemo(() => prepared && shapeOf(prepared), [prepared])
  const { structure, geometry, because } = useShape(found, {})
  useShortcuts('Conformance', keys)
  const standing = useMemo(() => geometry && withRoom(geometry, structure), [geometry, structure])
  const { frame, group, viewport } = useModelCamera(standing, state.z, z => set({ z }, { replace: true }), {
    least: READABLE,
    foot: because === null ? 0 : 40,
  })
  const labels = check?.baseline.labels ?? null
  const marks = useMemo(
    () => (structure ? marksOf(structure, deviations, labels) : []),
    [structure, deviations, labels],
  )
  const at = marks.find(({ deviation }) => deviation === state.deviation)?.key
  const show = useRef(viewport.show)
  show.current = viewport.show
  useEffect(() => {
    const place = at === undefined ? undefined : geometry?.nodes.get(at)
    // behind the panel that opens at the right
    if (place) requestAnimationFrame(() => show.current(place))
  }, [at, geometry])
  const choose = (part: string | null) => {
    const here = [...new Set(marks.filter(({ key }) => key === part).map(one => one.deviation))]
    const next = here[(here.indexOf(state.deviation ?? '') + 1) % here.length]
    set({ part: part ?? undefined, deviation: next })
  }
  return (
    <div className={map.stage}>
      {structure && geometry ? (
        <Picture
          label="The model with its deviations: arrow keys move between its parts"
          structure={structure}
          geometry={geometry}
          frequency={null}
          selected={state.part ?? null}
          select={choose}
          frame={frame}
          group={group}
          viewport={viewport}
          above={
            <g data-old={props.isOld || undefined} className={css.marks}>
              <Marks geometry={geometry} marks={marks} selected={state.deviation ?? null} total={check?.cases ?? 1} />
            </g>
          }
        />
      ) : (
        <EmptyState icon="conformance" title="Preparing the model…" />
      )}
      {geometry && (
        <div className={map.tools} data-control>
          <ZoomButtons viewport={viewport} />
        </div>
      )}
    </div>
  )
}

const shapeOf = ({ model: { net, bpmn } }: Prepared) => ({
  mined: ok({ model: { kind: 'net' as const, net }, net, netNote: null, bpmn, constraints: [] }),
})
