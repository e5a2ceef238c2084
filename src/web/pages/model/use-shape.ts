import { useEffect, useMemo, useState } from 'react'
import { Cancelled } from '../../../base/platform.ts'
import { bpmnGeometry, type Geometry, netGeometry } from './geometry.ts'
import { sentence } from './numbers.tsx'
import type { ModelState } from './state.ts'
import { bpmnStructure, netStructure, type Structure } from './structure.ts'
import type { Found } from './use-model.ts'

/** A model opens at least this large: names can be read. */
export const READABLE = 0.8
export const NET_READABLE = 0.6

export const isNet = (structure: Structure) => structure.parts[0]?.kind === 'place'

interface Shape {
  readonly structure: Structure | null
  /** Of this structure; null while it is laid out. */
  readonly geometry: Geometry | null
  readonly busy: boolean
  /** It is that of the model before. */
  readonly isOld: boolean
  /** Why this is a Petri net although BPMN was asked for; else null. */
  readonly because: string | null
}

/** What is drawn, and where; the drawing before stands until the next one is laid out. */
export function useShape(found: Pick<Found, 'mined'> | null, { as }: ModelState): Shape {
  const mined = found?.mined.ok ? found.mined.value : null
  const { bpmn, net } = mined ?? { bpmn: null, net: null }
  const wanted = (as !== 'net' || !net) && bpmn?.ok ? bpmn.value : null
  const structure = useMemo(() => (wanted ? bpmnStructure(wanted) : net ? netStructure(net) : null), [wanted, net])
  const fixed = useMemo(() => (wanted ? bpmnGeometry(wanted) : null), [wanted])
  const [drawn, setDrawn] = useState<{ structure: Structure; geometry: Geometry } | null>(null)
  useEffect(() => {
    if (!structure || fixed) return
    const controller = new AbortController()
    netGeometry(structure, controller.signal).then(
      geometry => setDrawn({ structure, geometry }),
      error => {
        if (!(error instanceof Cancelled)) throw error
      },
    )
    return () => controller.abort()
  }, [structure, fixed])
  const because = net && as !== 'net' && bpmn && !bpmn.ok ? `Shown as a Petri net. ${sentence(bpmn.because)}` : null
  const whole = { busy: false, isOld: false, because }
  if (!structure || fixed) return { ...whole, structure, geometry: fixed }
  if (drawn?.structure === structure) return { ...whole, ...drawn }
  if (as === 'table') return { ...whole, structure, geometry: null }
  return drawn ? { ...drawn, busy: true, isOld: true, because } : { ...whole, structure, geometry: null, busy: true }
}
