import type { MinerSettings } from '../../../analyses/models/mined-model.ts'
import type { DeviationKind } from '../../../conformance/index.ts'
import type { TreeSelection } from '../../../model/index.ts'
import type { Sorting } from '../../parts/data-table.tsx'
import type { GoOptions } from '../../state/place.ts'
import { type ModelState, readModelState, settingsOf } from '../model/state.ts'

export const views = ['time', 'allowed', 'labels', 'edit'] as const
export type View = (typeof views)[number]
const kinds: readonly DeviationKind[] = ['missing', 'too-often', 'out-of-order', 'wrong-branch', 'unknown']
const measuresOf = ['mean', 'total', 'min', 'max'] as const

/** What the address holds of a check; what is absent is as the page begins. */
export interface ConformanceState
  extends Pick<ModelState, 'miner' | 'noise' | 'eta' | 'epsilon' | 'dependency' | 'part' | 'z'> {
  /** Id of a kept baseline; absent: mined from the cases under the filter. */
  readonly baseline?: string
  /** Absent: deviations. */
  readonly view?: View
  /** Id of the selected deviation. */
  readonly deviation?: string
  /** Only deviations of this kind. */
  readonly kind?: DeviationKind
  /** What the list is sorted by; absent: by cases. */
  readonly by?: string
  readonly ascending?: boolean
  readonly measure?: string
  readonly measureOf?: (typeof measuresOf)[number]
  /** Cases that still run: without any of these activities, and with an event in the last days. */
  readonly endedBy?: readonly string[]
  readonly runningDays?: number
  readonly timeBy?: 'end'
  /** Seconds for the alignments; absent: 10. */
  readonly seconds?: number
  /** While drawing: the step, and what is selected. */
  readonly step?: number
  readonly path?: readonly number[]
  readonly last?: number
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

export function readConformanceState(value: Record<string, unknown>): ConformanceState {
  const { miner, noise, eta, epsilon, dependency, part, z } = readModelState(value)
  const state: { -readonly [K in keyof ConformanceState]: ConformanceState[K] } = {}
  if (miner && miner !== 'declare') state.miner = miner
  for (const [key, known] of Object.entries({ noise, eta, epsilon, dependency, part, z }))
    if (known !== undefined) Object.assign(state, { [key]: known })
  for (const key of ['baseline', 'deviation', 'by', 'measure'] as const) if (isText(value[key])) state[key] = value[key]
  const view = views.find(one => one === value['view'])
  if (view) state.view = view
  const kind = kinds.find(one => one === value['kind'])
  if (kind) state.kind = kind
  if (value['ascending'] === true) state.ascending = true
  const of = measuresOf.find(one => one === value['measureOf'])
  if (of) state.measureOf = of
  const { endedBy, runningDays, seconds, path } = value
  if (Array.isArray(endedBy) && endedBy.length > 0 && endedBy.every(isText)) state.endedBy = endedBy
  if (typeof runningDays === 'number' && runningDays > 0 && runningDays <= 36_500) state.runningDays = runningDays
  if (typeof seconds === 'number' && seconds > 0 && seconds <= 3600) state.seconds = seconds
  if (value['timeBy'] === 'end') state.timeBy = 'end'
  if (isCount(value['step'])) state.step = value['step']
  if (Array.isArray(path) && path.every(isCount)) state.path = path
  if (isCount(value['last'])) state.last = value['last']
  return state
}

/** What is mined where no kept baseline is chosen. */
export const minedBy = (state: ConformanceState): MinerSettings => settingsOf(state)

export const sortingOf = ({ by = 'cases', ascending = false }: ConformanceState): Sorting => ({
  by,
  descending: !ascending,
})

export const selectionIn = ({ path = [], last }: ConformanceState): TreeSelection => ({
  path,
  last: last ?? path.at(-1) ?? 0,
})

/** Seconds for the alignments at first, as on the Model page. */
export const SECONDS = 10

export type SetState = (
  part: { [K in keyof ConformanceState]?: ConformanceState[K] | undefined },
  options?: GoOptions,
) => void

/** Of a model before, what must not be taken along to another one. */
export const away = { deviation: undefined, part: undefined, z: undefined, path: undefined, last: undefined } as const
