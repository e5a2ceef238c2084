import type { MinerSettings } from '../../../analyses/models/mined-model.ts'

export const miners = ['inductive', 'split', 'heuristics', 'alpha', 'ilp', 'powl', 'declare'] as const
export type MinerName = (typeof miners)[number]
export type Shape = 'bpmn' | 'net' | 'table'
export const shows = ['frequency', 'time', 'deviations'] as const
export type Show = (typeof shows)[number]
export const timeKinds = ['waiting', 'service', 'sojourn'] as const
export type TimeKind = (typeof timeKinds)[number]
export const timeStatistics = ['median', 'mean', 'p90', 'max', 'total'] as const
export type TimeStatistic = (typeof timeStatistics)[number]

/** What the address holds of the model; what is absent is as the miner's paper or the command line has it. */
export interface ModelState {
  readonly miner?: MinerName
  readonly noise?: number
  readonly eta?: number
  readonly epsilon?: number
  readonly dependency?: number
  readonly support?: number
  readonly confidence?: number
  /** Absent: BPMN. */
  readonly as?: Shape
  /** What colours and numbers say; absent: frequency. */
  readonly show?: Show
  /** Absent: waiting time, median. */
  readonly time?: TimeKind
  readonly stat?: TimeStatistic
  /** Of a file with several pools: id of the process that is checked, or all of them; absent: the one that fits best. */
  readonly pool?: string
  /** Selected part: id of a BPMN node, or of a place or transition. */
  readonly part?: string
  /** Zoom: x and y of the upper left corner and scale; absent: all fits. */
  readonly z?: readonly [number, number, number]
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isShare = (value: unknown): value is number => isNumber(value) && value >= 0 && value <= 1
export const thresholds = ['noise', 'eta', 'epsilon', 'dependency', 'support', 'confidence'] as const
export type Threshold = (typeof thresholds)[number]
export const standard: { readonly [T in Threshold]: number } = {
  noise: 0.2,
  eta: 0.4,
  epsilon: 0.1,
  dependency: 0.9,
  support: 0.1,
  confidence: 0.9,
}

export function readModelState(value: Record<string, unknown>): ModelState {
  const state: { -readonly [K in keyof ModelState]: ModelState[K] } = {}
  const miner = miners.find(name => name === value['miner'])
  if (miner && miner !== 'inductive') state.miner = miner
  for (const name of thresholds) if (isShare(value[name])) state[name] = value[name]
  const { as, part, pool, z } = value
  if (typeof pool === 'string' && pool !== '') state.pool = pool
  if (as === 'net' || as === 'table') state.as = as
  const show = shows.find(name => name === value['show'])
  if (show && show !== 'frequency') state.show = show
  const time = timeKinds.find(name => name === value['time'])
  if (time && time !== 'waiting') state.time = time
  const stat = timeStatistics.find(name => name === value['stat'])
  if (stat && stat !== 'median') state.stat = stat
  if (typeof part === 'string') state.part = part
  if (Array.isArray(z) && z.length === 3 && z.every(isNumber) && z[2]! > 0) state.z = [z[0]!, z[1]!, z[2]!]
  return state
}

export function settingsOf(state: ModelState): MinerSettings {
  const at = (name: Threshold) => state[name] ?? standard[name]
  switch (state.miner ?? 'inductive') {
    case 'inductive':
      return { miner: 'inductive', noise: at('noise') }
    case 'split':
      return { miner: 'split', eta: at('eta'), epsilon: at('epsilon') }
    case 'heuristics':
      return { miner: 'heuristics', dependency: at('dependency') }
    case 'declare':
      return { miner: 'declare', support: at('support'), confidence: at('confidence') }
    case 'alpha':
      return { miner: 'alpha' }
    case 'ilp':
      return { miner: 'ilp', noise: at('noise') }
    case 'powl':
      return { miner: 'powl' }
  }
}
