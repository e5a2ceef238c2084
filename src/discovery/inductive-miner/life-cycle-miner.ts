import { compareText } from '../../base/sort.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { leaf, node, type ProcessTree, silent } from '../../model/process-tree.ts'
import { type Growth, grow, unwatched, type Watch } from '../grow.ts'
import { type Cut, findCut, splitBy } from './cuts.ts'
import { filteredGraph } from './filtered-graph.ts'
import {
  activityOf,
  completionOf,
  type LifeCycleGraph,
  type LifeCycleTraces,
  lifeCycleGraph,
  overlapKey,
  pairedTraces,
  startOf,
} from './life-cycle-traces.ts'
import { caseCount, type LocalGraph, TraceBag, type WeightedTraces } from './traces.ts'

/**
 * A sound process tree of activities that take time (IMlc): what overlaps is parallel, whatever order its starts came in, and
 * what one activity does between the start and the completion of another does not count as its follower. Leemans, Fahland
 * & van der Aalst, Using life cycle information in process discovery, 2016, with one difference: its operator for parts in
 * any order that never overlap is told as parallel. Without noise, the tree replays every start and completion.
 *
 * Classes of the log are named `activity+start` and `activity+complete`, as the classifier of activity and life cycle
 * names them (in any case of letters); a class without a transition is a completion, those of other transitions are left out.
 */
export function inductiveMinerLifeCycle(log: VariantLog, noise = 0, watch: Watch = unwatched): ProcessTree {
  const classes = log.activities.map(classOf)
  const names = [...new Set(classes.flatMap(({ activity, kind }) => (kind === 'other' ? [] : [activity])))].sort(
    compareText,
  )
  const code = new Map(names.map((name, activity) => [name, activity]))
  const events = classes.map(({ activity, kind }) => {
    const known = code.get(activity)
    if (known === undefined || kind === 'other') return -1
    return kind === 'start' ? startOf(known) : completionOf(known)
  })
  const bag = new TraceBag()
  for (let v = 0; v < log.cases.length; v++) {
    const symbols = log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!)
    bag.add(
      Array.from(symbols, symbol => events[symbol]!).filter(event => event >= 0),
      log.cases[v]!,
    )
  }
  const miner = new LifeCycleMiner(noise, activity => names[activity]!, watch)
  return grow<LifeCycleTraces, ProcessTree>(
    pairedTraces(bag),
    part => miner.mine(part),
    ({ traces }) => traces.length,
    watch,
  )
}

interface EventClass {
  readonly activity: string
  readonly kind: 'start' | 'complete' | 'other'
}

function classOf(name: string): EventClass {
  const at = name.lastIndexOf('+')
  const transition = at < 0 ? 'complete' : name.slice(at + 1).toLowerCase()
  const activity = at < 0 ? name : name.slice(0, at)
  if (transition === 'start' || transition === 'complete') return { activity, kind: transition }
  return { activity, kind: 'other' }
}

type Grown = Growth<LifeCycleTraces, ProcessTree>

class LifeCycleMiner {
  private readonly noise: number
  private readonly name: (activity: number) => string
  private readonly watch: Watch
  constructor(noise: number, name: (activity: number) => string, watch: Watch) {
    this.noise = noise
    this.watch = watch
    this.name = name
  }

  mine(log: LifeCycleTraces): Grown {
    const empty = log.traces.findIndex(trace => trace.length === 0)
    if (empty < 0) return this.mineFilled(log)
    const filled = without(log, empty)
    if (filled.traces.length === 0) return { model: silent }
    return log.cases[empty]! > this.noise * caseCount(log)
      ? { parts: [filled], made: ([tree]) => node('×', [silent, tree!]) }
      : this.mineFilled(filled)
  }

  private mineFilled(log: LifeCycleTraces): Grown {
    if (log.traces.length === 0) return { model: silent }
    if (log.traces.length === 1 && log.traces[0]!.length === 2)
      return { model: leaf(this.name(activityOf(log.traces[0]![0]!))) }
    const graph = lifeCycleGraph(log)
    const filtered = () => (this.noise > 0 ? validCut(filteredGraph(graph, this.noise), graph) : null)
    const cut = validCut(graph, graph) ?? filtered()
    if (cut)
      return {
        parts: splitBy(log, { ...cut, parts: cut.parts.map(eventsOf) }).map(pairedTraces),
        made: trees => node(cut.operator, trees),
      }
    return this.fallThrough(log, graph)
  }

