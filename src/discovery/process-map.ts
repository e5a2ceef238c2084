import { compareText } from '../base/sort.ts'
import { type Activities, type Arcs, FROM_START, TO_END } from '../log/engine.ts'
import type { ActivityClause } from '../log/filter.ts'
import { widestPaths } from './widest-paths.ts'

/** Which activities a map keeps, and what they stand for: "12 of 31 activities, 94 % of events". */
export interface ActivitySelection {
  /** Kept, most important first. */
  readonly activities: readonly string[]
  /** How many there are in all. */
  readonly of: number
  /** Entries of the kept activities, and of all. */
  readonly frequency: number
  readonly totalFrequency: number
}

/** Rows of `activities` by importance: cases that contain it, then occurrences, then name. */
export function rankActivities(activities: Activities): number[] {
  const { activity, frequency, caseFrequency } = activities
  return activity
    .map((_, i) => i)
    .sort(
      (a, b) =>
        caseFrequency[b]! - caseFrequency[a]! ||
        frequency[b]! - frequency[a]! ||
        compareText(activity[a]!, activity[b]!),
    )
}

/**
 * The activities slider: the most important `share` (0..1) of the activities, at least one. A larger share keeps
 * what a smaller one kept. Project the log to them (`keepClause`) and count again; hiding nodes of a finished graph
 * makes its numbers lie (W. van der Aalst, A practitioner's guide to process mining, 2019).
 */
export function keepActivities(activities: Activities, share: number): ActivitySelection {
  const kept = Math.max(1, Math.ceil(clamp(share) * activities.activity.length - 1e-9))
  return selection(activities, rankActivities(activities).slice(0, kept))
}

/** The selection of named activities; names that the log has not are left out. */
export function keepNamed(activities: Activities, names: Iterable<string>): ActivitySelection {
  const wanted = new Set(names)
  return selection(
    activities,
    rankActivities(activities).filter(i => wanted.has(activities.activity[i]!)),
  )
}

function selection(activities: Activities, rows: readonly number[]): ActivitySelection {
  const sum = (total: number, row: number) => total + activities.frequency[row]!
  return {
    activities: rows.map(row => activities.activity[row]!),
    of: activities.activity.length,
    frequency: rows.reduce(sum, 0),
    totalFrequency: activities.frequency.reduce((total, frequency) => total + frequency, 0),
  }
}

/** The clause that projects the log to a selection; null where everything is kept and nothing changes. */
export function keepClause(selected: ActivitySelection): ActivityClause | null {
  if (selected.activities.length === selected.of) return null
  return { kind: 'activity', mode: 'keep', activities: selected.activities }
}

/** What a node does not show: arcs into and out of it, with their frequency, and the frequency of all its arcs. */
export interface HiddenPaths {
  readonly inArcs: number
  readonly inFrequency: number
  readonly inTotal: number
  readonly outArcs: number
  readonly outFrequency: number
  readonly outTotal: number
}

export interface DrawnArcs {
  /** Rows of the `Arcs` to draw, ascending. Their numbers are those of the full graph. */
  readonly shown: readonly number[]
  /** One entry a node: the activities of the `Arcs` in order, then start, then end. */
  readonly hidden: readonly HiddenPaths[]
}

/**
 * The paths slider: the most frequent `share` (0..1) of the arcs, and those without which a node would lose its
 * best path from the start or to the end: the widest one, whose weakest arc is strongest (A. Augusto et al., Split
 * Miner, 2019, section 4). At 0 these alone; at 1 everything; a larger share draws what a smaller one drew.
 * What can be reached in the full graph can be reached in the drawn one. `along`: the arcs of this trace are always
 * drawn, where the log has them. O(arcs log arcs).
 */
export function drawArcs(arcs: Arcs, share: number, along: readonly string[] = []): DrawnArcs {
  const { from, to, frequency, activities } = arcs
  const nodes = activities.length + 2
  const start = nodes - 2
  const end = nodes - 1
  const tail = Int32Array.from(from, i => (i < 0 ? start : i))
  const head = Int32Array.from(to, i => (i < 0 ? end : i))
  const drawn = new Uint8Array(frequency.length)
  for (const row of widestPaths(nodes, tail, head, frequency, start)) drawn[row] = 1
  for (const row of widestPaths(nodes, head, tail, frequency, end)) drawn[row] = 1
  for (const row of rowsAlong(arcs, along)) drawn[row] = 1
  const ranked = frequency.map((_, i) => i).sort((a, b) => frequency[b]! - frequency[a]! || a - b)
  const most = Math.ceil(clamp(share) * ranked.length - 1e-9)
  for (let i = 0; i < most; i++) drawn[ranked[i]!] = 1
  const hidden = Array.from({ length: nodes }, () => ({
    inArcs: 0,
    inFrequency: 0,
    inTotal: 0,
    outArcs: 0,
    outFrequency: 0,
    outTotal: 0,
  }))
  const shown: number[] = []
  for (let row = 0; row < frequency.length; row++) {
    const out = hidden[tail[row]!]!
    const into = hidden[head[row]!]!
    out.outTotal += frequency[row]!
    into.inTotal += frequency[row]!
    if (drawn[row] === 1) shown.push(row)
    else {
      out.outArcs++
      out.outFrequency += frequency[row]!
      into.inArcs++
      into.inFrequency += frequency[row]!
    }
  }
  return { shown, hidden }
}

/** The arcs that a trace takes, from the start to the end. */
function rowsAlong(arcs: Arcs, trace: readonly string[]): number[] {
  if (trace.length === 0) return []
  const index = new Map(arcs.activities.map((name, i) => [name, i]))
  const steps = [FROM_START, ...trace.map(name => index.get(name)), TO_END]
  const taken = new Set(steps.slice(1).map((to, i) => `${steps[i]} ${to}`))
  return arcs.from.flatMap((from, row) => (taken.has(`${from} ${arcs.to[row]}`) ? [row] : []))
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share))
