import { compareText } from '../../base/sort.ts'

export interface NaiveThresholds {
  readonly dependency: number
  readonly loopOfOne: number
  readonly loopOfTwo: number
  readonly longDistance: number
  readonly relativeToBest: number
  readonly and: number
  readonly noise: number
}

/** Definitions of Weijters & Ribeiro 2011 on traces of names, one event at a time: slow, and nothing like the product. */
export class NaiveHeuristics {
  readonly nodes: readonly string[]
  private readonly traces: readonly (readonly string[])[]
  private readonly noise: number

  constructor(traces: readonly (readonly string[])[], noise = 0) {
    this.traces = traces
    this.noise = noise
    this.nodes = ['▶', ...[...new Set(traces.flat())].sort(compareText), '■']
  }

  /** How often the pattern stands in the traces, from ▶ to ■. */
  times(...pattern: string[]): number {
    const at = (trace: readonly string[]) =>
      trace.filter((_, i) => pattern.every((name, k) => trace[i + k] === name)).length
    return this.traces.reduce((sum, trace) => sum + at(['▶', ...trace, '■']), 0)
  }

  private isActivity = (node: string) => node !== '▶' && node !== '■'

  direct(a: string, b: string): number {
    const count = this.times(a, b)
    if (!this.isActivity(a) || !this.isActivity(b) || this.noise === 0) return count
    const activities = this.nodes.filter(this.isActivity)
    const most = (node: string) =>
      Math.max(...activities.flatMap(other => [this.times(node, other), this.times(other, node)]))
    return count < this.noise * Math.min(most(a), most(b)) ? 0 : count
  }

  dependency(a: string, b: string): number {
    const [forth, back] = [this.direct(a, b), this.direct(b, a)]
    return a === b ? forth / (forth + 1) : (forth - back) / (forth + back + 1)
  }

  loopOfTwo(a: string, b: string): number {
    const both = a === b ? 0 : this.times(a, b, a) + this.times(b, a, b)
    return both / (both + 1)
  }

  /** Pairs with neither of the two between them. */
  distantPairs(a: string, b: string): number {
    let pairs = 0
    for (const trace of this.traces)
      trace.forEach((from, i) => {
        if (from !== a) return
        const next = trace.slice(i + 1).find(one => one === a || one === b)
        if (next === b) pairs++
      })
    return pairs
  }

  distance(a: string, b: string): number {
    const [one, other] = [this.times(a), this.times(b)]
    return (2 * this.distantPairs(a, b) - 2 * Math.abs(one - other)) / (one + other + 1)
  }

  /** Arcs but those over a distance: `from→to kind`, ascending. */
  arcs({ dependency, loopOfOne, loopOfTwo, relativeToBest }: NaiveThresholds): string[] {
    const { nodes } = this
    const first = (a: string) => this.isActivity(a) && this.direct(a, a) > 0 && this.dependency(a, a) >= loopOfOne
    const second = (a: string, b: string) =>
      a !== b &&
      this.isActivity(a) &&
      this.isActivity(b) &&
      !first(a) &&
      !first(b) &&
      this.direct(a, b) > 0 &&
      this.direct(b, a) > 0 &&
      this.loopOfTwo(a, b) >= loopOfTwo
    type Arc = readonly [string, string]
    const strength = ([a, b]: Arc) => this.dependency(a, b)
    const times = ([a, b]: Arc) => this.direct(a, b)
    const bestOf = (arcs: readonly Arc[]) =>
      arcs
        .filter(([a, b]) => a !== b && this.direct(a, b) > 0)
        .reduce<Arc | undefined>((best, arc) => {
          if (!best || strength(arc) > strength(best)) return arc
          return strength(arc) === strength(best) && times(arc) > times(best) ? arc : best
        }, undefined)
    const kept = (best: (node: string) => Arc | undefined) => (node: string) => {
      const own = best(node)
      if (!own || strength(own) >= dependency) return own
      const isLeftToPartner = nodes.some(partner => {
        const theirs = second(node, partner) ? best(partner) : undefined
        return theirs !== undefined && strength(theirs) - strength(own) > relativeToBest
      })
      return isLeftToPartner ? undefined : own
    }
    const bestOut = kept(a => bestOf(nodes.map(b => [a, b] as const)))
    const bestIn = kept(b => bestOf(nodes.map(a => [a, b] as const)))
    const isNear = (arc: Arc, best: Arc | undefined) =>
      best !== undefined && (best.join() === arc.join() || strength(best) - strength(arc) < relativeToBest)
    return nodes
      .flatMap(a =>
        nodes.flatMap(b => {
          if (a === b) return first(a) ? [`${a}→${b} loop-of-one`] : []
          if (second(a, b)) return [`${a}→${b} loop-of-two`]
          const arc = [a, b] as const
          const isKept = this.dependency(a, b) >= dependency || isNear(arc, bestOut(a)) || isNear(arc, bestIn(b))
          return this.direct(a, b) > 0 && isKept ? [`${a}→${b} direct`] : []
        }),
      )
      .sort()
  }
}
