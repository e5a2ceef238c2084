import { RequestError } from '../../base/errors.ts'
import type { Cancel } from '../../base/platform.ts'
import { notApplicable, ok, type Result } from '../../base/result.ts'
import { type DecisionPoint, decisionPoints, decisionRules, printTest } from '../../discovery/index.ts'
import type { Value } from '../../log/column.ts'
import type { Ask, AttributeDescription, Engine } from '../../log/engine.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { attributeRefusal } from '../attribute-refusal.ts'
import { caseValues, type TimedCases, timedCases } from './timed-cases.ts'

/** Where all tests hold, `branch` (by number) was chosen in `hits` of `rows` decisions; no test: always. */
export interface ReportedRule {
  readonly branch: number
  readonly activity: string
  /** In words: `amount > 1000`. */
  readonly tests: readonly string[]
  readonly hits: number
  readonly rows: number
}

/** A place where one of several transitions is chosen. Shares are 0..1. */
export interface ReportedDecision {
  /** Id of the place. */
  readonly place: string
  /** `activity`: its label, or what can come next of a silent one; `end` where nothing does. */
  readonly branches: readonly {
    readonly transition: string
    readonly activity: string
    readonly decisions: number
  }[]
  readonly decisions: number
  readonly cases: number
  /** Of cases that the rules were not learned from, and the same by always saying the most frequent branch. */
  readonly accuracy: number
  readonly baseline: number
  readonly isExplained: boolean
  readonly rules: readonly ReportedRule[]
  /** Attributes that the rules speak of, by first use. */
  readonly attributes: readonly string[]
}

/** What `discover decision-rules --json` and `POST /api/models/discover/decision-rules` answer. */
export interface DecisionsReport {
  readonly cases: number
  /** Cases that the model can replay: only they say what was chosen. */
  readonly replayedCases: number
  /** Cases of which that was not found out in time. */
  readonly undecidedCases: number
  /** What was known of cases and events. */
  readonly attributes: readonly string[]
  /** Attributes that were held back, and why. */
  readonly withheld: readonly { readonly attribute: string; readonly because: string }[]
  /** Explained ones first, by how much better they are than the baseline, then by decisions. */
  readonly points: readonly ReportedDecision[]
}

/** Plain data, so that rules can be learned in another thread. */
export interface DecisionFacts {
  readonly cases: TimedCases
  readonly caseAttributes: Readonly<Record<string, readonly Value[]>>
  readonly withheld: DecisionsReport['withheld']
}

/** Attributes of names that tell when and what, which is known from the model. */
const OWN = new Set(['concept:name', 'time:timestamp', 'start_timestamp', 'lifecycle:transition'])
/** A text with more values than these names single cases. */
const MOST_VALUES = 200

/** What is asked of the engine. `chosen`: attributes by key; none: all that are not about people and could tell something. */
export async function decisionFacts(
  engine: Engine,
  ask: Ask,
  chosen: readonly string[],
  cancel: Cancel,
): Promise<DecisionFacts> {
  const { attributes, resourceKey } = await engine.describe({ log: ask.log }, cancel)
  const stray = chosen.find(key => !attributes.some(one => one.key === key))
  if (stray !== undefined) throw new RequestError(`There is no attribute "${stray}" in the log.`)
  const isWanted = ({ key, type, personal, distinct }: AttributeDescription) =>
    chosen.length > 0
      ? chosen.includes(key)
      : !OWN.has(key) &&
        key !== resourceKey &&
        personal === 'none' &&
        (type === 'int' || type === 'float' || type === 'boolean' || (distinct !== null && distinct <= MOST_VALUES))
  const withheld: { attribute: string; because: string }[] = []
  const open = async (scope: 'event' | 'case') => {
    const keys: string[] = []
    for (const attribute of attributes) {
      if (attribute.scope !== scope || !isWanted(attribute)) continue
      const because = await attributeRefusal(engine, ask, attribute, cancel)
      if (because === null) keys.push(attribute.key)
      else if (chosen.length > 0) throw new RequestError(because, 'refused')
      else withheld.push({ attribute: attribute.key, because })
    }
    return keys
  }
  const [ofEvents, ofCases] = [await open('event'), await open('case')]
  const cases = await timedCases(engine, ask, cancel, ofEvents)
  return { cases, caseAttributes: await caseValues(engine, ask, cases.id, ofCases, cancel), withheld }
}

/** The rules at every place of a net where cases chose. Refuses a log without cases, and one that the net cannot replay at all. */
export function decisionsReport(net: PetriNet, facts: DecisionFacts): Result<DecisionsReport> {
  const found = decisionsOf(net, facts)
  return found.ok ? ok(found.value.report) : found
}

/** The same with the cases that chose at each point, by id. */
export function decisionsOf(
  net: PetriNet,
  { cases, caseAttributes, withheld }: DecisionFacts,
): Result<{ readonly report: DecisionsReport; readonly caseIds: readonly (readonly string[])[] }> {
  if (cases.id.length === 0) return notApplicable('There are no cases.')
  const { points, replayedCases, undecidedCases } = decisionPoints(net, cases, caseAttributes)
  if (replayedCases === 0)
    return notApplicable(
      'The model can replay none of the cases, so that none says what was chosen: mine it from them.',
    )
  const reported = points.map(point => ({ point, told: reportedPoint(net, point) }))
  reported.sort(
    ({ told: a, point: { place: x } }, { told: b, point: { place: y } }) =>
      Number(b.isExplained) - Number(a.isExplained) ||
      b.accuracy - b.baseline - (a.accuracy - a.baseline) ||
      b.decisions - a.decisions ||
      x - y,
  )
  const report = {
    cases: cases.id.length,
    replayedCases,
    undecidedCases,
    attributes: [...Object.keys(cases.attributes), ...Object.keys(caseAttributes)],
    withheld,
    points: reported.map(({ told }) => told),
  }
  return ok({ report, caseIds: reported.map(({ point }) => [...new Set(point.caseOf)].map(c => cases.id[c]!)) })
}

function reportedPoint(net: PetriNet, point: DecisionPoint): ReportedDecision {
  const { rules, accuracy, baseline, isExplained } = decisionRules(point)
  const used = rules.flatMap(({ tests }) => tests.map(({ condition }) => condition.attribute))
  return {
    place: net.places[point.place]!.id,
    branches: point.branches.map(({ transition, name, decisions }) => ({
      transition: net.transitions[transition]!.id,
      activity: name,
      decisions,
    })),
    decisions: point.caseOf.length,
    cases: new Set(point.caseOf).size,
    ...{ accuracy, baseline, isExplained },
    rules: rules.map(({ branch, tests, hits, rows }) => ({
      branch,
      activity: point.branches[branch]!.name,
      tests: tests.map(printTest),
      ...{ hits, rows },
    })),
    attributes: [...new Set(used)],
  }
}
