import { notApplicable, ok, type Result } from '../base/result.ts'
import { compareText } from '../base/sort.ts'
import { noPace } from '../log/count/pace.ts'
import type { VariantLog } from '../log/variant-log.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { reachability } from './alignments/reachable.ts'
import { MarkingGraph } from './marking-graph.ts'
import { indexNet } from './net-index.ts'
import { VisibleGraph } from './visible-steps.ts'

/** Which activities come directly after which, begin and end, with how often where it was counted (1 each of a net). */
export interface Footprints {
  /** Activity, activity right after it. */
  readonly follows: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly starts: ReadonlySet<string>
  readonly ends: ReadonlySet<string>
}

export interface FootprintsConformance {
  /** 0..1: what of the log the net has too; pairs weigh by how often they occur. */
  readonly fitness: number
  /** 0..1: pairs of the net that the log has too. */
  readonly precision: number
  /** Pairs of the log that the net does not have, most frequent first. */
  readonly deviations: readonly { readonly from: string; readonly to: string; readonly times: number }[]
}

/** Markings of a net that are looked at. */
const MARKINGS = 200_000
const PIECE = 2000

export function logFootprints(log: VariantLog): Footprints {
  const follows = new Map<string, Map<string, number>>()
  const starts = new Set<string>()
  const ends = new Set<string>()
  for (let v = 0; v < log.cases.length; v++) {
    const [from, to] = [log.offsets[v]!, log.offsets[v + 1]!]
    if (from === to) continue
    const name = (i: number) => log.activities[log.symbols[i]!]!
    starts.add(name(from))
    ends.add(name(to - 1))
    for (let i = from; i + 1 < to; i++) add(follows, name(i), name(i + 1), log.cases[v]!)
  }
  return { follows, starts, ends }
}

/** Of the runs of the net that end in a final marking. */
export async function netFootprints(net: PetriNet, pace = noPace): Promise<Result<Footprints>> {
  const graph = new MarkingGraph(indexNet(net))
  let state = graph.explore(PIECE, MARKINGS)
  for (; state === 'going on'; state = graph.explore(PIECE, MARKINGS)) await pace.step()
  if (state !== 'complete')
    return notApplicable(`the net has more than ${MARKINGS} markings, too many to say what follows what`)
  const reach = reachability(graph)
  if (reach.alive[0] !== 1) return notApplicable('no final marking of the net can be reached from its initial marking')
  const visible = new VisibleGraph(graph, {
    limit: Number.POSITIVE_INFINITY,
    isAlive: marking => reach.alive[marking] === 1,
  })
  const { labels } = graph.index
  const follows = new Map<string, Map<string, number>>()
  const starts = new Set<string>()
  const ends = new Set<string>()
  const seen = new Set([0])
  for (const marking of seen) {
    await pace.step()
    const steps = visible.steps(marking)
    labels.forEach((label, l) => {
      for (let s = steps.byLabel[l]!; s < steps.byLabel[l + 1]!; s++) {
        const target = steps.target[s]!
        seen.add(target)
        if (marking === 0) starts.add(label)
        const after = visible.steps(target)
        if (after.finish >= 0) ends.add(label)
        labels.forEach((next, n) => {
          if (after.byLabel[n]! < after.byLabel[n + 1]!) add(follows, label, next, 0)
        })
      }
    })
  }
  for (const row of follows.values()) for (const to of row.keys()) row.set(to, 1)
  return ok({ follows, starts, ends })
}

/**
 * How far the footprints of a log and of a net agree. Fitness: the share of the log's directly-follows occurrences that the net has,
 * weighed with the number of the log's pairs, and the starts and ends that the net has.
 * Precision: the share of the net's pairs that the log has. Cheap, but blind to everything beyond two activities.
 */
export function footprintsConformance(log: Footprints, net: Footprints): FootprintsConformance {
  const relations = relationsOf(log)
  const deviations: { from: string; to: string; times: number }[] = []
  let occurrences = 0
  for (const [from, row] of log.follows)
    for (const [to, times] of row) {
      occurrences += times
      if (!net.follows.get(from)?.has(to)) deviations.push({ from, to, times })
    }
  const wrong = deviations.reduce((sum, { times }) => sum + times, 0)
  const fittingEnds = count(log.starts, net.starts) + count(log.ends, net.ends)
  const size = relations.size + log.starts.size + log.ends.size
  const share = occurrences > 0 ? 1 - wrong / occurrences : 1
  const ofNet = relationsOf(net)
  deviations.sort((a, b) => b.times - a.times || compareText(a.from, b.from) || compareText(a.to, b.to))
  return {
    fitness: size > 0 ? (share * relations.size + fittingEnds) / size : 1,
    precision: ofNet.size > 0 ? count(ofNet, relations) / ofNet.size : 1,
    deviations,
  }
}

const count = (of: ReadonlySet<string>, other: ReadonlySet<string>) => [...of].filter(one => other.has(one)).length

const relationsOf = ({ follows }: Footprints): Set<string> =>
  new Set(Array.from(follows, ([from, row]) => Array.from(row.keys(), to => JSON.stringify([from, to]))).flat())

function add(follows: Map<string, Map<string, number>>, from: string, to: string, times: number): void {
  let row = follows.get(from)
  if (row === undefined) follows.set(from, (row = new Map()))
  row.set(to, (row.get(to) ?? 0) + times)
}
