import { growingInts } from '../base/growing.ts'
import type { MarkingGraph } from './marking-graph.ts'

/**
 * What can visibly happen from a marking: steps of silent transitions and one labelled transition after them. Steps of
 * label l are `[byLabel[l], byLabel[l + 1])`. A step is left out where its last silent transition is not needed for the
 * labelled one (it can as well come after it): what it leads to is then reached from another step at the same cost.
 */
export interface VisibleSteps {
  readonly byLabel: Int32Array
  readonly transition: Int32Array
  /** Marking after the labelled transition. */
  readonly target: Int32Array
  /** Marking in which the labelled transition fires. */
  readonly from: Int32Array
  /** Silent transitions before the labelled one. */
  readonly silents: Int32Array
  /** Silent transitions to a final marking, and that marking; -1 where none is reached silently. */
  readonly finish: number
  readonly finalMarking: number
}

/** What is reached silently from a marking, nearest first. */
export interface Closure {
  readonly markings: readonly number[]
  readonly distance: readonly number[]
  /** How each marking was reached first: position in `markings` before it, and the transition. */
  readonly before: readonly number[]
  readonly by: readonly number[]
  /** All shortest ways into each marking: pairs of position and transition. */
  readonly shortest: readonly (readonly number[])[]
}

/** Thrown inside the room where a silent closure outgrows its limit; the caller turns to another method. */
export class ClosureLimit extends Error {}

export interface VisibleOptions {
  /** Silent closures of more markings than this are not walked to their end. */
  readonly limit: number | (() => number)
  /** Whether a closure over the limit is cut off there, or `ClosureLimit` is thrown (the default). */
  readonly atLimit?: 'cut' | 'throw'
  /** Leaves out markings, such as those from which no end is reached. */
  readonly isAlive?: (marking: number) => boolean
}

/** Visible steps of markings, made once a marking. */
export class VisibleGraph {
  readonly graph: MarkingGraph
  /** Whether a closure was cut off: steps may then be missing. */
  wasCut = false
  private readonly options: VisibleOptions
  private readonly isAlive: (marking: number) => boolean
  private readonly known: (VisibleSteps | undefined)[] = []
  private readonly paths = new Map<number, Map<number, readonly number[]>>()

  constructor(graph: MarkingGraph, options: VisibleOptions) {
    this.graph = graph
    this.options = options
    this.isAlive = options.isAlive ?? (() => true)
  }

  steps(marking: number): VisibleSteps {
    return (this.known[marking] ??= this.make(marking))
  }

  /** The silent transitions of a shortest way between two markings. */
  silentPath(from: number, to: number): readonly number[] {
    let known = this.paths.get(from)
    if (known === undefined) this.paths.set(from, (known = new Map()))
    let path = known.get(to)
    if (path === undefined) known.set(to, (path = this.findPath(from, to)))
    return path
  }

  private findPath(from: number, to: number): number[] {
    const { markings, before, by } = this.closure(from)
    const path: number[] = []
    for (let at = markings.indexOf(to); at > 0; at = before[at]!) path.push(by[at]!)
    return path.reverse()
  }

  private make(marking: number): VisibleSteps {
    const { graph } = this
    const closure = this.closure(marking)
    const found: { label: number; transition: number; target: number; from: number; silents: number }[] = []
    let finish = -1
    let finalMarking = -1
    closure.markings.forEach((from, at) => {
      const silents = closure.distance[at]!
      if (finish < 0 && graph.finals.has(from)) [finish, finalMarking] = [silents, from]
      for (let arc = graph.firstArc(from); arc < graph.endArc(from); arc++) {
        const transition = graph.transition(arc)
        const label = graph.index.labelOf[transition]!
        const target = graph.target(arc)
        if (label < 0 || !this.isAlive(target) || this.isEarly(closure, at, transition)) continue
        found.push({ label, transition, target, from, silents })
      }
    })
    return { ...columns(cheapest(found), graph.index.labels.length), finish, finalMarking }
  }

  /** Whether one of the last silent transitions on shortest ways to this marking could as well come after the labelled one. */
  private isEarly(closure: Closure, at: number, transition: number): boolean {
    const ways = closure.shortest[at]!
    for (let way = 0; way < ways.length; way += 2) {
      const after = this.graph.after(closure.markings[ways[way]!]!, transition)
      if (after >= 0 && this.graph.store.isEnabled(after, ways[way + 1]!)) return true
    }
    return false
  }

  /** Breadth first over silent transitions. */
  closure(start: number): Closure {
    const { graph } = this
    const markings = [start]
    const distance = [0]
    const before = [-1]
    const by = [-1]
    const shortest: number[][] = [[]]
    const position = new Map([[start, 0]])
    const limit = typeof this.options.limit === 'number' ? this.options.limit : this.options.limit()
    for (let at = 0; at < markings.length; at++) {
      const from = markings[at]!
      for (let arc = graph.firstArc(from); arc < graph.endArc(from); arc++) {
        const transition = graph.transition(arc)
        const target = graph.target(arc)
        if (graph.index.labelOf[transition]! >= 0 || !this.isAlive(target)) continue
        let to = position.get(target)
        if (to === undefined) {
          if (markings.length >= limit) {
            if (this.options.atLimit !== 'cut') throw new ClosureLimit()
            this.wasCut = true
            continue
          }
          to = markings.push(target) - 1
          position.set(target, to)
          distance.push(distance[at]! + 1)
          before.push(at)
          by.push(transition)
          shortest.push([])
        }
        if (distance[to] === distance[at]! + 1) shortest[to]!.push(at, transition)
      }
    }
    return { markings, distance, before, by, shortest }
  }
}

type Step = { label: number; transition: number; target: number; from: number; silents: number }

/** By label, target and cost; of steps of one label to one target the cheapest. */
function cheapest(steps: Step[]): Step[] {
  steps.sort((a, b) => a.label - b.label || a.target - b.target || a.silents - b.silents || a.transition - b.transition)
  return steps.filter((step, i) => {
    const last = steps[i - 1]
    return last === undefined || last.label !== step.label || last.target !== step.target
  })
}

function columns(steps: readonly Step[], labels: number) {
  const byLabel = new Int32Array(labels + 1)
  const transition = growingInts()
  const target = growingInts()
  const from = growingInts()
  const silents = growingInts()
  for (const step of steps) {
    byLabel[step.label + 1]!++
    transition.push(step.transition)
    target.push(step.target)
    from.push(step.from)
    silents.push(step.silents)
  }
  for (let label = 0; label < labels; label++) byLabel[label + 1]! += byLabel[label]!
  return {
    byLabel,
    transition: transition.finish(),
    target: target.finish(),
    from: from.finish(),
    silents: silents.finish(),
  }
}
