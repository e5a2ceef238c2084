import type { Automaton } from '../ltlf/automaton.ts'
import type { Check, Register } from '../values.ts'
import type { Monitor, Scene } from './monitor.ts'

export function onlyIfMonitor(condition: Check, guard: Check, { times, sink }: Scene): Monitor {
  return {
    registers: [...guard.registers, ...condition.registers],
    enter() {},
    entry(row) {
      if (!guard.holds(row)) return
      sink.applies()
      if (!condition.holds(row)) sink.violation('event', row, -1, times[row]!, Number.NaN)
    },
    leave() {},
  }
}

/** Collects entries by their values over all cases; `repeated` tells of those that agree, when every case was passed. */
export interface OncePer extends Monitor {
  /** Entries with the same values: the first by time (then row) is the witness of the others. */
  repeated(tell: (row: number, witness: number) => void): void
}

export function oncePerMonitor(keys: readonly Register[], guard: Check, { times, sink }: Scene): OncePer {
  const rows = new Map<string, number[]>()
  return {
    registers: [...guard.registers, ...keys],
    enter() {},
    entry(row) {
      if (!guard.holds(row)) return
      sink.applies()
      const values = keys.map(key => key.at(row))
      if (values.includes(null)) return sink.undecided()
      const key = JSON.stringify(values)
      const same = rows.get(key)
      if (same === undefined) rows.set(key, [row])
      else same.push(row)
    },
    leave() {},
    repeated(tell) {
      const place = (row: number) => (Number.isNaN(times[row]!) ? Number.POSITIVE_INFINITY : times[row]!)
      for (const same of rows.values()) {
        if (same.length < 2) continue
        const [first, ...others] = same.sort((a, b) => (place(a) === place(b) ? a - b : place(a) - place(b)))
        for (const row of others) tell(row, first!)
      }
    },
  }
}

/** Runs the automaton of a formula; broken for good at the first entry behind which nothing can mend it. */
export function formulaMonitor({ next, letters, accepts, settled }: Automaton, { times, now, sink }: Scene): Monitor {
  let state = 0
  let broken = false
  return {
    every: true,
    registers: [],
    enter() {
      state = 0
      broken = false
    },
    entry(row, bits) {
      state = next[state * letters + bits]!
      if (broken || settled[state] !== 1) return
      broken = true
      sink.violation('event', row, -1, times[row]!, Number.NaN)
    },
    leave(_, __, closed) {
      sink.applies()
      if (broken || accepts[state] === 1) return
      if (closed || settled[state] === 1) sink.violation('missing', -1, -1, now, Number.NaN)
      else sink.owes(Number.NaN)
    },
  }
}
