import { byFrequency, byText, countClasses, serviceByClass } from '../../log/count/activities.ts'
import { type ArcCounts, countArcs } from '../../log/count/arcs.ts'
import { rowsPerCase, spansOf, throughputOf } from '../../log/count/case-times.ts'
import { workingOf } from '../../log/count/clock.ts'
import { coded } from '../../log/count/coded.ts'
import { durationsByGroup, durationsInPlace, presentOf } from '../../log/count/durations.ts'
import type { Entries } from '../../log/count/entries.ts'
import { eventuallyFollows } from '../../log/count/eventually-follows.ts'
import { byPieces } from '../../log/count/pace.ts'
import { radixSort } from '../../log/count/radix.ts'
import { topOf } from '../../log/count/top.ts'
import { countOccurring, variantIds, variantOrder, variantsOf } from '../../log/count/variants.ts'
import {
  type Activities,
  type Arcs,
  type Pairs,
  type Rework,
  type Size,
  type Summary,
  TO_END,
  type Variants,
} from '../../log/engine.ts'
import { eventColumn } from '../../log/event-log.ts'
import { clockIn, limitOf, orNull, placesOf, rowOf, type Scene } from './scene.ts'

export function size({ entries, log, opened }: Scene): Size {
  return {
    cases: entries.cases.length,
    events: entries.events,
    totalCases: log.caseCount,
    totalEvents: opened.totalEvents,
    emptied: entries.emptied,
  }
}

export async function summary(scene: Scene): Promise<Summary> {
  const { entries, log, view, pace } = scene
  const groups = await variantsOf(entries, pace)
  const { first, last } = await spansOf(entries, pace)
  let start = Number.POSITIVE_INFINITY
  let end = Number.NEGATIVE_INFINITY
  for (let k = 0; k < first.length; k++) {
    if (first[k]! < start) start = first[k]!
    if (last[k]! > end) end = last[k]!
  }
  const working = workingOf(log, view.calendar)
  return {
    ...size(scene),
    entries: entries.size,
    activities: await distinctOf(scene, log.activity.key),
    classes: countOccurring(entries, groups),
    variants: groups.count,
    resources: log.resourceKey === null ? null : await distinctOf(scene, log.resourceKey),
    start: orNull(start),
    end: orNull(end),
    throughput: durationsInPlace(presentOf(await throughputOf(entries, working, pace))),
    eventsPerCase: durationsInPlace(rowsPerCase(entries)),
  }
}

/** Distinct values of an event attribute among the entries. */
async function distinctOf({ entries, log, pace }: Scene, key: string): Promise<number> {
  const column = eventColumn(log, key)
  if (!column) return 0
  const { codes, size } = coded(column, log.eventCount)
  const found = new Uint8Array(size)
  let distinct = 0
  await byPieces(entries, pace, (a, b) => {
    for (let k = a; k < b && distinct < size; k++)
      for (let e = entries.from[k]!, end = entries.to[k]!; e < end; e++) {
        const code = codes[rowOf(entries.rows, e)]!
        if (code < 0 || found[code] === 1) continue
        found[code] = 1
        distinct++
      }
  })
  return distinct
}

export async function activities(scene: Scene): Promise<Activities> {
  const { entries, pace } = scene
  const { texts, rank } = entries.seen
  const counts = await countClasses(entries, pace)
  const order = byFrequency(counts, rank)
  const service = serviceByClass(entries, await clockIn(scene))
  const column = (values: Int32Array) => order.map(symbol => values[symbol]!)
  return {
    activity: order.map(symbol => texts[symbol]!),
    frequency: column(counts.frequency),
    caseFrequency: column(counts.caseFrequency),
    startFrequency: column(counts.startFrequency),
    endFrequency: column(counts.endFrequency),
    maxRepetitions: column(counts.maxRepetitions),
    first: order.map(symbol => orNull(counts.first[symbol]!)),
    last: order.map(symbol => orNull(counts.last[symbol]!)),
    service: order.map(symbol => (service === null || service[symbol]!.n === 0 ? null : service[symbol]!)),
  }
}

export async function arcs(scene: Scene, { quantiles }: { readonly quantiles?: boolean }): Promise<Arcs> {
  const { entries, pace } = scene
  const { seen, symbols } = entries
  const input = { entries, symbols, size: seen.texts.length, borders: true }
  const counts = await countArcs(input, await clockIn(scene), quantiles === true, pace)
  const classes = arcClasses(counts, seen.rank)
  const places = placesOf(classes, seen.texts.length)
  const { order, from, to } = arcOrder(counts, places)
  return {
    activities: classes.map(symbol => seen.texts[symbol]!),
    from,
    to,
    frequency: listOf(order, slot => counts.frequency[slot]!),
    caseFrequency: listOf(order, slot => counts.caseFrequency[slot]!),
    timeMeaning: seen.hasStarts ? 'waiting' : 'between-completions',
    time: listOf(order, slot => counts.time[slot]!),
    overlaps: listOf(order, slot => counts.overlaps[slot]!),
  }
}

