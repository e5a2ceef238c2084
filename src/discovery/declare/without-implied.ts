import {
  type DeclareConstraint,
  type DeclareTemplate,
  declareTemplates,
  symmetricTemplates,
} from '../../model/declare.ts'
import type { DiscoveredConstraint } from './discover-declare.ts'

/**
 * The constraints that no other one of the list implies while being broken in as many cases, so that nothing is lost:
 * what is stronger and broken as often is broken in the same cases. The hierarchy of C. Di Ciccio, F. Maggi, M. Montali,
 * J. Mendling, Resolving inconsistencies and redundancies in declarative process models, 2017. Then what is never broken
 * and follows over a third activity (Response, Precedence and Succession are transitive, Co-Existence is an equivalence).
 */
export function withoutImplied(found: readonly DiscoveredConstraint[]): readonly DiscoveredConstraint[] {
  const all = new ConstraintTable(found)
  const few = found.filter(one => !followsFromCounts(one, all))
  const table = new ConstraintTable(few)
  return withoutTransitive(few.filter(one => !isImplied(one, table)))
}

/** Constraints by template and activities, whichever way round where that means the same. */
class ConstraintTable {
  private readonly code = new Map<string, number>()
  private readonly byKey = new Map<number, DiscoveredConstraint>()
  constructor(constraints: readonly DiscoveredConstraint[]) {
    for (const { activities } of constraints)
      for (const name of activities) if (!this.code.has(name)) this.code.set(name, this.code.size + 1)
    for (const one of constraints) this.byKey.set(this.keyOf(one), one)
  }
  get = (constraint: DeclareConstraint): DiscoveredConstraint | undefined => this.byKey.get(this.keyOf(constraint))

  keyOf({ template, activities: [a, b] }: DeclareConstraint): number {
    const [x, y] = [this.code.get(a!) ?? 0, b === undefined ? 0 : (this.code.get(b) ?? 0)]
    const isTurned = symmetricTemplates.has(template) && x > y
    const width = this.code.size + 1
    return (templateNumber.get(template)! * width + (isTurned ? y : x)) * width + (isTurned ? x : y)
  }
}

const templateNumber = new Map((Object.keys(declareTemplates) as DeclareTemplate[]).map((template, t) => [template, t]))

/**
 * Alternate says no more than the plain template where the activity that must not repeat occurs at most once. Left out
 * first, so that the plain one stays.
 */
function followsFromCounts(one: DiscoveredConstraint, all: ConstraintTable): boolean {
  const premises: Readonly<Record<string, readonly number[]>> = {
    'Alternate Response': [0],
    'Alternate Precedence': [1],
    'Alternate Succession': [0, 1],
  }
  const once = premises[one.template]
  if (once === undefined || broken(one) > 0) return false
  const isKept = (template: DeclareTemplate, activities: readonly string[]) => {
    const known = all.get({ template, activities })
    return known !== undefined && broken(known) === 0
  }
  const plain = one.template.replace('Alternate ', '') as DeclareTemplate
  return (
    isKept(plain, one.activities) &&
    once.every(at => ['Absence2', 'Exactly1'].some(name => isKept(name as DeclareTemplate, [one.activities[at]!])))
  )
}

const broken = ({ activated, satisfied }: DiscoveredConstraint) => activated - satisfied

function isImplied(one: DiscoveredConstraint, table: ConstraintTable): boolean {
  const open: DeclareConstraint[] = stronger(one)
  const seen = new Set(open.map(next => table.keyOf(next)))
  while (open.length > 0) {
    const next = open.pop()!
    const known = table.get(next)
    if (known !== undefined && broken(known) === broken(one)) return true
    for (const above of stronger(next)) {
      const key = table.keyOf(above)
      if (seen.has(key)) continue
      seen.add(key)
      open.push(above)
    }
  }
  return false
}

type Step = readonly [DeclareTemplate, 'a' | 'b' | 'ab' | 'ba']

