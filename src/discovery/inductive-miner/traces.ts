/** Distinct traces with their cases, over symbols. The miner cuts it into smaller ones of the same kind. */
export interface WeightedTraces {
  readonly traces: readonly (readonly number[])[]
  readonly cases: readonly number[]
}

/** Collects traces and counts equal ones once. */
export class TraceBag implements WeightedTraces {
  readonly traces: (readonly number[])[] = []
  readonly cases: number[] = []
  private readonly known = new Map<string, number>()

  add(trace: readonly number[], cases: number): void {
    const key = trace.join(',')
    const at = this.known.get(key)
    if (at !== undefined) {
      this.cases[at]! += cases
      return
    }
    this.known.set(key, this.traces.length)
    this.traces.push(trace)
    this.cases.push(cases)
  }
}

export const caseCount = ({ cases }: WeightedTraces): number => cases.reduce((sum, n) => sum + n, 0)

/** Directly-follows of weighted traces: only the activities that occur, ascending by symbol. */
export interface LocalGraph {
  /** Symbols, ascending: the order of names where symbols are numbered by name. */
  readonly activities: readonly number[]
  /** successors.get(a).get(b) = frequency. */
  readonly successors: ReadonlyMap<number, ReadonlyMap<number, number>>
  readonly starts: ReadonlyMap<number, number>
  readonly ends: ReadonlyMap<number, number>
}

export function localGraph({ traces, cases }: WeightedTraces): LocalGraph {
  const successors = new Map<number, Map<number, number>>()
  const starts = new Map<number, number>()
  const ends = new Map<number, number>()
  const activities = new Set<number>()
  traces.forEach((trace, t) => {
    const weight = cases[t]!
    if (trace.length === 0) return
    add(starts, trace[0]!, weight)
    add(ends, trace.at(-1)!, weight)
    for (let i = 0; i < trace.length; i++) {
      activities.add(trace[i]!)
      if (i === 0) continue
      let row = successors.get(trace[i - 1]!)
      if (!row) {
        row = new Map()
        successors.set(trace[i - 1]!, row)
      }
      add(row, trace[i]!, weight)
    }
  })
  return { activities: [...activities].sort((a, b) => a - b), successors, starts, ends }
}

const add = (counts: Map<number, number>, key: number, by: number) => counts.set(key, (counts.get(key) ?? 0) + by)

export const follows = ({ successors }: LocalGraph, a: number, b: number): boolean => successors.get(a)?.has(b) ?? false

/** Arcs of the graph, by symbol. */
export function* arcsOf({ successors }: LocalGraph): Generator<readonly [number, number]> {
  for (const [a, row] of successors) for (const b of row.keys()) yield [a, b]
}

/** The number of the part that each symbol is in; undefined (or −1) where it is in none. */
export function partNumbers(parts: readonly (readonly number[])[]): Int32Array {
  let size = 0
  for (const part of parts) for (const symbol of part) size = Math.max(size, symbol + 1)
  const numbers = new Int32Array(size).fill(-1)
  parts.forEach((part, p) => {
    for (const symbol of part) numbers[symbol] = p
  })
  return numbers
}
