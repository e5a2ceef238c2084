import type { Cancel, Progress } from '../../base/platform.ts'
import { notApplicable, ok, type Result } from '../../base/result.ts'
import { instantParameter } from '../../compliance/index.ts'
import { type AlignmentFitness, align, type DeviationKind } from '../../conformance/index.ts'
import { noPace, pace } from '../../log/count/pace.ts'
import type { Ask, Engine } from '../../log/engine.ts'
import type { Filter } from '../../log/filter.ts'
import { variantLogOf } from '../../log/variant-log.ts'
import type { Clock } from '../analysis.ts'
import { type Baseline, givenBaseline, minedBaseline, withoutActivities } from './baseline.ts'
import { withBaseline } from './baseline-document.ts'
import { assembled } from './conformance-assembly.ts'
import { type ChosenMeasure, type ConformanceFacts, conformanceFacts } from './conformance-facts.ts'
import type { ConformanceQuestion } from './conformance-question.ts'
import type { ConformanceTrend } from './conformance-trend.ts'
import { unitsOf } from './conformance-units.ts'
import { type AllowedDeviation, type AllowState, readDeviationAllowlist } from './deviation-allowlist.ts'
import type { Impact } from './deviation-impact.ts'
import type { ShownPlace } from './deviation-places.ts'
import { NO_CASES } from './no-cases.ts'

/**
 * The answer of conformance, the same for the analysis, the commands, HTTP and the web page:
 *
 *     const checked = await checkConformance(engine, ask, conformanceQuestion.parse({ model, allow }), cancel, { clock, progress })
 *     if (!checked.ok) show(checked.because)
 *     else checked.value.deviations[0].share
 *
 * Where the work is to be done in another thread, the two halves are apart: `conformanceFacts(engine, …)` asks the engine, and what it
 * answers is plain data to be posted; `answerConformance(facts, question, …)` needs no engine. Where deviations concentrate is asked
 * apart (`where-concentrated.ts`), with the `evidence` of a group.
 *
 * Shares are 0..1, times ms, instants epoch ms. Everything is plain data; `baseline` alone has typed arrays (its net's markings).
 */
export interface ConformanceCheck {
  readonly baseline: Pick<Baseline, 'kind' | 'net' | 'ids' | 'nodes' | 'bpmn' | 'labels'>
  /** Over all cases: those that have ended by alignments, those that run by prefix alignments. */
  readonly fitness: Omit<AlignmentFitness, 'variants'>
  readonly cases: number
  readonly runningCases: number
  /** Cases with a deviation that is not allowed, and all cases with a deviation, as if nothing were allowed. */
  readonly departing: DepartingCases
  readonly departingWithAllowed: DepartingCases
  /** All, the allowed ones too, sorted as asked. */
  readonly deviations: readonly CheckedDeviation[]
  /** Entries as given, judged at `at`. */
  readonly allowlist: { readonly at: number; readonly entries: readonly JudgedAllowance[] }
  /** Refused where cases are not listed one by one. */
  readonly trend: Result<ConformanceTrend>
  /** The measure of the impacts; null: none was asked for; refused where it is not given. */
  readonly measure: Result<ChosenMeasure> | null
  /** Refused: impacts are null, since cases are not listed one by one. */
  readonly casesListed: Result<true>
  /** Each variant, once as cases that have ended and once as cases that run, most cases first. */
  readonly variants: readonly CheckedVariant[]
  /** The cheapest run of the model. */
  readonly shortestRun: readonly string[]
  /** What limits the answer; sentences for people. */
  readonly notes: readonly string[]
}

export interface DepartingCases extends Impact {
  readonly cases: number
  /** Of those, cases that still run. */
  readonly running: number
  readonly share: number
  /** Clauses that, appended to the filter, keep exactly these cases; null where no filter can say so. */
  readonly evidence: Filter | null
}

export interface CheckedDeviation extends DepartingCases {
  /** `kind:activity`: the same under every filter. */
  readonly id: string
  readonly kind: DeviationKind
  readonly activity: string
  readonly occurrences: number
  readonly variants: number
  /** Most cases first. */
  readonly places: readonly ShownPlace[]
  /** By whom and why it is accepted; null: it counts. */
  readonly allowed: AllowedDeviation | null
}

export type JudgedAllowance = AllowedDeviation & { readonly state: AllowState }

export interface CheckedVariant {
  /** Id of the engine's variant. */
  readonly id: string
  /** Without activities that the label mapping ignores. */
  readonly activities: readonly string[]
  readonly running: boolean
  readonly cases: number
  readonly costMoves: number
  readonly lower: number
  readonly upper: number
  readonly fitness: number
  /** Ids of its deviations. */
  readonly deviations: readonly string[]
}

export interface CheckMachine {
  /** Without it the time of the question does not count, and the allowlist is judged as of the latest time of the log. */
  readonly clock?: Clock | undefined
  readonly progress?: Progress | undefined
  /** Another way to the same alignments, such as in threads. */
  readonly align?: typeof align | undefined
}

/** See `ConformanceCheck`. Refuses models that are no nets or cannot end; throws `FormatError` and `RequestError` on what was given. */
export async function checkConformance(
  engine: Engine,
  ask: Ask,
  question: ConformanceQuestion,
  cancel: Cancel,
  machine: CheckMachine = {},
): Promise<Result<ConformanceCheck>> {
  const facts = await conformanceFacts(engine, ask, question, cancel)
  return answerConformance(facts, question, cancel, machine)
}

/** The second half, without an engine. */
export async function answerConformance(
  facts: ConformanceFacts,
  question: ConformanceQuestion,
  cancel: Cancel,
  { clock, progress, align: by = align }: CheckMachine = {},
): Promise<Result<ConformanceCheck>> {
  const { model, labels, allow } = withBaseline(question)
  const entries = readDeviationAllowlist(allow)
  const at = question.at === '' ? (clock?.now() ?? facts.latest ?? 0) : instantParameter(question.at, 'at')
  const units = unitsOf(facts)
  if (units.rows.length === 0) return notApplicable(NO_CASES)
  if (model.trim() === '' && question.pool !== '') return notApplicable('Only BPMN has pools: give the model.')
  const whole = variantLogOf(units.rows)
  const read =
    model.trim() === ''
      ? ok(minedBaseline(units.toMine(), question.noise, { cancel }))
      : givenBaseline(model, labels, whole.activities, question.pool)
  if (!read.ok) return notApplicable(`Conformance is asked of Petri nets. ${read.because}`)
  const baseline = read.value
  const log = withoutActivities(whole, baseline.ignored)
  const steps = clock ? pace(clock, cancel) : noPace.with(cancel)
  const aligned = await by(log, baseline.net, {
    pace: steps,
    budget: { timeMs: clock ? question.seconds * 1000 : Number.POSITIVE_INFINITY, states: question.states },
    isRunning: units.isRunning,
    ...(clock ? { now: () => clock.now() } : {}),
    ...(progress ? { progress } : {}),
  })
  if (!aligned.ok) return notApplicable(`The model cannot be answered for: ${aligned.because}.`)
  return ok(await assembled({ facts, question, units, baseline, log, steps, entries, at, alignment: aligned.value }))
}
