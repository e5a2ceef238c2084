import type { Pairing } from '../engine.ts'
import { type EventLog, INSTANCE, LIFECYCLE } from '../event-log.ts'
import { coded, isText } from './coded.ts'
import { byPieces, bySteps, casesOf, type Pace } from './pace.ts'
import { doubled, PairIndex } from './pair-index.ts'

/** Start and complete events brought together. */
export interface Pairs {
  /** Row of the start event of each row, -1 where there is none. */
  readonly startOf: Int32Array
  readonly pairing: Pairing
}

/** Whether rows are completes (1), starts (2) or neither (0), by lifecycle:transition, letter case ignored; missing is complete. */
export async function lifecycle(log: EventLog, pace: Pace): Promise<Uint8Array | null> {
  const column = log.eventAttributes.get(LIFECYCLE)
  if (!column) return null
  const { codes, size, text } = coded(column, log.eventCount)
  const kind = new Uint8Array(size)
  for (let code = 0; code < size; code++) {
    const transition = text(code).toLowerCase()
    kind[code] = transition === 'complete' ? 1 : transition === 'start' ? 2 : 0
  }
  const kinds = new Uint8Array(log.eventCount)
  await bySteps(codes.length, pace, (a, b) => {
    for (let row = a; row < b; row++) kinds[row] = codes[row]! < 0 ? 1 : kind[codes[row]!]!
  })
  return kinds
}

/** Whether no event can be anything but a complete. The texts tell: a stored column of which that is true is not read. */
function hasCompletesAlone(log: EventLog): boolean {
  const column = log.eventAttributes.get(LIFECYCLE)
  if (!column || !isText(column)) return false
  const { dictionary } = column
  // as many as a life cycle has at most; more would be texts of a stored log read for nothing
  if (dictionary.size > 64) return false
  for (let code = 0; code < dictionary.size; code++)
    if (dictionary.text(code).toLowerCase() !== 'complete') return false
  return true
}

function unpaired(events: number): Pairs {
  let startOf: Int32Array | null = null
  return {
    get startOf() {
      startOf ??= new Int32Array(events).fill(-1)
      return startOf
    },
    pairing: { paired: 0, unmatchedStarts: 0, unmatchedCompletes: events },
  }
}

/**
 * Pair starts with completes: per case, activity and `concept:instance` (missing: a queue of its own), first in first
 * out, rows in order. Nothing is merged; what stays alone is counted. Null where the log has no lifecycle. O(events).
 */
export async function pairStarts(log: EventLog, pace: Pace): Promise<Pairs | null> {
  if (hasCompletesAlone(log)) return unpaired(log.eventCount)
  const kinds = await lifecycle(log, pace)
  if (kinds === null) return null
  const { codes } = log.activity
  const instance = log.eventAttributes.get(INSTANCE)
  const instances = instance ? coded(instance, log.eventCount).codes : null
  const keys = instances ? new PairIndex() : null
  const startOf = new Int32Array(log.eventCount).fill(-1)
  const next = new Int32Array(log.eventCount)
  let head: Int32Array = new Int32Array(64)
  let tail: Int32Array = new Int32Array(64)
  let stamp: Int32Array = new Int32Array(64).fill(-1)
  let paired = 0
  let starts = 0
  let completes = 0
  const pairCase = (c: number) => {
    for (let row = log.caseOffsets[c]!, to = log.caseOffsets[c + 1]!; row < to; row++) {
      const kind = kinds[row]!
      if (kind === 0) continue
      const key = keys === null ? codes[row]! + 1 : keys.add(codes[row]!, instances![row]!)
      while (key >= head.length) {
        head = doubled(head)
        tail = doubled(tail)
        const { length } = stamp
        stamp = doubled(stamp).fill(-1, length)
      }
      if (stamp[key] !== c) {
        stamp[key] = c
        head[key] = tail[key] = -1
      }
      if (kind === 2) {
        starts++
        next[row] = -1
        if (head[key]! < 0) head[key] = row
        else next[tail[key]!] = row
        tail[key] = row
        continue
      }
      completes++
      const start = head[key]!
      if (start < 0) continue
      startOf[row] = start
      head[key] = next[start]!
      paired++
    }
  }
  await byPieces(casesOf(log), pace, (a, b) => {
    for (let c = a; c < b; c++) pairCase(c)
  })
  return { startOf, pairing: { paired, unmatchedStarts: starts - paired, unmatchedCompletes: completes - paired } }
}
