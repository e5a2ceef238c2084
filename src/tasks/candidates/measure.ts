import { random } from '../../base/random.ts'
import { quantileInPlace } from '../../base/statistics.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { Routine } from '../../model/routine.ts'
import { alignInstances, stepsByRow } from '../procedure/instances.ts'
import type { Procedure } from '../procedure/procedure.ts'
import { DAY, handsOnOf, isTimed } from './base.ts'
import { type Estimate, measured, measuredShare } from './estimate.ts'

/** Redraws behind an interval. */
const REDRAWS = 400
/** Share of instances from which on a step is expected in every one. */
const USUAL = 0.95

/** What recordings tell of a routine's score; the rest (cost, adoption, effort) is assumed or given. */
export interface Measured {
  readonly instancesPerMonth: Estimate | null
  readonly minutesPerInstance: Estimate | null
  readonly ruleShare: Estimate
  readonly stability: Estimate
  readonly exceptions: Estimate
}

/**
 * Counts and shares with 90 % intervals by bootstrap (Efron, 1979), seeded: instances a month over recorded days (a day
 * counts for all people together), minutes and rule share over instances; exceptions by Wilson (1927), so that none seen in
 * ten runs is no promise of none. `workingDays` turns days into a month. What needs times is null where they are missing or
 * no order.
 */
export function measure(procedure: Procedure, routine: Routine, log: StepLog, workingDays: number): Measured {
  const { ui } = log
  const perDay = instancesPerDay(routine, log)
  const minutes = routine.instances.map(({ rows }) => handsOnOf(ui, rows) / 60_000).filter(time => !Number.isNaN(time))
  const rules = ruleTimes(procedure, routine, log)
  return {
    instancesPerMonth: perDay.length === 0 ? null : bootstrap(perDay, days => workingDays * mean(days)),
    minutesPerInstance: minutes.length === 0 ? null : bootstrap(minutes, mean),
    ruleShare: bootstrap(rules, share),
    stability: measured(
      stability(
        procedure.variants.map(variant => variant.share),
        routine.instances.length,
      ),
    ),
    exceptions: measuredShare(exceptional(routine, log), routine.instances.length),
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Instances begun on each day that was recorded at all, days without any included. */
function instancesPerDay(routine: Routine, { ui }: StepLog): readonly number[] {
  const counts = new Map<number, number>()
  for (const time of ui.time) if (!Number.isNaN(time)) counts.set(Math.floor(time / DAY), 0)
  for (const { first } of routine.instances) {
    const day = Math.floor(ui.time[first]! / DAY)
    if (counts.has(day)) counts.set(day, counts.get(day)! + 1)
  }
  return [...counts.values()]
}

interface RuleTime {
  readonly rule: number
  readonly all: number
}

/**
 * Hands-on ms of every instance by whether its steps are rules: the gap to an event belongs to the step of that event.
 * Where times are no order, a step counts 1.
 */
function ruleTimes(procedure: Procedure, routine: Routine, log: StepLog): readonly RuleTime[] {
  // by place, not by label: a field that is filled in twice may follow a rule once. A write that a later one replaces is part
  // of what the bot does anyway; what only some instances have is no rule
  const byRule = routine.steps.map(() => true)
  for (const { at, kind } of procedure.steps) byRule[at] = kind === 'rule'
  const stepOf = stepsByRow(log)
  const timed = isTimed(log.ui)
  return alignInstances(routine, log).map(({ instance: { rows }, steps }) => {
    const rules = new Set([...steps].filter((step, at) => step >= 0 && byRule[at]))
    let [rule, all] = [0, 0]
    for (let i = 0; i < rows.length; i++) {
      const step = stepOf[rows[i]!]!
      if (step < 0) continue
      const isLast = log.rows[log.rowOffsets[step + 1]! - 1] === rows[i]
      const time = timed ? (i > 0 ? handsOnOf(log.ui, [rows[i - 1]!, rows[i]!]) || 0 : 0) : Number(isLast)
      all += time
      if (rules.has(step)) rule += time
    }
    return { rule, all }
  })
}

function share(times: readonly RuleTime[]): number {
  const all = times.reduce((sum, time) => sum + time.all, 0)
  return all === 0 ? 0 : times.reduce((sum, time) => sum + time.rule, 0) / all
}

/** Instances with a step that the routine does not have, or without one that nearly all have. */
function exceptional(routine: Routine, log: StepLog): number {
  const usual = routine.steps.map(({ share }) => share >= USUAL)
  return alignInstances(routine, log).filter(
    ({ steps, others }) => others.length > 0 || usual.some((expected, at) => expected && steps[at]! < 0),
  ).length
}

/** 1 - H(variants) / log(n): 1 where all instances are alike, 0 where each has its own way. */
export function stability(shares: readonly number[], instances: number): number {
  if (instances < 2) return 0
  const entropy = shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0)
  return Math.min(1, Math.max(0, 1 - entropy / Math.log(instances)))
}

function bootstrap<T>(sample: readonly T[], statistic: (sample: readonly T[]) => number): Estimate {
  const value = statistic(sample)
  if (sample.length < 2) return measured(value)
  const draw = random(1)
  const found = new Float64Array(REDRAWS)
  for (let r = 0; r < REDRAWS; r++)
    found[r] = statistic(Array.from({ length: sample.length }, () => sample[Math.floor(draw() * sample.length)]!))
  const low = quantileInPlace(found, 0.05)
  const high = quantileInPlace(found, 0.95)
  return measured(value, Math.min(low, value), Math.max(high, value))
}
