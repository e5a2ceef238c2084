import { RequestError } from '../../base/errors.ts'
import type {
  ActivityClause,
  Clause,
  ConflictClause,
  EventAttributeClause,
  ReworkClause,
  TimeClause,
  VariantClause,
  VariantCoverageClause,
  VariantFrequencyClause,
} from '../filter.ts'
import { caseAttribute, eventAttribute } from './attributes.ts'
import { measureCases, type Spans, spansOf } from './case-times.ts'
import type { Clock } from './clock.ts'
import { coded } from './coded.ts'
import type { Entries } from './entries.ts'
import { followsTest } from './follows.ts'
import { anyClass, classMask, matcherOf } from './match.ts'
import type { Pace } from './pace.ts'
import { topOf } from './top.ts'
import { variantIds, variantOrder, variantsOf } from './variants.ts'

/** Which selected cases a case clause matches, its complement not yet taken; the definitions stand in filter.ts. */
export async function caseTest(
  entries: Entries,
  clause: Clause,
  clock: Clock,
  pace: Pace,
): Promise<(k: number) => boolean> {
  const { texts, log } = entries.seen
  switch (clause.kind) {
    case 'activity':
      return activityTest(entries, clause)
    case 'event-attribute':
      return attributeTest(entries, clause)
    case 'case-attribute': {
      const matches = matcherOf(caseAttribute(log, clause.key), clause)
      return k => matches(entries.cases[k]!)
    }
    case 'cases': {
      const wanted = new Set(clause.ids.map(id => log.caseIds.codeOf(id)))
      return k => wanted.has(entries.cases[k]!)
    }
    case 'time':
      return timeTest(await spansOf(entries, pace), clause)
    case 'variant':
    case 'variant-frequency':
    case 'variant-coverage': {
      const groups = await variantsOf(entries, pace)
      const hits = await variantHits(entries, clause, pace)
      return k => hits[groups.of[k]!] === 1
    }
    case 'performance': {
      const values = await measureCases(entries, clause.measure, clock, pace)
      const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = clause
      return k => values[k]! >= from && values[k]! < to
    }
    case 'endpoints': {
      const mask = (names: readonly string[] | undefined) => (names ? classMask(texts, names) : null)
      const isStart = mask(clause.start)
      const isEnd = mask(clause.end)
      const { from, to, symbols } = entries
      const fits = (mask: Uint8Array | null, k: number, e: number) =>
        mask === null || (to[k]! > from[k]! && mask[symbols[e]!] === 1)
      return k => fits(isStart, k, from[k]!) && fits(isEnd, k, to[k]! - 1)
    }
    case 'follows':
      return followsTest(entries, clause, clock)
    case 'rework':
      return reworkTest(entries, clause)
    case 'conflict':
      return conflictTest(entries, clause)
    default:
      throw new RequestError(`There is no clause "${(clause as { kind: string }).kind}".`)
  }
}

function activityTest({ seen, from, to, symbols }: Entries, clause: ActivityClause): (k: number) => boolean {
  const mask = classMask(seen.texts, clause.activities)
  const found = clause.mode === 'mandatory'
  return k => {
    for (let e = from[k]!, end = to[k]!; e < end; e++) if (mask[symbols[e]!] === 1) return found
    return !found
  }
}

function attributeTest(
  { seen, rowFrom, rowTo, rowIds }: Entries,
  clause: EventAttributeClause,
): (k: number) => boolean {
  const matches = matcherOf(eventAttribute(seen.log, clause.key), clause)
  const found = clause.mode === 'mandatory'
  return k => {
    for (let p = rowFrom[k]!, end = rowTo[k]!; p < end; p++) if (matches(rowIds === null ? p : rowIds[p]!)) return found
    return !found
  }
}

function timeTest({ first, last }: Spans, clause: TimeClause): (k: number) => boolean {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, mode } = clause
  if (mode === 'contained') return k => first[k]! >= from && last[k]! < to
  if (mode === 'intersecting') return k => first[k]! < to && last[k]! >= from
  const time = mode === 'started' ? first : last
  return k => time[k]! >= from && time[k]! < to
}

/** 1 for each variant that the clause means. */
async function variantHits(
  entries: Entries,
  clause: VariantClause | VariantFrequencyClause | VariantCoverageClause,
  pace: Pace,
): Promise<Uint8Array> {
  const groups = await variantsOf(entries, pace)
  const hits = new Uint8Array(groups.count)
  if (clause.kind === 'variant') {
    const wanted = new Set(clause.ids)
    const id = variantIds(entries)
    for (let v = 0; v < hits.length; v++) if (wanted.has(id(groups.example[v]!))) hits[v] = 1
  } else if (clause.kind === 'variant-frequency') {
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = clause
    for (let v = 0; v < hits.length; v++) if (groups.cases[v]! >= from && groups.cases[v]! < to) hits[v] = 1
  } else {
    const order = topOf(groups.count, groups.count, variantOrder(entries, groups))
    let covered = 0
    for (const v of order) {
      // A quotient rounds like the share as written: 7 of 100 cases are 0.07.
      if (covered / entries.cases.length >= clause.share) break
      covered += groups.cases[v]!
      hits[v] = 1
    }
  }
  return hits
}

function reworkTest({ seen, from, to, symbols }: Entries, clause: ReworkClause): (k: number) => boolean {
  const only = clause.activity === undefined ? null : classMask(seen.texts, [clause.activity])
  const counted = only ?? anyClass(seen.texts)
  const often = new Int32Array(seen.texts.length)
  const direct = new Int32Array(seen.texts.length)
  return k => {
    // A named activity that never occurs repeats 0 times.
    let most = only === null ? Number.NEGATIVE_INFINITY : 0
    for (let e = from[k]!, end = to[k]!; e < end; e++) {
      often[symbols[e]!] = 0
      direct[symbols[e]!] = 0
    }
    for (let e = from[k]!, end = to[k]!; e < end; e++) {
      const symbol = symbols[e]!
      if (counted[symbol] === 0) continue
      often[symbol]!++
      if (e > from[k]! && symbols[e - 1] === symbol) direct[symbol]!++
    }
    for (let e = from[k]!, end = to[k]!; e < end; e++) {
      const symbol = symbols[e]!
      if (counted[symbol] === 0) continue
      const rework = often[symbol]! - 1
      const selfLoops = direct[symbol]!
      const value = clause.of === 'rework' ? rework : clause.of === 'self-loops' ? selfLoops : rework - selfLoops
      if (value > most) most = value
    }
    return most >= clause.atLeast
  }
}

function conflictTest({ seen, from, to, symbols, rows }: Entries, clause: ConflictClause): (k: number) => boolean {
  const isFirst = classMask(seen.texts, clause.first)
  const isSecond = classMask(seen.texts, clause.second)
  const { codes } = coded(eventAttribute(seen.log, clause.key), seen.log.eventCount)
  /** By value: entries that are only first, only second, both. */
  const did = new Map<number, [number, number, number]>()
  return k => {
    did.clear()
    for (let e = from[k]!, end = to[k]!; e < end; e++) {
      const first = isFirst[symbols[e]!] === 1
      const second = isSecond[symbols[e]!] === 1
      if (!first && !second) continue
      const value = codes[rows === null ? e : rows[e]!]!
      if (value < 0) continue
      let counts = did.get(value)
      if (!counts) did.set(value, (counts = [0, 0, 0]))
      const [onlyFirst, onlySecond, both] = counts
      if ((first && onlySecond + both > 0) || (second && onlyFirst + both > 0)) return true
      counts[first && second ? 2 : first ? 0 : 1]++
    }
    return false
  }
}