  private fallThrough(log: LifeCycleTraces, graph: LifeCycleGraph): Grown {
    const { activities } = graph
    const apart =
      activities.length > 1 ? (oncePerTrace(log, activities) ?? besideOthers(log, graph, this.watch)) : undefined
    if (apart !== undefined) {
      const others = activities.filter(activity => activity !== apart)
      return { parts: [projected(log, [apart]), projected(log, others)], made: trees => node('∧', trees) }
    }
    const rounds = roundsOf(log, graph)
    if (rounds !== null) return { parts: [rounds], made: ([tree]) => node('↺', [tree!, silent]) }
    // anything goes, overlapping too: each as often as it likes, beside all others
    const often = activities.map(activity => node('↺', [silent, leaf(this.name(activity))]))
    return { model: often.length === 1 ? often[0]! : node('∧', often) }
  }
}

const eventsOf = (part: readonly number[]) => part.flatMap(activity => [startOf(activity), completionOf(activity)])

/** A cut, but none into a loop whose body and redo parts overlapped: no round of it would have ended. */
function validCut(graph: LocalGraph, { overlaps }: LifeCycleGraph): Cut | null {
  const cut = findCut(graph)
  if (cut?.operator !== '↺') return cut
  const [body, ...redo] = cut.parts
  const overlapped = redo.flat().some(b => body!.some(a => overlaps.has(overlapKey(a, b))))
  return overlapped ? null : cut
}

function without({ traces, cases }: WeightedTraces, at: number): LifeCycleTraces {
  return { traces: traces.filter((_, t) => t !== at), cases: cases.filter((_, t) => t !== at) }
}

function projected({ traces, cases }: LifeCycleTraces, activities: readonly number[]): LifeCycleTraces {
  const kept = new Set(activities)
  const bag = new TraceBag()
  traces.forEach((trace, t) => {
    bag.add(
      trace.filter(event => kept.has(activityOf(event))),
      cases[t]!,
    )
  })
  return bag
}

/** An activity that every trace has once. */
function oncePerTrace({ traces }: LifeCycleTraces, activities: readonly number[]): number | undefined {
  return activities.find(activity =>
    traces.every(trace => trace.filter(event => event === startOf(activity)).length === 1),
  )
}

/** An activity without which a cut fits. */
function besideOthers(log: LifeCycleTraces, graph: LifeCycleGraph, { cancel }: Watch): number | undefined {
  const tracesOf = new Map<number, number[]>(graph.activities.map(activity => [activity, []]))
  log.traces.forEach((trace, t) => {
    for (const activity of new Set(trace.map(activityOf))) tracesOf.get(activity)!.push(t)
  })
  return graph.activities.find(activity => {
    cancel.throwIfCancelled()
    const at = tracesOf.get(activity)!
    const own = { traces: at.map(t => log.traces[t]!), cases: at.map(t => log.cases[t]!) }
    const others = own.traces.map(trace => trace.filter(event => activityOf(event) !== activity))
    const rest = exchanged(graph, lifeCycleGraph(own), lifeCycleGraph({ traces: others, cases: own.cases }))
    // others overlap as they do, with the activity or without it
    return validCut({ ...rest, activities: rest.activities.filter(other => other !== activity) }, graph) !== null
  })
}

/** A graph of traces of which some are exchanged for others: only these are passed over. */
function exchanged(graph: LocalGraph, gone: LocalGraph, come: LocalGraph): LocalGraph {
  type Counts = ReadonlyMap<number, number>
  const counted = (all: Counts, less: Counts | undefined, more: Counts | undefined): Counts => {
    const counts = new Map(all)
    for (const [key, by] of more ?? []) counts.set(key, (counts.get(key) ?? 0) + by)
    for (const [key, by] of less ?? []) {
      const left = counts.get(key)! - by
      if (left > 0) counts.set(key, left)
      else counts.delete(key)
    }
    return counts
  }
  const successors = new Map(graph.successors)
  for (const symbol of new Set([...gone.successors.keys(), ...come.successors.keys()]))
    successors.set(
      symbol,
      counted(graph.successors.get(symbol) ?? new Map(), gone.successors.get(symbol), come.successors.get(symbol)),
    )
  return {
    activities: graph.activities,
    successors,
    starts: counted(graph.starts, gone.starts, come.starts),
    ends: counted(graph.ends, gone.ends, come.ends),
  }
}

/** Cut where nothing runs, an end activity has just completed and a start activity begins; null where there is no such place. */
function roundsOf({ traces, cases }: LifeCycleTraces, { starts, ends }: LifeCycleGraph): LifeCycleTraces | null {
  const bag = new TraceBag()
  let cuts = 0
  traces.forEach((trace, t) => {
    let from = 0
    let running = 0
    trace.forEach((event, i) => {
      const isNew = running === 0 && i > 0 && starts.has(activityOf(event)) && ends.has(activityOf(trace[i - 1]!))
      if (isNew) {
        bag.add(trace.slice(from, i), cases[t]!)
        from = i
        cuts++
      }
      running += event % 2 === 0 ? 1 : -1
    })
    bag.add(trace.slice(from), cases[t]!)
  })
  return cuts === 0 ? null : bag
}
