import type { ProcessTree } from '../model/process-tree.ts'
import { treeActivities } from '../model/process-tree.ts'
import { replays } from '../model/random-tree.fixture.ts'
import type { Move } from './alignments/alignment.ts'
import type { DeviationKind } from './deviations.ts'

/** The definition of deviations, counted: `kind:activity`, how often. */
export function naiveDeviations(tree: ProcessTree, moves: readonly Move[]): Map<string, number> {
  const run = moves.flatMap(move => (move.kind === 'synchronous' || move.kind === 'model' ? [move.activity] : []))
  const activities = new Set(moves.flatMap(move => (move.kind === 'silent' ? [] : [move.activity])))
  const found = new Map<string, number>()
  const add = (kind: DeviationKind, activity: string, times: number) => {
    if (times > 0) found.set(`${kind}:${activity}`, (found.get(`${kind}:${activity}`) ?? 0) + times)
  }
  for (const activity of activities) {
    const count = (kind: Move['kind']) =>
      moves.filter(move => move.kind === kind && move.kind !== 'silent' && move.activity === activity).length
    const [log, model] = [count('log'), count('model')]
    add('out-of-order', activity, Math.min(log, model))
    add('missing', activity, model - log)
    const insertions = Array.from({ length: run.length + 1 }, (_, at) => [
      ...run.slice(0, at),
      activity,
      ...run.slice(at),
    ])
    const isElsewhere = insertions.some(trace => replays(tree, trace))
    const kind = !treeActivities(tree).includes(activity)
      ? 'unknown'
      : isElsewhere
        ? 'out-of-order'
        : run.includes(activity)
          ? 'too-often'
          : 'wrong-branch'
    add(kind, activity, log - model)
  }
  return found
}
