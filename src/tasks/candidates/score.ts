import { notApplicable, ok, type Result } from '../../base/result.ts'
import { complement, type Estimate, product } from './estimate.ts'

/** What a monthly figure rests on; every figure is shown with it. */
export interface CandidateBase {
  readonly people: number
  /** Distinct days with an instance of the routine. */
  readonly days: number
  readonly instances: number
  /** Share of the recorded hands-on time that belongs to the routine, 0..1. */
  readonly coverage: number
}

/** Below this no monthly figure is given: a few runs on one day say nothing about a month. */
export const leastBase = { days: 3, instances: 10 } as const

/** What the score is made of; every input is shown and can be replaced by the analyst. Shares are 0..1. */
export interface CandidateInputs {
  /** Instances per month over all people who do it; null: the log has no days. */
  readonly instancesPerMonth: Estimate | null
  /** Hands-on time of one instance, minutes; null: the times of the log are missing or no order. */
  readonly minutesPerInstance: Estimate | null
  /** R: share of the hands-on time in steps whose value is constant, copied or a learned function of earlier ones. */
  readonly ruleShare: Estimate
  /** S: 1 - H(variants) / log(instances). */
  readonly stability: Estimate
  /** Share of steps whose element and screen stayed the same over the recorded time; null: none was seen twice, or there are no times. */
  readonly applicationStability: Estimate | null
  /** Share of instances that leave the usual ways. */
  readonly exceptions: Estimate
  /** Share of the work that will really go through the automation. */
  readonly adoption: Estimate
  /** Full cost of one hour, in `currency`. */
  readonly hourlyCost: Estimate
  /** Share of saved hours that become money; the rest is capacity. */
  readonly cashShare: Estimate
  /** Running cost a month, in `currency`. */
  readonly runCost: Estimate
  /** Hours to build, from the catalogue that the organisation supplies; null: no catalogue, so no payback. */
  readonly buildHours: Estimate | null
  readonly buildHourlyCost: Estimate
  readonly currency: string
}

export interface CandidateScore {
  /** M: hands-on minutes a month. */
  readonly minutesPerMonth: Estimate
  /** M · R · (1 - x) · adoption / 60: hours a month that need no hand any more. */
  readonly hoursSaved: Estimate
  /** Hours saved, valued at full cost: what the freed capacity is worth if it is used. */
  readonly capacity: Estimate
  /** The part of it that leaves the books. */
  readonly cash: Estimate
  /** Build cost / (capacity - run cost), months; null where nothing is saved or no build effort is known. */
  readonly paybackMonths: Estimate | null
  /** (12 · capacity - cost) / cost, where cost = build cost + 12 · run cost: of the first year; null where no cost is known. */
  readonly firstYearReturn: Estimate | null
  /** Each line of the arithmetic, for people to check. */
  readonly arithmetic: readonly string[]
}

/** Minutes, hours, money and payback of a candidate (formulas of the product's documentation), or why there is none. */
export function scoreCandidate(inputs: CandidateInputs, base: CandidateBase): Result<CandidateScore> {
  if (base.days < leastBase.days || base.instances < leastBase.instances)
    return notApplicable(
      `${base.instances} ${base.instances === 1 ? 'run' : 'runs'} on ${base.days} ${base.days === 1 ? 'day' : 'days'}: a monthly figure needs at least ${leastBase.instances} runs on ${leastBase.days} days`,
    )
  const { instancesPerMonth, minutesPerInstance } = inputs
  if (instancesPerMonth === null || minutesPerInstance === null)
    return notApplicable('the times of the recordings are missing or no order, so nobody knows how long a run takes')
  const minutesPerMonth = product(instancesPerMonth, minutesPerInstance)
  const minutesSaved = product(minutesPerMonth, inputs.ruleShare, complement(inputs.exceptions), inputs.adoption)
  const hoursSaved = scaled(minutesSaved, 1 / 60)
  const capacity = product(hoursSaved, inputs.hourlyCost)
  const cash = product(capacity, inputs.cashShare)
  const paybackMonths = payback(inputs, capacity)
  const firstYearReturn = returnOf(inputs, capacity)
  return ok({
    minutesPerMonth,
    hoursSaved,
    capacity,
    cash,
    paybackMonths,
    firstYearReturn,
    arithmetic: [
      `${show(instancesPerMonth)} runs a month × ${show(minutesPerInstance)} min = ${show(minutesPerMonth)} min a month`,
      `× rule share ${show(inputs.ruleShare)} × (1 − exceptions ${show(inputs.exceptions)}) × adoption ${show(inputs.adoption)} ÷ 60 = ${show(hoursSaved)} h a month`,
      `× ${show(inputs.hourlyCost)} ${inputs.currency} an hour = ${show(capacity)} ${inputs.currency} of capacity, of which ${show(inputs.cashShare)} is cash`,
      paybackMonths === null
        ? 'payback: not known without hours to build and a saving above the running cost'
        : `payback: ${show(inputs.buildHours!)} h × ${show(inputs.buildHourlyCost)} ${inputs.currency} ÷ (${show(capacity)} − ${show(inputs.runCost)}) = ${show(paybackMonths)} months`,
      ...(firstYearReturn === null
        ? []
        : [
            `return of the first year: (12 × ${show(capacity)} − cost) ÷ cost = ${show(firstYearReturn)}, where cost is ${show(inputs.buildHours!)} h × ${show(inputs.buildHourlyCost)} ${inputs.currency} + 12 × ${show(inputs.runCost)} ${inputs.currency}`,
          ]),
    ],
  })
}

function payback(inputs: CandidateInputs, capacity: Estimate): Estimate | null {
  if (inputs.buildHours === null) return null
  const cost = product(inputs.buildHours, inputs.buildHourlyCost)
  const net = (end: 'value' | 'low' | 'high', run: 'value' | 'low' | 'high') => capacity[end] - inputs.runCost[run]
  if (net('value', 'value') <= 0) return null
  const months = (price: number, saving: number) => (saving <= 0 ? Number.POSITIVE_INFINITY : price / saving)
  return {
    value: cost.value / net('value', 'value'),
    low: months(cost.low, net('high', 'low')),
    high: months(cost.high, net('low', 'high')),
    source: capacity.source === 'measured' && cost.source === 'measured' ? 'measured' : 'assumed',
  }
}

/** Of the first twelve months; -1 where nothing is saved. */
function returnOf({ buildHours, buildHourlyCost, runCost }: CandidateInputs, capacity: Estimate): Estimate | null {
  if (buildHours === null) return null
  const build = product(buildHours, buildHourlyCost)
  const at = (gain: 'value' | 'low' | 'high', cost: 'value' | 'low' | 'high') =>
    (12 * capacity[gain]) / (build[cost] + 12 * runCost[cost]) - 1
  if (build.low + 12 * runCost.low <= 0) return null
  return { value: at('value', 'value'), low: at('low', 'high'), high: at('high', 'low'), source: capacity.source }
}

const scaled = ({ value, low, high, source }: Estimate, by: number): Estimate => ({
  value: value * by,
  low: low * by,
  high: high * by,
  source,
})

const show = ({ value, low, high }: Estimate) =>
  low === high ? round(value) : `${round(value)} (${round(low)} to ${round(high)})`
const round = (value: number) => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : 'never')
