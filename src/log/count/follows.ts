import type { FollowsClause } from '../filter.ts'
import { eventAttribute } from './attributes.ts'
import type { Clock } from './clock.ts'
import { coded } from './coded.ts'
import type { Entries } from './entries.ts'
import { classMask } from './match.ts'

interface Follows {
  readonly entries: Entries
  readonly clock: Clock
  readonly isFrom: Uint8Array
  readonly isTo: Uint8Array
  /** Codes by row. */
  readonly same: Int32Array | null
  readonly different: Int32Array | null
  readonly timed: boolean
  readonly min: number
  readonly max: number
}

/**
 * Whether a case has a pair of entries as the clause says. Directly: O(n). Eventually: a window of earlier entries that
 * slides with the bounds (W does not decrease), with counts of their values: O(n). Parallel: O(pairs that overlap).
 */
export function followsTest(entries: Entries, clause: FollowsClause, clock: Clock): (k: number) => boolean {
  const { log, texts } = entries.seen
  const codes = (key: string | undefined) =>
    key === undefined ? null : coded(eventAttribute(log, key), log.eventCount).codes
  const follows: Follows = {
    entries,
    clock,
    isFrom: classMask(texts, clause.from),
    isTo: classMask(texts, clause.to),
    same: codes(clause.same),
    different: codes(clause.different),
    timed: clause.minMs !== undefined || clause.maxMs !== undefined,
    min: clause.minMs ?? Number.NEGATIVE_INFINITY,
    max: clause.maxMs ?? Number.POSITIVE_INFINITY,
  }
  if (clause.relation === 'directly') return k => directly(follows, k)
  if (clause.relation === 'parallel') return k => parallel(follows, k)
  return k => eventually(follows, k)
}

function directly(follows: Follows, k: number): boolean {
  const { symbols, from, to } = follows.entries
  for (let e = from[k]! + 1, end = to[k]!; e < end; e++)
    if (follows.isTo[symbols[e]!] === 1 && follows.isFrom[symbols[e - 1]!] === 1 && fits(follows, e - 1, e)) return true
  return false
}

/** Attributes and time of the pair (i, j). */
function fits({ entries, clock, same, different, timed, min, max }: Follows, i: number, j: number): boolean {
  const a = entries.rows === null ? i : entries.rows[i]!
  const b = entries.rows === null ? j : entries.rows[j]!
  if (same !== null && (same[a]! < 0 || same[a] !== same[b])) return false
  if (different !== null && (different[a]! < 0 || different[b]! < 0 || different[a] === different[b])) return false
  if (!timed) return true
  const time = clock.complete[j]! - clock.complete[i]!
  return time >= min && time < max
}

function parallel(follows: Follows, k: number): boolean {
  const { entries, isFrom, isTo } = follows
  const { symbols, start, complete } = entries
  if (start === null) return false
  const proper = (e: number) => start[e]! < complete[e]!
  for (let j = entries.from[k]! + 1, end = entries.to[k]!; j < end; j++) {
    if (!proper(j)) continue
    // Completes ascend: behind the first that completed by the start of j, none overlaps it.
    for (let i = j - 1; i >= entries.from[k]!; i--) {
      if (Number.isNaN(complete[i]!)) continue
      if (complete[i]! <= start[j]!) break
      if (!proper(i) || start[i]! >= complete[j]!) continue
      if (isFrom[symbols[i]!] === 1 && isTo[symbols[j]!] === 1 && fits(follows, i, j)) return true
      if (isFrom[symbols[j]!] === 1 && isTo[symbols[i]!] === 1 && fits(follows, j, i)) return true
    }
  }
  return false
}

function eventually(follows: Follows, k: number): boolean {
  const { entries, clock, isFrom, isTo, same, different, timed, min, max } = follows
  const { symbols, rows } = entries
  const { complete } = clock
  const from = entries.from[k]!
  const window = new Window()
  let added = from
  let removed = from
  const usable = (e: number) => isFrom[symbols[e]!] === 1 && !(timed && Number.isNaN(complete[e]!))
  const keys = (e: number) => {
    const row = rows === null ? e : rows[e]!
    return [same === null ? 0 : same[row]!, different === null ? 0 : different[row]!] as const
  }
  for (let j = from + 1, end = entries.to[k]!; j < end; j++) {
    if (isTo[symbols[j]!] === 0) continue
    const time = complete[j]!
    if (timed && Number.isNaN(time)) continue
    // Entries i < j with complete(j) − complete(i) >= min come in; those with >= max go out.
    for (; added < j; added++) {
      if (!usable(added)) continue
      if (timed && time - complete[added]! < min) break
      window.add(...keys(added), 1)
    }
    for (; removed < added; removed++) {
      if (!usable(removed)) continue
      if (!timed || time - complete[removed]! < max) break
      window.add(...keys(removed), -1)
    }
    const [x, y] = keys(j)
    if (x >= 0 && y >= 0 && window.holds(x, y, different !== null)) return true
  }
  return false
}

/** How many earlier entries have which value of `same` and `different`. */
class Window {
  private readonly counts = new Map<number, Map<number, number>>()

  add(same: number, different: number, by: number): void {
    if (same < 0 || different < 0) return
    let inner = this.counts.get(same)
    if (!inner) this.counts.set(same, (inner = new Map()))
    const left = (inner.get(different) ?? 0) + by
    if (left === 0) inner.delete(different)
    else inner.set(different, left)
  }

  /** Whether one has this value of `same`, and (where asked) another value of `different`. */
  holds(same: number, different: number, mustDiffer: boolean): boolean {
    const inner = this.counts.get(same)
    if (!inner) return false
    return mustDiffer ? inner.size > (inner.has(different) ? 1 : 0) : inner.size > 0
  }
}
