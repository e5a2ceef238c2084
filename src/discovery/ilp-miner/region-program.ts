import { DualSimplex } from '../../base/linear-program.ts'
import type { SequenceEncoding } from './sequence-encoding.ts'

/** A place that lets every kept trace pass and is empty behind it: by activity, whether it puts a token on it, takes one. */
export interface Region {
  readonly puts: Uint8Array
  readonly takes: Uint8Array
}

/** `at` least or at most `right`; over puts, then over 1 - takes. */
interface Row {
  readonly factors: Float64Array
  readonly right: number
  readonly sign: 1 | -1
}

const WHOLE = 1e-6
/** Violated rows that are added at once. */
const ROWS_AT_ONCE = 8
/** Linear programs a place; with the best place found by then the search ends. */
const PROGRAMS = 400

/**
 * Places as regions of the language, found by integer programming: J. van der Werf et al., Process discovery using integer
 * linear programming, 2009; emptied by every trace: S. van Zelst et al., 2018. Of the places from one activity to another
 * one with fewest tokens over all vertices is told, of these one with fewest arcs. With 1 - takes in place of takes the
 * rows cover, and costs are not negative, as the dual simplex wants them; rows are added as they are violated, and what
 * is not whole is branched on. What is found is held against every vertex in whole numbers, so that no rounding lets a
 * trace fail.
 */
export class RegionProgram {
  private readonly graph: SequenceEncoding
  private readonly start: number
  private readonly end: number
  private readonly cost: Float64Array
  private rows: Row[] = []

  /** `start` and `end`: activities with which every trace begins and ends, and that happen nowhere else. */
  constructor(graph: SequenceEncoding, start: number, end: number) {
    this.graph = graph
    this.start = start
    this.end = end
    const { size, before, last } = graph
    const perArc = 1 / (4 * size + 1)
    this.cost = new Float64Array(2 * size)
    last.forEach((activity, v) => {
      for (let a = 0; a < size; a++) this.cost[a]! += before[v * size + a]! + (a === activity ? 1 : 0)
    })
    for (let a = 0; a < size; a++) {
      this.cost[size + a] = this.cost[a]! - perArc
      this.cost[a]! += perArc
    }
  }

  /** The best place that `from` puts a token on and `to` takes one from; there always is one. */
  between(from: number, to: number): Region {
    const { size } = this.graph
    this.rows = []
    const fixed = new Int8Array(2 * size).fill(-1)
    fixed[this.end] = 0
    fixed[size + this.start] = 1
    fixed[from] = 1
    fixed[size + to] = 0
    // a token from start to end that all others only look at is always a region
    let best = Float64Array.from({ length: 2 * size }, (_, i) =>
      (i < size ? i !== this.end : i === size + this.start) ? 1 : 0,
    )
    let bestCost = this.costOf(best)
    const open = [fixed]
    for (let programs = 0; open.length > 0 && programs < PROGRAMS; ) {
      const node = open.pop()!
      const solved = this.relaxed(node, bestCost, PROGRAMS - programs)
      programs += solved.programs
      if (solved.z === null) continue
      const split = mostBroken(solved.z)
      if (split < 0) {
        best = solved.z.map(Math.round)
        bestCost = this.costOf(best)
        continue
      }
      const [far, near] = [node.slice(), node.slice()]
      near[split] = Math.round(solved.z[split]!)
      far[split] = 1 - near[split]!
      open.push(far, near)
    }
    const takes = Uint8Array.from(best.subarray(size), one => 1 - one)
    return { puts: Uint8Array.from(best.subarray(0, size)), takes }
  }

  private costOf = (z: ArrayLike<number>): number => this.cost.reduce((sum, cost, i) => sum + cost * z[i]!, 0)

  /** The best z that breaks no row, whole or not; null where none is better than `bound`, or the programs are used up. */
  private relaxed(fixed: Int8Array, bound: number, most: number): { z: Float64Array | null; programs: number } {
    for (let programs = 1; programs <= most; programs++) {
      const z = this.solve(fixed)
      if (z === null || this.costOf(z) >= bound - WHOLE) return { z: null, programs }
      const isWhole = mostBroken(z) < 0
      const violated = this.violated(isWhole ? z.map(Math.round) : z)
      if (violated.length === 0) return { z, programs }
      this.rows.push(...violated)
    }
    return { z: null, programs: most }
  }

  private solve(fixed: Int8Array): Float64Array | null {
    const free: number[] = []
    fixed.forEach((value, i) => {
      if (value < 0) free.push(i)
    })
    const columns: [number, number][][] = free.map(() => [])
    const right: number[] = []
    for (const { factors, right: whole, sign } of this.rows) {
      const row = right.push(fixed.reduce((rest, value, i) => (value > 0 ? rest - factors[i]! : rest), whole)) - 1
      free.forEach((i, column) => {
        if (factors[i] !== 0) columns[column]!.push([row, factors[i]!])
      })
      columns.push([[row, -sign]])
    }
    const cost = new Float64Array(columns.length)
    free.forEach((i, column) => {
      cost[column] = this.cost[i]!
    })
    const solution = new DualSimplex({ rows: right.length, columns, cost }).solve(right)
    if (solution === null || !solution.isOptimal) return null
    const z = Float64Array.from(fixed)
    free.forEach((i, column) => {
      z[i] = solution.x[column]!
    })
    return z
  }

  /** The rows that z breaks most: of vertices (a token must be there to be taken), of ends (none may be left), of z <= 1. */
  private violated(z: Float64Array): Row[] {
    const { size, before, last } = this.graph
    const found: { excess: number; vertex: number; sign: 1 | -1 }[] = []
    const tell = (excess: number, vertex: number, sign: 1 | -1) => {
      if (excess > WHOLE) found.push({ excess, vertex, sign })
    }
    last.forEach((activity, v) => {
      let sum = z[size + activity]! - 1
      for (let a = 0, at = v * size; a < size; a++, at++) {
        const count = before[at]!
        if (count > 0) sum += count * (z[a]! + z[size + a]! - 1)
      }
      tell(-sum, v, 1)
      if (activity === this.end) tell(sum, v, -1)
    })
    found.sort((a, b) => b.excess - a.excess || a.vertex - b.vertex || b.sign - a.sign)
    const rows = found.slice(0, ROWS_AT_ONCE).map(({ vertex, sign }) => this.row(vertex, sign))
    z.forEach((value, i) => {
      if (value <= 1 + WHOLE) return
      const factors = new Float64Array(2 * size)
      factors[i] = 1
      rows.push({ factors, right: 1, sign: -1 })
    })
    return rows
  }

  private row(vertex: number, sign: 1 | -1): Row {
    const { size, before, last } = this.graph
    const factors = new Float64Array(2 * size)
    let right = 1
    for (let a = 0; a < size; a++) {
      const count = before[vertex * size + a]!
      factors[a] = count
      factors[size + a] = count
      right += count
    }
    factors[size + last[vertex]!]! += 1
    return { factors, right, sign }
  }
}

/** The entry farthest from a whole number; -1: all are whole. */
function mostBroken(z: Float64Array): number {
  let found = -1
  let most = WHOLE
  z.forEach((value, i) => {
    const broken = Math.abs(value - Math.round(value))
    if (broken > most + WHOLE) {
      most = broken
      found = i
    }
  })
  return found
}