/** What directly implies the template over (a, b). */
const above: { readonly [T in DeclareTemplate]?: readonly Step[] } = {
  Existence: [
    ['Existence2', 'a'],
    ['Exactly1', 'a'],
    ['Init', 'a'],
    ['End', 'a'],
  ],
  Existence2: [
    ['Existence3', 'a'],
    ['Exactly2', 'a'],
  ],
  Absence2: [
    ['Absence', 'a'],
    ['Exactly1', 'a'],
  ],
  Absence3: [
    ['Absence2', 'a'],
    ['Exactly2', 'a'],
  ],
  Choice: [
    ['Exclusive Choice', 'ab'],
    ['Existence', 'a'],
    ['Existence', 'b'],
  ],
  'Responded Existence': [
    ['Existence', 'b'],
    ['Co-Existence', 'ab'],
    ['Response', 'ab'],
    ['Precedence', 'ba'],
  ],
  'Co-Existence': [
    ['Succession', 'ab'],
    ['Succession', 'ba'],
  ],
  Response: [
    ['Succession', 'ab'],
    ['Alternate Response', 'ab'],
    ['End', 'b'],
  ],
  Precedence: [
    ['Succession', 'ab'],
    ['Alternate Precedence', 'ab'],
    ['Init', 'a'],
  ],
  Succession: [['Alternate Succession', 'ab']],
  'Alternate Response': [
    ['Alternate Succession', 'ab'],
    ['Chain Response', 'ab'],
  ],
  'Alternate Precedence': [
    ['Alternate Succession', 'ab'],
    ['Chain Precedence', 'ab'],
  ],
  'Alternate Succession': [['Chain Succession', 'ab']],
  'Chain Response': [['Chain Succession', 'ab']],
  'Chain Precedence': [['Chain Succession', 'ab']],
  'Not Co-Existence': [['Exclusive Choice', 'ab']],
  'Not Succession': [['Not Co-Existence', 'ab']],
  'Not Chain Succession': [['Not Succession', 'ab']],
}

function stronger({ template, activities: [a, b] }: DeclareConstraint): DeclareConstraint[] {
  const steps = above[template] ?? []
  return steps.map(([name, order]) => ({
    template: name,
    activities: { a: [a!], b: [b!], ab: [a!, b!], ba: [b!, a!] }[order],
  }))
}

const transitive = [
  ['Response', ['Alternate Response', 'Chain Response', 'Succession', 'Alternate Succession', 'Chain Succession']],
  [
    'Precedence',
    ['Alternate Precedence', 'Chain Precedence', 'Succession', 'Alternate Succession', 'Chain Succession'],
  ],
  ['Succession', ['Alternate Succession', 'Chain Succession']],
] as const satisfies readonly (readonly [DeclareTemplate, readonly DeclareTemplate[]])[]

function withoutTransitive(kept: readonly DiscoveredConstraint[]): readonly DiscoveredConstraint[] {
  const dropped = new Set<DiscoveredConstraint>()
  const names = new Set(kept.flatMap(({ activities }) => activities))
  const code = new Map(Array.from(names, (name, at) => [name, at]))
  for (const [template, carriers] of transitive) {
    const arcs = kept.filter(
      one => broken(one) === 0 && (one.template === template || carriers.some(carrier => carrier === one.template)),
    )
    const way = ({ activities: [from, to] }: DiscoveredConstraint) => [code.get(from!)!, code.get(to!)!] as const
    const successors: number[][] = Array.from(code, () => [])
    for (const arc of arcs) successors[way(arc)[0]]!.push(way(arc)[1])
    const beyond = successors.map((_, from) => behindSuccessors(from, successors))
    for (const arc of arcs) if (arc.template === template && beyond[way(arc)[0]]![way(arc)[1]] === 1) dropped.add(arc)
  }
  const classes = new Map<string, string>()
  const root = (name: string): string => {
    let at = name
    for (let next = classes.get(at); next !== undefined; next = classes.get(at)) at = next
    return at
  }
  for (const one of kept) {
    if (one.template !== 'Co-Existence' || broken(one) > 0) continue
    const [x, y] = one.activities.map(root) as [string, string]
    if (x === y) dropped.add(one)
    else classes.set(y, x)
  }
  return kept.filter(one => !dropped.has(one))
}

/** 1: follows a successor of the activity, at once or later. No activity can follow itself, so that no way is a circle. */
function behindSuccessors(from: number, successors: readonly (readonly number[])[]): Uint8Array {
  const found = new Uint8Array(successors.length)
  const open = [...successors[from]!]
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const next of successors[at]!)
      if (found[next] === 0) {
        found[next] = 1
        open.push(next)
      }
  return found
}
