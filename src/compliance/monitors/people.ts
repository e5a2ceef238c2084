import { type Column, type Value, valueAt } from '../../log/column.ts'
import type { Claim } from '../rule.ts'
import type { Check, Register } from '../values.ts'
import type { Monitor, Scene } from './monitor.ts'

/** Each value (a person) and, for each activity of the claim, its first row. An entry breaks the rule where its value did another activity before. */
export function differentMonitor(activities: number, column: Column, guard: Check, { times, sink }: Scene): Monitor {
  const seen = new Map<Value, Int32Array>()
  return {
    registers: guard.registers,
    enter() {
      if (seen.size > 0) seen.clear()
    },
    entry(row, bits) {
      const value = valueAt(column, row)
      const applies = guard.holds(row)
      if (applies) sink.applies()
      if (value === null) {
        if (applies) sink.undecided()
        return
      }
      let rows = seen.get(value)
      if (rows === undefined) seen.set(value, (rows = new Int32Array(activities).fill(-1)))
      if (applies) {
        const witness = otherRow(rows, bits)
        if (witness >= 0) sink.violation('event', row, witness, times[row]!, Number.NaN)
      }
      for (let p = 0; p < activities; p++) if (((bits >> p) & 1) === 1 && rows[p]! < 0) rows[p] = row
    },
    leave() {},
  }
}

/** The first row at which the value did an activity that one of `bits` is another than. */
function otherRow(rows: Int32Array, bits: number): number {
  let found = -1
  for (let p = 0; p < rows.length; p++) {
    if ((bits & ~(1 << p)) === 0 || rows[p]! < 0) continue
    if (found < 0 || rows[p]! < found) found = rows[p]!
  }
  return found
}

/** The first value counts; an entry with another one breaks the rule. */
export function sameMonitor(column: Column, guard: Check, { times, sink }: Scene): Monitor {
  let first = -1
  let kept: Value = null
  return {
    registers: guard.registers,
    enter() {
      first = -1
      kept = null
    },
    entry(row) {
      const value = valueAt(column, row)
      const applies = guard.holds(row)
      if (applies) sink.applies()
      if (value === null) {
        if (applies) sink.undecided()
      } else if (first < 0) {
        first = row
        kept = value
      } else if (applies && value !== kept) sink.violation('event', row, first, times[row]!, Number.NaN)
    },
    leave() {},
  }
}

export function byRoleMonitor(
  { roles }: Extract<Claim, { claim: 'by-role' }>,
  people: Column,
  guard: Check,
  { times, sink, authority }: Scene,
): Monitor {
  return {
    registers: guard.registers,
    enter() {},
    entry(row) {
      if (!guard.holds(row)) return
      sink.applies()
      const person = valueAt(people, row)
      const at = times[row]!
      if (person === null || Number.isNaN(at)) sink.undecided()
      else if (!authority!.hasRole(String(person), roles, at)) sink.violation('event', row, -1, at, Number.NaN)
    },
    leave() {},
  }
}

/** Whoever has no limit at all may not do it, whatever the amount. */
export function upToLimitMonitor(
  amount: Register,
  people: Column,
  guard: Check,
  { log, times, sink, authority }: Scene,
): Monitor {
  return {
    registers: [...guard.registers, amount],
    enter() {},
    entry(row) {
      if (!guard.holds(row)) return
      sink.applies()
      const person = valueAt(people, row)
      const value = amount.at(row) as number | null
      const at = times[row]!
      if (person === null || Number.isNaN(at)) return sink.undecided()
      const limit = authority!.limit(String(person), log.activity.dictionary.text(log.activity.codes[row]!), at)
      if (limit !== null && value === null) return sink.undecided()
      if (limit === null || value! > limit) sink.violation('event', row, -1, at, Number.NaN)
    },
    leave() {},
  }
}
