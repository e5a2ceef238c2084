import { compareText } from '../base/sort.ts'
import type { Traces } from '../log/engine.ts'
import type { TemporalProfile, TemporalRelation } from '../model/temporal-profile.ts'

/** What it takes of the engine's traces: pages may follow one another. */
export type TimedTraces = Pick<Traces, 'activities' | 'offsets' | 'symbols' | 'start' | 'complete'>

/**
 * Mean and standard deviation of the time between any two events of a case, by their activities.
 * A. Stertz, J. Mangler, S. Rinderle-Ma, Temporal conformance checking at runtime based on time-infused process models,
 * 2020. Pairs without both times, and pairs that overlap (the second started before the first completed), are left out.
 * B. Welford's update, 1962. O(pairs i < j of each case).
 */
export function temporalProfile(pages: Iterable<TimedTraces>): TemporalProfile {
  const counter = new PairTimes()
  for (const page of pages) counter.add(page)
  return counter.profile()
}

/** Collects pages one by one, for engines that answer in pages. */
export class PairTimes {
  private readonly names: string[] = []
  private readonly code = new Map<string, number>()
  private size = 0
  private pairs = new Float64Array(0)
  private mean = new Float64Array(0)
  private squares = new Float64Array(0)

  add({ activities, offsets, symbols, start, complete }: TimedTraces): void {
    const codes = activities.map(name => this.number(name))
    const longest = offsets.reduce((most, offset, c) => Math.max(most, (offsets[c + 1] ?? offset) - offset), 0)
    const activity = new Int32Array(longest)
    const from = new Float64Array(longest)
    const to = new Float64Array(longest)
    for (let c = 0; c + 1 < offsets.length; c++) {
      const length = offsets[c + 1]! - offsets[c]!
      for (let i = 0; i < length; i++) {
        const at = offsets[c]! + i
        activity[i] = codes[symbols[at]!]!
        from[i] = complete[at] ?? Number.NaN
        to[i] = start[at] ?? complete[at] ?? Number.NaN
      }
      this.addCase(activity, from, to, length)
    }
  }

  private addCase(activity: Int32Array, from: Float64Array, to: Float64Array, length: number): void {
    const { size, pairs, mean, squares } = this
    for (let i = 0; i < length; i++) {
      const row = activity[i]! * size
      const begin = from[i]!
      for (let j = i + 1; j < length; j++) {
        const passed = to[j]! - begin
        // false for a missing time too
        if (!(passed >= 0)) continue
        const at = row + activity[j]!
        const n = ++pairs[at]!
        const distance = passed - mean[at]!
        mean[at]! += distance / n
        squares[at]! += distance * (passed - mean[at]!)
      }
    }
  }

  profile(): TemporalProfile {
    const order = [...this.names.keys()].sort((a, b) => compareText(this.names[a]!, this.names[b]!))
    const relations: TemporalRelation[] = []
    for (const a of order)
      for (const b of order) {
        const at = a * this.size + b
        const pairs = this.pairs[at]!
        if (pairs === 0) continue
        relations.push({
          from: this.names[a]!,
          to: this.names[b]!,
          pairs,
          mean: this.mean[at]!,
          standardDeviation: pairs < 2 ? null : Math.sqrt(this.squares[at]! / (pairs - 1)),
        })
      }
    return { relations }
  }

  private number(name: string): number {
    const known = this.code.get(name)
    if (known !== undefined) return known
    const code = this.names.push(name) - 1
    this.code.set(name, code)
    if (code >= this.size) this.grow(Math.max(16, 2 * this.size))
    return code
  }

  private grow(size: number): void {
    const wider = (matrix: Float64Array) => {
      const grown = new Float64Array(size * size)
      for (let a = 0; a < this.size; a++) grown.set(matrix.subarray(a * this.size, (a + 1) * this.size), a * size)
      return grown
    }
    ;[this.pairs, this.mean, this.squares] = [wider(this.pairs), wider(this.mean), wider(this.squares)]
    this.size = size
  }
}
