import { inductiveMinerInfrequent, RunFinder } from '../discovery/index.ts'
import { variantLogOf } from '../log/variant-log.ts'
import { leaf, node, normalTree, type ProcessTree, silent, treeActivities } from '../model/process-tree.ts'
import { treeToNet } from '../model/tree-to-net.ts'
import type { Procedure } from '../tasks/procedure/procedure.ts'

/** How the steps of a routine may follow each other. */
export interface RoutineModel {
  /** Activities are texts of `nameOfStep`. */
  readonly tree: ProcessTree
  /** The noise threshold of the inductive miner; null: the usual order of the steps, as no model of the runs says more. */
  readonly noise: number | null
  /** Share of instances, 0..1, that surely run in another way than the tree allows. */
  readonly outside: number
}

/** What is always done but for one run in twenty counts as always done. */
export const ALWAYS = 0.95
const NOISE = [1 - ALWAYS, 0.1, 0.2, 0.4]
/** A choice of as many steps, again and again, says nothing. */
const ANYTHING = 3
/** Beyond this a diagram is a list. */
const MOST_STEPS = 500

/** Sorts by the place of the step, as the miner orders by name. */
const nameOfStep = (at: number): string => String(at).padStart(6, '0')
export const stepOfName = (name: string): number => Number(name)

/**
 * The tree that the inductive miner finds in the runs, by the least noise at which it has every step and no part in which
 * anything goes; else the steps in their usual order, those that are not always done as options.
 */
export function routineModel(procedure: Procedure): RoutineModel {
  const runs = runsOf(procedure)
  const { length } = procedure.steps
  if (length <= MOST_STEPS && runs.length > 0) {
    const log = variantLogOf(runs)
    for (const noise of NOISE) {
      const tree = inductiveMinerInfrequent(log, noise)
      if (new Set(treeActivities(tree)).size === length && !hasAnything(normalTree(tree)))
        return { tree, noise, outside: outsideOf(tree, runs) }
    }
  }
  const steps = procedure.steps.map(({ share }, at) =>
    share >= ALWAYS ? leaf(nameOfStep(at)) : node('×', [leaf(nameOfStep(at)), silent]),
  )
  const tree = length === 0 ? silent : node('→', steps)
  return { tree, noise: null, outside: length <= MOST_STEPS ? outsideOf(tree, runs) : 0 }
}

function runsOf({ steps, runs, base }: Procedure): { activities: readonly string[]; cases: number }[] {
  const placeOf = new Map(steps.map(({ id }, at) => [id, at]))
  return runs.map(run => ({
    activities: run.steps.flatMap(id => (placeOf.has(id) ? [nameOfStep(placeOf.get(id)!)] : [])),
    cases: run.share * base.instances,
  }))
}

/** A choice of steps over and over, or steps beside each other of which each comes as often as it likes. */
function hasAnything(tree: ProcessTree): boolean {
  if (tree.kind !== 'operator') return false
  const { operator, children } = tree
  const isFlower = operator === '↺' && children.some(child => isOf('×', child)) && stepsAlone(tree) >= ANYTHING
  const isMess = operator === '∧' && children.filter(isRepeated).length >= ANYTHING
  return isFlower || isMess || children.some(hasAnything)
}

const isOf = (operator: string, tree: ProcessTree) => tree.kind === 'operator' && tree.operator === operator

/** Steps in a loop of choices of nothing but steps; 0: it holds something else. */
function stepsAlone(loop: ProcessTree): number {
  const parts = loop.kind === 'operator' ? loop.children : []
  const inner = parts.flatMap(part => (part.kind === 'operator' && part.operator === '×' ? part.children : [part]))
  return inner.every(({ kind }) => kind !== 'operator') ? inner.filter(({ kind }) => kind === 'activity').length : 0
}

/** One step, or none, that may come again right away. */
const isRepeated = (tree: ProcessTree): boolean =>
  tree.kind === 'operator' &&
  (tree.operator === '↺'
    ? tree.children.every(({ kind }) => kind !== 'operator')
    : tree.operator === '×' && tree.children.some(isRepeated))

function outsideOf(tree: ProcessTree, runs: readonly { activities: readonly string[]; cases: number }[]): number {
  const finder = new RunFinder(treeToNet(tree))
  const total = runs.reduce((sum, { cases }) => sum + cases, 0)
  const outside = runs.filter(({ activities }) => finder.find(activities) === null && !finder.gaveUp)
  return total === 0 ? 0 : outside.reduce((sum, { cases }) => sum + cases, 0) / total
}
