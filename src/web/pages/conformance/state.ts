import type { StatementsSettings } from '../../../analyses/models/held-statements.ts'
import type { MinerSettings } from '../../../analyses/models/mined-model.ts'
import type { DeviationKind } from '../../../conformance/index.ts'
import type { TreeSelection } from '../../../model/index.ts'
import type { Sorting } from '../../parts/data-table.tsx'
import type { GoOptions } from '../../state/place.ts'
import { type MinerName as ModelMiner, type ModelState, readModelState, settingsOf, standard } from '../model/state.ts'

export const views = ['time', 'allowed', 'labels', 'edit'] as const
export type View = (typeof views)[number]
const kinds: readonly DeviationKind[] = ['missing', 'too-often', 'out-of-order', 'wrong-branch', 'unknown']
const measuresOf = ['mean', 'total', 'min', 'max'] as const

/** Miners of statements that only this page has. */
export const statementMiners = ['log-skeleton', 'temporal-profile'] as const
export type MinerName = ModelMiner | (typeof statementMiners)[number]

/** What the address holds of a check; what is absent is as the page begins. */
export interface ConformanceState
  extends Pick<ModelState, 'noise' | 'eta' | 'epsilon' | 'dependency' | 'support' | 'confidence' | 'part' | 'z'> {
  readonly miner?: MinerName
  /** Id of a kept baseline; absent: mined from the cases under the filter. */
  readonly baseline?: string
  /** Absent: deviations. */
  readonly view?: View
  /** Id of the selected deviation. */
  readonly deviation?: string
  /** Only deviations of this kind. */
  readonly kind?: DeviationKind
  /** Of statements: only those that some case breaks. */
  readonly broken?: true
  /** Of times: standard deviations beyond which one is unusual; absent: 6. */
  readonly far?: number
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
  const { miner, noise, eta, epsilon, dependency, support, confidence, part, z } = readModelState(value)
  const state: { -readonly [K in keyof ConformanceState]: ConformanceState[K] } = {}
  const chosen = statementMiners.find(name => name === value['miner']) ?? miner
  if (chosen) state.miner = chosen
  for (const [key, known] of Object.entries({ noise, eta, epsilon, dependency, support, confidence, part, z }))
    if (known !== undefined) Object.assign(state, { [key]: known })
  for (const key of ['baseline', 'deviation', 'by', 'measure'] as const) if (isText(value[key])) state[key] = value[key]
  const view = views.find(one => one === value['view'])
  if (view) state.view = view
  const kind = kinds.find(one => one === value['kind'])
  if (kind) state.kind = kind
  if (value['ascending'] === true) state.ascending = true
  const of = measuresOf.find(one => one === value['measureOf'])
  if (of) state.measureOf = of
  const { endedBy, runningDays, seconds, path, far } = value
  if (value['broken'] === true) state.broken = true
  if (typeof far === 'number' && far > 0 && far <= 100) state.far = far
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
export function minedBy({ miner, ...state }: ConformanceState): MinerSettings | StatementsSettings {
  if (miner === 'temporal-profile') return { miner }
  if (miner === 'log-skeleton') return { miner, noise: state.noise ?? standard.noise }
  return settingsOf({ ...state, ...(miner === undefined ? {} : { miner }) })
}

export const sortingOf = ({ by = 'cases', ascending = false }: ConformanceState): Sorting => ({
  by,
  descending: !ascending,
})

export const selectionIn = ({ path = [], last }: ConformanceState): TreeSelection => ({
  path,
  last: last ?? path.at(-1) ?? 0,
})

/** Standard deviations at first, as on the command line. */
export const FAR = 6
/** Seconds for the alignments at first, as on the Model page. */
export const SECONDS = 10

export type SetState = (
  part: { [K in keyof ConformanceState]?: ConformanceState[K] | undefined },
  options?: GoOptions,
) => void

/** Of a model before, what must not be taken along to another one. */
export const away = { deviation: undefined, part: undefined, z: undefined, path: undefined, last: undefined } as const