/** Symbols that some arc comes from, by text: every class that occurs, where the arcs to the end are counted. */
function arcClasses(counts: ArcCounts, rank: Int32Array): number[] {
  const found = new Uint8Array(rank.length)
  for (let slot = 0; slot < counts.count; slot++) if (counts.from[slot]! >= 0) found[counts.from[slot]!] = 1
  const classes: number[] = []
  for (let symbol = 0; symbol < found.length; symbol++) if (found[symbol] === 1) classes.push(symbol)
  return classes.sort((a, b) => rank[a]! - rank[b]!)
}

/** Slots by frequency descending, then from, then to; start before the classes before the end. */
export function arcOrder(
  counts: Pick<ArcCounts, 'count' | 'from' | 'to'> & { readonly frequency: ArrayLike<number> },
  places: Int32Array,
): { order: Int32Array; from: number[]; to: number[] } {
  const { count, from, to, frequency } = counts
  const place = (symbol: number) => (symbol < 0 ? symbol : places[symbol]!)
  const key = (symbol: number) => (symbol === TO_END ? places.length + 1 : place(symbol) + 1)
  let most = 0
  let order: Int32Array = new Int32Array(count)
  for (let slot = 0; slot < count; slot++) {
    order[slot] = slot
    most = Math.max(most, frequency[slot]!)
  }
  order = radixSort(order, slot => key(to[slot]!), places.length + 1)
  order = radixSort(order, slot => key(from[slot]!), places.length + 1)
  order = radixSort(order, slot => most - frequency[slot]!, most)
  return { order, from: listOf(order, slot => place(from[slot]!)), to: listOf(order, slot => place(to[slot]!)) }
}

/** A plain array, for JSON. */
export function listOf<T>(order: Int32Array, value: (i: number) => T): T[] {
  const list = new Array<T>(order.length)
  for (let i = 0; i < order.length; i++) list[i] = value(order[i]!)
  return list
}

export async function variants(scene: Scene, ask: { readonly limit?: number }): Promise<Variants> {
  const { entries, log, view, pace } = scene
  const groups = await variantsOf(entries, pace)
  const limit = limitOf(ask.limit, groups.count)
  const shown = topOf(groups.count, limit, variantOrder(entries, groups))
  const places = new Int32Array(groups.count).fill(-1)
  shown.forEach((v, i) => {
    places[v] = i
  })
  const times = await throughputOf(entries, workingOf(log, view.calendar), pace)
  const stats = durationsByGroup(times, groups.of, shown.length, places)
  const id = variantIds(entries)
  let shownCases = 0
  for (const v of shown) shownCases += groups.cases[v]!
  return {
    variants: Array.from(shown, (v, i) => ({
      id: id(groups.example[v]!),
      activities: textsOf(entries, groups.example[v]!),
      cases: groups.cases[v]!,
      throughput: stats[i]!,
    })),
    totalVariants: groups.count,
    totalCases: entries.cases.length,
    omittedVariants: groups.count - shown.length,
    omittedCases: entries.cases.length - shownCases,
  }
}

const textsOf = ({ from, to, symbols, seen }: Entries, k: number): string[] =>
  Array.from(symbols.subarray(from[k]!, to[k]!), symbol => seen.texts[symbol]!)

export async function pairs({ entries, pace }: Scene): Promise<Pairs> {
  const counts = await eventuallyFollows(entries, pace)
  const classes = byText(await countClasses(entries, pace), entries.seen.rank)
  const { order, from, to } = arcOrder(counts, placesOf(classes, entries.seen.texts.length))
  return {
    activities: classes.map(symbol => entries.seen.texts[symbol]!),
    from,
    to,
    frequency: listOf(order, slot => counts.frequency[slot]!),
    caseFrequency: listOf(order, slot => counts.caseFrequency[slot]!),
  }
}

export async function rework({ entries, pace }: Scene): Promise<Rework> {
  const counts = await countClasses(entries, pace)
  const order = byFrequency(counts, entries.seen.rank)
  const { frequency, caseFrequency, selfLoops, reworkCases } = counts
  const repeated = (symbol: number) => frequency[symbol]! - caseFrequency[symbol]!
  return {
    activity: order.map(symbol => entries.seen.texts[symbol]!),
    frequency: order.map(symbol => frequency[symbol]!),
    selfLoops: order.map(symbol => selfLoops[symbol]!),
    loops: order.map(symbol => repeated(symbol) - selfLoops[symbol]!),
    rework: order.map(repeated),
    reworkCases: order.map(symbol => reworkCases[symbol]!),
    cases: counts.casesWithRework,
    totalCases: entries.cases.length,
  }
}
