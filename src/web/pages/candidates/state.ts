import { type Assumptions, defaultAssumptions, type Edits } from '../../../tasks/index.ts'
import type { Sorting } from '../../parts/data-table.tsx'

/** What is looked at on the board, and what was put in place of assumed or measured inputs; in the address. */
export interface CandidatesState {
  readonly sort: Sorting
  readonly selected: string | null
  readonly assumptions: Partial<Assumptions>
  /** By id of the routine. */
  readonly inputs: Readonly<Record<string, Edits>>
}

/** Inputs of a score that a person may set, in the order of the arithmetic. */
export const inputNames = [
  'instancesPerMonth',
  'minutesPerInstance',
  'ruleShare',
  'exceptions',
  'stability',
  'applicationStability',
  'adoption',
  'hourlyCost',
  'cashShare',
  'runCost',
  'buildHours',
  'buildHourlyCost',
] as const
export type InputName = (typeof inputNames)[number]
/** Inputs that are shares, 0..1. */
export const shares: ReadonlySet<InputName> = new Set([
  'ruleShare',
  'exceptions',
  'stability',
  'applicationStability',
  'adoption',
  'cashShare',
])

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isAmount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0

/** State out of anything; an input that cannot be is left out. */
export function readCandidatesState(value: Record<string, unknown>): CandidatesState {
  const { by, descending, selected, assume, inputs } = value
  return {
    sort: { by: typeof by === 'string' ? by : 'hours', descending: descending !== false },
    selected: typeof selected === 'string' ? selected : null,
    assumptions: isObject(assume) ? readAssumptions(assume) : {},
    inputs: isObject(inputs)
      ? Object.fromEntries(Object.entries(inputs).map(([id, edits]) => [id, isObject(edits) ? readInputs(edits) : {}]))
      : {},
  }
}

function readAssumptions(value: Record<string, unknown>): Partial<Assumptions> {
  const { adoption, hourlyCost, currency } = value
  return {
    ...(isAmount(adoption) && adoption <= 1 ? { adoption } : {}),
    ...(isAmount(hourlyCost) ? { hourlyCost } : {}),
    ...(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? { currency } : {}),
  }
}

function readInputs(value: Record<string, unknown>): Edits {
  const kept = inputNames.filter(name => isAmount(value[name]) && (!shares.has(name) || (value[name] as number) <= 1))
  return Object.fromEntries(kept.map(name => [name, value[name] as number]))
}

/** What is assumed: the defaults, over them what is kept with the log, over it what is tried out in the address. */
export const assumptionsOf = (
  { assumptions }: Pick<CandidatesState, 'assumptions'>,
  kept: Partial<Assumptions> = {},
): Assumptions => ({
  ...defaultAssumptions,
  ...kept,
  ...assumptions,
})

/** The inputs that are kept with the log, over them those that are tried out; by routine. */
export function inputsOver(
  kept: CandidatesState['inputs'],
  tried: CandidatesState['inputs'],
): CandidatesState['inputs'] {
  const ids = [...new Set([...Object.keys(kept), ...Object.keys(tried)])]
  return Object.fromEntries(ids.map(id => [id, { ...kept[id], ...tried[id] }]))
}

/** The inputs of all routines with one of them set, or back to what was measured or assumed (null). */
export function withInput(
  all: CandidatesState['inputs'],
  routine: string,
  name: InputName,
  value: number | null,
): CandidatesState['inputs'] {
  const { [name]: _, ...rest } = all[routine] ?? {}
  const own = value === null ? rest : { ...rest, [name]: value }
  const { [routine]: __, ...others } = all
  return Object.keys(own).length === 0 ? others : { ...others, [routine]: own }
}
