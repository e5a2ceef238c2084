import type { MetricId } from './metrics.ts'
import { isMetric } from './metrics.ts'

/** What the address holds of the map. */
export interface MapState {
  /** How many activities are kept; absent: the happy path. */
  readonly a?: number
  /** Paths slider, 0..1; absent: 0. */
  readonly p?: number
  /** Primary and secondary metric; absent: frequency and none. */
  readonly m1?: MetricId
  readonly m2?: MetricId
  /** Selected activity (▶ and ■ for the ends). */
  readonly node?: string
  /** Selected arc. */
  readonly arc?: readonly [string, string]
  /** Zoom: x and y of the upper left corner in the map, and scale; absent: all fits. */
  readonly z?: readonly [number, number, number]
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

export function readMapState(value: Record<string, unknown>): MapState {
  const { a, p, m1, m2, node, arc, z } = value
  const state: { -readonly [K in keyof MapState]: MapState[K] } = {}
  if (isNumber(a) && a >= 1) state.a = Math.floor(a)
  if (isNumber(p) && p >= 0 && p <= 1) state.p = p
  if (isMetric(m1)) state.m1 = m1
  if (isMetric(m2)) state.m2 = m2
  if (typeof node === 'string') state.node = node
  if (Array.isArray(arc) && arc.length === 2 && arc.every(end => typeof end === 'string'))
    state.arc = [arc[0] as string, arc[1] as string]
  if (Array.isArray(z) && z.length === 3 && z.every(isNumber)) {
    const [x = 0, y = 0, k = 0] = z
    if (k > 0) state.z = [x, y, k]
  }
  return state
}
