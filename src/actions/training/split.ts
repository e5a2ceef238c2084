import { compareText } from '../../base/sort.ts'
import { elementOf, type Trajectory, wayOf } from './trajectory.ts'

export const splits = ['train', 'validation', 'test'] as const
export type Split = (typeof splits)[number]

/** Routines of which so many steps are the same are held for one (Jaccard index of their distinct steps). */
const ALIKE = 0.5
const SHARES: Readonly<Record<Split, number>> = { train: 0.8, validation: 0.1, test: 0.1 }

/**
 * Which routine goes where. A routine is never cut, and routines that are alike, or of which two trajectories are the
 * same, stay together, so that nothing that is tested was trained on. Groups go, largest first, to where most is missing;
 * with two groups the smallest is for the test, with three the next for validation. Time: routines² × steps.
 */
export function splitRoutines(trajectories: readonly Trajectory[]): ReadonlyMap<string, Split> {
  const groups = groupsOf(trajectories)
  const chosen = new Map<string, Split>()
  const filled: Record<Split, number> = { train: 0, validation: 0, test: 0 }
  const put = (group: Group, split: Split) => {
    for (const routine of group.routines) chosen.set(routine, split)
    filled[split] += group.size
  }
  const rest = [...groups]
  if (rest.length > 1) put(rest.pop()!, 'test')
  if (rest.length > 1) put(rest.pop()!, 'validation')
  const all = trajectories.length
  for (const group of rest) {
    const missing = (split: Split) => SHARES[split] - filled[split] / all
    put(group, filled.train === 0 ? 'train' : [...splits].sort((a, b) => missing(b) - missing(a))[0]!)
  }
  return chosen
}

interface Group {
  readonly routines: readonly string[]
  readonly size: number
}

/** Routines that belong together, most trajectories first; ties by id. */
function groupsOf(trajectories: readonly Trajectory[]): readonly Group[] {
  const routines = [...new Set(trajectories.map(({ routine }) => routine))].sort(compareText)
  const own = routines.map(routine => trajectories.filter(one => one.routine === routine))
  const steps = own.map(some => new Set(some.flatMap(stepTexts)))
  const ways = own.map(some => new Set(some.map(wayOf)))
  const parent = routines.map((_, i) => i)
  const root = (i: number): number => (parent[i] === i ? i : root(parent[i]!))
  for (let i = 0; i < routines.length; i++)
    for (let j = 0; j < i; j++) {
      const isSame = [...ways[i]!].some(way => ways[j]!.has(way))
      if (isSame || jaccard(steps[i]!, steps[j]!) >= ALIKE) parent[root(i)] = root(j)
    }
  const groups = new Map<number, { routines: string[]; size: number }>()
  routines.forEach((routine, i) => {
    const group = groups.get(root(i)) ?? { routines: [], size: 0 }
    group.routines.push(routine)
    group.size += own[i]!.length
    groups.set(root(i), group)
  })
  return [...groups.values()].sort((a, b) => b.size - a.size || compareText(a.routines[0]!, b.routines[0]!))
}

const stepTexts = ({ steps }: Trajectory) =>
  steps.map(
    ({ observation, action, target }) => `${observation.place}\n${action}\n${elementOf(observation, target) ?? ''}`,
  )

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0
  for (const text of a) if (b.has(text)) both++
  const either = a.size + b.size - both
  return either === 0 ? 0 : both / either
}
