import { compareText } from '../base/sort.ts'
import type { Traces } from '../log/engine.ts'

/** simultaneous: all start and end together; sequential: one after the other; concurrent: they overlap otherwise. */
export type BatchKind = 'simultaneous' | 'sequential' | 'concurrent'

/** Several instances of an activity that waited for one another and were then done together by one resource. */
export interface Batch {
  readonly activity: string
  readonly resource: string
  readonly kind: BatchKind
  /** In order of start, by case and place in it (from 0). */
  readonly members: readonly { readonly caseId: string; readonly index: number }[]
  /** Epoch ms. */
  readonly start: number
  readonly end: number
  /** Total time, in ms, from when members could have been done to the start of the batch. */
  readonly waitedMs: number
}

export interface BatchOptions {
  /** Fewest members. Default 2. */
  readonly minSize?: number
  /** Longest pause, in ms, between the members of a sequential batch. Default 0. */
  readonly maxGap?: number
  /** Date attribute that tells when an instance could have been done; else the complete of the one before in its case. */
  readonly enabledKey?: string
}

interface Instance {
  readonly caseId: string
  readonly index: number
  readonly start: number
  readonly end: number
  readonly enabled: number
}

/**
 * Batch processing: N. Martin, M. Swennen, B. Depaire, M. Jans, A. Caris, K. Vanhoof, Batch processing: definition and
 * event log identification, 2015. Members are all enabled before the first of them starts. Instances without start,
 * complete or resource are left out; the first of a case is enabled when it starts unless `enabledKey` says otherwise.
 * By start, then activity, then resource. O(n log n).
 */
export function batches(
  traces: Pick<Traces, 'activities' | 'id' | 'offsets' | 'symbols' | 'start' | 'complete' | 'attributes'>,
  resourceKey: string,
  options: BatchOptions = {},
): readonly Batch[] {
  const groups = instancesByWork(traces, resourceKey, options.enabledKey)
  const found: Batch[] = []
  for (const [key, instances] of groups) {
    const [activity, resource] = JSON.parse(key) as [string, string]
    instances.sort((a, b) => a.start - b.start || a.end - b.end || compareText(a.caseId, b.caseId) || a.index - b.index)
    for (const members of runs(instances, options.maxGap ?? 0))
      if (members.length >= (options.minSize ?? 2)) found.push(batchOf(activity, resource, members))
  }
  return found.sort(
    (a, b) =>
      a.start - b.start || compareText(a.activity, b.activity) || compareText(a.resource, b.resource) || a.end - b.end,
  )
}

function instancesByWork(
  traces: Parameters<typeof batches>[0],
  resourceKey: string,
  enabledKey: string | undefined,
): Map<string, Instance[]> {
  const groups = new Map<string, Instance[]>()
  const resources = traces.attributes[resourceKey] ?? []
  const enabledAt = enabledKey === undefined ? undefined : traces.attributes[enabledKey]
  traces.id.forEach((caseId, c) => {
    const from = traces.offsets[c]!
    for (let at = from; at < traces.offsets[c + 1]!; at++) {
      const [start, end] = [traces.start[at], traces.complete[at]]
      const resource = resources[at]
      if (start === null || start === undefined || end === null || end === undefined) continue
      if (resource === null || resource === undefined) continue
      const before = at > from ? traces.complete[at - 1] : null
      const told = enabledAt?.[at]
      const enabled = typeof told === 'number' ? told : Math.min(before ?? start, start)
      const key = JSON.stringify([traces.activities[traces.symbols[at]!]!, String(resource)])
      const group = groups.get(key) ?? []
      group.push({ caseId, index: at - from, start, end, enabled })
      groups.set(key, group)
    }
  })
  return groups
}

/** Instances (by start) in groups that may be one batch; what was not yet enabled when a batch began is left for another. */
function runs(instances: readonly Instance[], maxGap: number): Instance[][] {
  const found: Instance[][] = []
  const waiting = new Waiting(instances.map(({ enabled }) => enabled))
  for (let f = waiting.next(0); f < instances.length; f = waiting.next(f + 1)) {
    const first = instances[f]!
    const members = [first]
    let end = first.end
    for (let i = waiting.next(f + 1, first.start); i < instances.length; i = waiting.next(i + 1, first.start)) {
      const next = instances[i]!
      if (next.start - end > maxGap) break
      waiting.take(i)
      members.push(next)
      end = Math.max(end, next.end)
    }
    found.push(members)
  }
  return found
}

/** A list of instants of which the next one that is early enough is found without looking at all between: a tree of minima. */
class Waiting {
  private readonly width: number
  private readonly least: Float64Array

  constructor(instants: readonly number[]) {
    this.width = 2 ** Math.ceil(Math.log2(Math.max(1, instants.length)))
    this.least = new Float64Array(2 * this.width).fill(TAKEN)
    this.least.set(instants, this.width)
    for (let node = this.width - 1; node > 0; node--) this.update(node)
  }

  take(index: number): void {
    this.least[this.width + index] = TAKEN
    for (let node = (this.width + index) >> 1; node > 0; node >>= 1) this.update(node)
  }

  /** The first index from `from` on that is not taken and not after `latest`; the list's length or more: none. */
  next(from: number, latest = Number.MAX_VALUE): number {
    if (from >= this.width) return from
    let node = this.width + from
    while (!(this.least[node]! <= latest)) {
      // to the right, by the nearest ancestor that this is a left child of
      while (node % 2 === 1) node >>= 1
      if (node === 0) return this.width
      node++
    }
    while (node < this.width) node = this.least[2 * node]! <= latest ? 2 * node : 2 * node + 1
    return node - this.width
  }

  private update(node: number): void {
    this.least[node] = Math.min(this.least[2 * node]!, this.least[2 * node + 1]!)
  }
}

const TAKEN = Number.POSITIVE_INFINITY

function batchOf(activity: string, resource: string, members: readonly Instance[]): Batch {
  const start = members[0]!.start
  const isTogether = members.every(one => one.start === start && one.end === members[0]!.end)
  const isInTurn = members.every((one, m) => m === 0 || one.start >= members[m - 1]!.end)
  return {
    activity,
    resource,
    kind: isTogether ? 'simultaneous' : isInTurn ? 'sequential' : 'concurrent',
    members: members.map(({ caseId, index }) => ({ caseId, index })),
    start,
    end: members.reduce((end, one) => Math.max(end, one.end), start),
    waitedMs: members.reduce((sum, one) => sum + start - Math.min(one.enabled, start), 0),
  }
}
