import { compareText } from '../../base/sort.ts'
import { type Assumptions, type Candidate, candidateOf, defaultAssumptions, type Edits } from '../../tasks/index.ts'
import { type MinedTasks, type PeopleRule, peopleShown } from './mined-tasks.ts'

/** A candidate as it may be shown: the number of people is withheld below the minimum group size. */
export interface CandidateAnswer extends Omit<Candidate, 'procedure'> {
  readonly id: string
  readonly name: string
  readonly people: number | null
  readonly days: number
  readonly instances: number
  readonly coverage: number
  readonly applications: readonly string[]
}

/**
 * All routines as candidates: those with a monthly figure first, by the lower end of the hours they would save, then the
 * others by their instances; ties by name.
 */
export function candidatesAnswer(
  mined: MinedTasks,
  rule: PeopleRule,
  assumptions: Assumptions = defaultAssumptions,
  edits: Readonly<Record<string, Edits>> = {},
): readonly CandidateAnswer[] {
  const worth = ({ score }: Candidate) => (score.ok ? score.value.hoursSaved.low : -1)
  return mined.routines
    .map(routine => candidateOf(routine, mined.steps, mined.names, assumptions, edits[routine.id]))
    .sort(
      (a, b) =>
        worth(b) - worth(a) ||
        b.procedure.base.instances - a.procedure.base.instances ||
        compareText(a.procedure.name, b.procedure.name),
    )
    .map(({ procedure, ...candidate }) => {
      const { people, days, instances, coverage } = procedure.base
      const { id, name, applications } = procedure
      return { id, name, applications, people: peopleShown(people, rule), days, instances, coverage, ...candidate }
    })
}
