import { RequestError } from '../../base/errors.ts'
import { compareText } from '../../base/sort.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import {
  type DeclareConstraint,
  type DeclareTemplate,
  declareTemplates,
  symmetricTemplates,
} from '../../model/declare.ts'
import { measure } from './measure.ts'
import { pairCounts } from './pair-counts.ts'
import { withoutImplied } from './without-implied.ts'

export interface DeclareOptions {
  /** Share of the cases in which a constraint must matter, 0..1. Default 0.1. */
  readonly minSupport?: number
  /** Share of those in which it must hold, 0..1. Default 0.9. */
  readonly minConfidence?: number
  /** Default: `defaultTemplates`. */
  readonly templates?: readonly DeclareTemplate[]
  /** Whether constraints that others imply are listed too. Default false. */
  readonly withImplied?: boolean
}

export interface DiscoveredConstraint extends DeclareConstraint {
  /** Cases in which the constraint matters (is not satisfied vacuously), and those of them in which it holds. */
  readonly activated: number
  readonly satisfied: number
  /** activated / cases, satisfied / activated; 0..1. */
  readonly support: number
  readonly confidence: number
}

/**
 * Without the negative templates of one direction, which forbid the same as those of both and only matter in fewer cases,
 * and without Not Chain Succession, which is true of nearly every pair.
 */
export const defaultTemplates: readonly DeclareTemplate[] = (Object.keys(declareTemplates) as DeclareTemplate[]).filter(
  template => !/^Not (Responded|Response|Precedence|Chain)/.test(template),
)

/** Constraints beyond which a list says nothing, and takes the memory of whatever else runs. */
const MOST_CONSTRAINTS = 1_000_000

/**
 * Constraints that hold in most cases in which they matter. F. Maggi, A. Mooij, W. van der Aalst, User-guided discovery
 * of declarative process models, 2011; counted by cases, vacuous satisfaction told apart (F. Maggi, R. Bose, W. van der
 * Aalst, Efficient discovery of understandable declarative process models from event logs, 2012). By template, then by
 * names. One pass over the variants: O(variants · activities of one · its length), then O(templates · activities²).
 * Refuses to list more than a million.
 */
export function discoverDeclare(log: VariantLog, options: DeclareOptions = {}): readonly DiscoveredConstraint[] {
  const counts = pairCounts(log)
  const names = [...log.activities.keys()].sort((a, b) => compareText(log.activities[a]!, log.activities[b]!))
  const minActivated = (options.minSupport ?? 0.1) * counts.cases
  const minConfidence = options.minConfidence ?? 0.9
  const found: DiscoveredConstraint[] = []
  const consider = (template: DeclareTemplate, a: number, b?: number) => {
    const { activated, satisfied } = measure(counts, template, a, b)
    if (activated === 0 || activated < minActivated || satisfied < minConfidence * activated) return
    const activities = [a, ...(b === undefined ? [] : [b])].map(one => log.activities[one]!)
    const [support, confidence] = [activated / counts.cases, satisfied / activated]
    if (found.length === MOST_CONSTRAINTS)
      throw new RequestError(
        `More than ${MOST_CONSTRAINTS} constraints hold of these ${names.length} activities: ask for more support or confidence, or leave out rare activities.`,
      )
    found.push({ template, activities, activated, satisfied, support, confidence })
  }
  for (const template of options.templates ?? defaultTemplates)
    for (const a of names) {
      if (declareTemplates[template] === 1) consider(template, a)
      else
        for (const b of symmetricTemplates.has(template) ? names.slice(names.indexOf(a) + 1) : names)
          if (a !== b) consider(template, a, b)
    }
  return options.withImplied ? found : withoutImplied(found)
}
