import type { Result } from '../../base/result.ts'
import type { ValueClass } from '../../log/masked.ts'
import type { Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { Routine } from '../../model/routine.ts'
import { procedureOf } from '../procedure/build.ts'
import type { Procedure, StepKind } from '../procedure/procedure.ts'
import { assumed, type Estimate, given } from './estimate.ts'
import { type InterfaceStability, interfaceStability, sameShare } from './interface-stability.ts'
import { measure } from './measure.ts'
import { type CandidateInputs, type CandidateScore, scoreCandidate } from './score.ts'

/** What recordings cannot tell; each has a stated default that the analyst replaces. */
export interface Assumptions {
  readonly workingDaysPerMonth: number
  readonly adoption: number
  readonly hourlyCost: number
  readonly cashShare: number
  readonly runCostPerMonth: number
  readonly buildHourlyCost: number
  readonly currency: string
  /** Hours to build, by applications and variants; null: no catalogue was supplied, so no effort is invented. */
  readonly catalogue: BuildCatalogue | null
  /** Applications that offer an interface for programs. */
  readonly apiApplications: readonly string[]
}
export interface BuildCatalogue {
  readonly base: number
  readonly perStep: number
  /** Share of the base for each application beyond the first (0.15 to 0.3 is usual). */
  readonly perApplication: number
  /** Share put on top of the sum. */
  readonly contingency: number
}
export const defaultAssumptions: Assumptions = {
  workingDaysPerMonth: 21,
  adoption: 0.8,
  hourlyCost: 50,
  cashShare: 0,
  runCostPerMonth: 0,
  buildHourlyCost: 100,
  currency: 'EUR',
  catalogue: null,
  apiApplications: [],
}

/** What a routine is best done by. */
export type Recommendation = 'api' | 'bot' | 'agent with a check' | 'leave'

/** A routine worth a look, with everything that its score is made of. */
export interface Candidate {
  readonly procedure: Procedure
  readonly inputs: CandidateInputs
  readonly score: Result<CandidateScore>
  /** Automatable steps / steps (robotic automatability index, Leno et al., 2021), 0..1. */
  readonly automatability: number
  readonly steps: { readonly [K in StepKind]: number }
  /** Whether its applications held still, by application; null where times are missing or no order. */
  readonly interfaces: readonly InterfaceStability[] | null
  /** Classes of personal values that the routine handles. */
  readonly sensitive: readonly ValueClass[]
  readonly recommendation: Recommendation
  readonly reasonsFor: readonly string[]
  readonly reasonsAgainst: readonly string[]
}

const PERSONAL: ReadonlySet<ValueClass> = new Set([
  'email',
  'phone',
  'iban',
  'card',
  'national-id',
  'birth-date',
  'secret',
  'person-name',
  'address',
  'account-name',
])

/** Names of inputs that the analyst may set, with the value. */
export type Edits = { readonly [K in keyof CandidateInputs]?: number }

/** Measure, assume and score one routine. `edits` replace single inputs and are marked as given. */
export function candidateOf(
  routine: Routine,
  log: StepLog,
  names: Names,
  assumptions: Assumptions = defaultAssumptions,
  edits: Edits = {},
): Candidate {
  const procedure = procedureOf(routine, log, names)
  const steps = { rule: 0, checkable: 0, judgement: 0 }
  for (const { kind } of procedure.steps) steps[kind]++
  const interfaces = interfaceStability(routine, log)
  const inputs = withEdits(
    {
      ...measure(procedure, routine, log, assumptions.workingDaysPerMonth),
      applicationStability: sameShare(interfaces),
      adoption: assumed(assumptions.adoption),
      hourlyCost: assumed(assumptions.hourlyCost),
      cashShare: assumed(assumptions.cashShare),
      runCost: assumed(assumptions.runCostPerMonth),
      buildHours: buildHours(procedure, assumptions.catalogue),
      buildHourlyCost: assumed(assumptions.buildHourlyCost),
      currency: assumptions.currency,
    },
    edits,
  )
  const automatability = procedure.steps.length === 0 ? 0 : steps.rule / procedure.steps.length
  const sensitive = [...new Set(procedure.parameters.map(parameter => parameter.class))].filter(kind =>
    PERSONAL.has(kind),
  )
  const recommendation = recommend(procedure, steps, assumptions.apiApplications)
  return {
    procedure,
    inputs,
    score: scoreCandidate(inputs, procedure.base),
    automatability,
    steps,
    interfaces,
    sensitive,
    recommendation,
    ...reasons(procedure, inputs, automatability, sensitive, interfaces ?? []),
  }
}

function withEdits(inputs: CandidateInputs, edits: Edits): CandidateInputs {
  const changed = Object.entries(edits).map(([key, value]) => [key, given(value as number)])
  return { ...inputs, ...(Object.fromEntries(changed) as Partial<CandidateInputs>) }
}

function buildHours({ steps, applications }: Procedure, catalogue: BuildCatalogue | null): Estimate | null {
  if (catalogue === null) return null
  const { base, perStep, perApplication, contingency } = catalogue
  const hours = (base + perStep * steps.length) * (1 + perApplication * Math.max(0, applications.length - 1))
  return assumed(hours * (1 + contingency))
}

function recommend(
  { applications }: Procedure,
  steps: { readonly [K in StepKind]: number },
  api: readonly string[],
): Recommendation {
  if (steps.judgement > 0) return 'leave'
  if (steps.checkable > 0) return 'agent with a check'
  return applications.length > 0 && applications.every(application => api.includes(application)) ? 'api' : 'bot'
}

function reasons(
  procedure: Procedure,
  { stability, applicationStability, exceptions, ruleShare }: CandidateInputs,
  automatability: number,
  sensitive: readonly ValueClass[],
  interfaces: readonly InterfaceStability[],
) {
  const percent = (value: number) => `${Math.round(100 * value)} %`
  const reasonsFor: string[] = []
  const reasonsAgainst: string[] = []
  const weigh = (good: boolean, sentence: string) => (good ? reasonsFor : reasonsAgainst).push(sentence)
  const rules = procedure.steps.filter(({ kind }) => kind === 'rule').length
  weigh(automatability >= 0.8, `${rules} of ${procedure.steps.length} steps follow rules.`)
  weigh(ruleShare.value >= 0.8, `${percent(ruleShare.value)} of its hands-on time is in such steps.`)
  weigh(stability.value >= 0.6, `Its runs are ${percent(stability.value)} alike (1 − entropy of its variants).`)
  if (applicationStability)
    weigh(
      applicationStability.value === 1,
      `${percent(applicationStability.value)} of its steps kept their element and screen over ${procedure.base.days === 1 ? 'the 1 day' : `the ${procedure.base.days} days`} with runs.`,
    )
  for (const { application, changes } of interfaces)
    for (const { step, what, before, after, fromRun } of changes)
      reasonsAgainst.push(
        `${application ?? 'An application'} changed from run ${fromRun} on: the ${what} of “${step}” was ${before}, and is ${after}.`,
      )
  weigh(exceptions.value <= 0.1, `${percent(exceptions.value)} of its runs leave the usual steps.`)
  weigh(procedure.applications.length <= 7, `It uses ${procedure.applications.length} applications.`)
  if (procedure.variants.length > 8)
    reasonsAgainst.push(`It has ${procedure.variants.length} variants: take it apart before it is automated.`)
  if (sensitive.length > 0) reasonsAgainst.push(`It handles personal values (${sensitive.join(', ')}).`)
  const hidden = procedure.steps.filter(({ value }) => value?.kind === 'unknown' && value.of).length
  if (hidden > 0)
    reasonsAgainst.push(
      `Masking hides the rule of ${hidden === 1 ? '1 step' : `${hidden} steps`}: a recording that may keep these values would tell it.`,
    )
  const final = procedure.steps.filter(({ irreversible }) => irreversible).length
  if (final > 0)
    reasonsAgainst.push(
      final === 1
        ? '1 step cannot be taken back; a bot asks before it.'
        : `${final} steps cannot be taken back; a bot asks before them.`,
    )
  return { reasonsFor, reasonsAgainst }
}
