import { RequestError } from '../../base/errors.ts'
import { compareText } from '../../base/sort.ts'
import { type Spans, spansOf } from '../../log/count/case-times.ts'
import { durationsInPlace, presentOf } from '../../log/count/durations.ts'
import { pairIn } from '../../log/count/event-clauses.ts'
import { histogramOf } from '../../log/count/histogram.ts'
import { classMask } from '../../log/count/match.ts'
import { byPieces } from '../../log/count/pace.ts'
import { binFinder, type TimeBins, timeBins } from '../../log/count/time-bins.ts'
import { topOf } from '../../log/count/top.ts'
import type { Segments, Throughput, TimeSeries } from '../../log/engine.ts'
import { clockIn, limitOf, rowOf, type Scene, zoneIn } from './scene.ts'

type Series = 'events' | 'active-cases' | 'started-cases' | 'completed-cases'

export async function timeSeries(
  scene: Scene,
  ask: { readonly of: Series; readonly bins?: number },
): Promise<TimeSeries> {
  const { entries, pace } = scene
  if (!['events', 'active-cases', 'started-cases', 'completed-cases'].includes(ask.of))
    throw new RequestError('"of" must be events, active-cases, started-cases or completed-cases.')
  const bins = await binsIn(scene, ask.bins)
  const value = new Float64Array(bins.at.length + 1)
  if (bins.at.length > 0) {
    const bin = binFinder(bins)
    if (ask.of === 'events') {
      const { complete } = scene.log
      await byPieces({ from: entries.rowFrom, to: entries.rowTo }, pace, (a, b) => {
        for (let k = a; k < b; k++)
          for (let p = entries.rowFrom[k]!, end = entries.rowTo[k]!; p < end; p++) {
            const time = complete[rowOf(entries.rowIds, p)]!
            if (!Number.isNaN(time)) value[bin(time)]!++
          }
      })
    } else countCases(await spansOf(entries, pace), ask.of, bin, value)
  }
  return { at: bins.at, value: Array.from(value.subarray(0, bins.at.length)), unit: bins.unit }
}

function countCases({ first, last }: Spans, of: Series, bin: (time: number) => number, value: Float64Array): void {
  for (let k = 0; k < first.length; k++) {
    if (Number.isNaN(first[k]!)) continue
    if (of === 'started-cases') value[bin(first[k]!)]!++
    else if (of === 'completed-cases') value[bin(last[k]!)]!++
    else {
      value[bin(first[k]!)]!++
      value[bin(last[k]!) + 1]!--
    }
  }
  if (of === 'active-cases') for (let i = 1; i < value.length; i++) value[i]! += value[i - 1]!
}

/** Bins over all times under the filter. */
async function binsIn(scene: Scene, bins: number | undefined): Promise<TimeBins> {
  const { first, last } = await spansOf(scene.entries, scene.pace)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let k = 0; k < first.length; k++) {
    if (first[k]! < low) low = first[k]!
    if (last[k]! > high) high = last[k]!
  }
  return timeBins(low, high, zoneIn(scene), bins)
}

/** Pairs of one arc that have both times. */
interface Way {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly k: Int32Array
}

async function waysOf({ entries, pace }: Scene, ask: { readonly from: string; readonly to: string }): Promise<Way> {
  const { symbols, complete, start, seen } = entries
  const isFrom = classMask(seen.texts, [ask.from])
  const isTo = classMask(seen.texts, [ask.to])
  let size = 1024
  let n = 0
  let from = new Float64Array(size)
  let to = new Float64Array(size)
  let of = new Int32Array(size)
  await byPieces(entries, pace, (a, b) => {
    for (let k = a; k < b; k++)
      for (let e = entries.from[k]! + 1, end = entries.to[k]!; e < end; e++) {
        if (isTo[symbols[e]!] === 0 || isFrom[symbols[e - 1]!] === 0) continue
        const left = complete[e - 1]!
        const done = complete[e]!
        if (Number.isNaN(left) || Number.isNaN(done)) continue
        if (n === size) {
          size *= 2
          const grown = [new Float64Array(size), new Float64Array(size)] as const
          grown[0].set(from)
          grown[1].set(to)
          from = grown[0]
          to = grown[1]
          const cases = new Int32Array(size)
          cases.set(of)
          of = cases
        }
        from[n] = left
        to[n] = start === null || Number.isNaN(start[e]!) ? done : start[e]!
        of[n++] = k
      }
  })
  return { from: from.subarray(0, n), to: to.subarray(0, n), k: of.subarray(0, n) }
}

export async function segments(
  scene: Scene,
  ask: { readonly from: string; readonly to: string; readonly limit?: number },
): Promise<Segments> {
  const { from, to, k } = await waysOf(scene, ask)
  const total = from.length
  const id = (i: number) => scene.log.caseIds.text(scene.entries.cases[k[i]!]!)
  const limit = limitOf(ask.limit, total)
  const shown = Array.from(
    topOf(total, limit, (i, j) => from[i]! - from[j]! || to[i]! - to[j]! || compareText(id(i), id(j)) || i - j),
  )
  return { from: shown.map(i => from[i]!), to: shown.map(i => to[i]!), caseId: shown.map(id), total }
}

/** Whole bins by a difference array, the ends of each way apart: O(pairs + bins). */
export async function load(
  scene: Scene,
  ask: { readonly from: string; readonly to: string; readonly bins?: number },
): Promise<TimeSeries> {
  const bins = await binsIn(scene, ask.bins)
  const count = bins.at.length
  if (count === 0) return { at: [], value: [], unit: bins.unit }
  const { from, to } = await waysOf(scene, ask)
  const bin = binFinder(bins)
  const whole = new Float64Array(count + 1)
  const partial = new Float64Array(count)
  const endOf = (i: number) => bins.at[i + 1] ?? bins.end
  for (let i = 0; i < from.length; i++) {
    const a = from[i]!
    const b = to[i]!
    if (b <= a) continue
    const first = bin(a)
    const last = bin(b)
    if (first === last) {
      partial[first]! += b - a
      continue
    }
    partial[first]! += endOf(first) - a
    partial[last]! += b - bins.at[last]!
    whole[first + 1]!++
    whole[last]!--
  }
  let inside = 0
  const value = bins.at.map((start, i) => {
    inside += whole[i]!
    return inside + partial[i]! / (endOf(i) - start)
  })
  return { at: bins.at, value, unit: bins.unit }
}

interface ThroughputAsk {
  readonly from: string
  readonly to: string
  readonly fromWhich?: 'first' | 'last'
  readonly toWhich?: 'first' | 'last'
  readonly bins?: number
}

export async function throughput(scene: Scene, ask: ThroughputAsk): Promise<Throughput> {
  const { entries, pace } = scene
  const { from, to, symbols, seen } = entries
  const { complete } = await clockIn(scene)
  const isFrom = classMask(seen.texts, [ask.from])
  const isTo = classMask(seen.texts, [ask.to])
  const times = new Float64Array(from.length).fill(Number.NaN)
  await byPieces(entries, pace, (a, b) => {
    for (let k = a; k < b; k++) {
      const pair = pairIn(symbols, from[k]!, to[k]!, isFrom, isTo, ask.fromWhich, ask.toWhich)
      if (pair !== null) times[k] = complete[pair.last]! - complete[pair.first]!
    }
  })
  const present = presentOf(times)
  const casesWithout = times.length - present.length
  return { stats: durationsInPlace(present), histogram: histogramOf(times, ask.bins), casesWithout }
}
