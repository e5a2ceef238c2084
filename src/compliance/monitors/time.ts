import type { Claim } from '../rule.ts'
import type { Check, Register } from '../values.ts'
import type { Monitor, Scene } from './monitor.ts'

/** `due`: the date that the case names, as it is known at its end. */
export function dueByMonitor(due: Register, guard: Check, { times, now, sink }: Scene): Monitor {
  let first = -1
  return {
    registers: [...guard.registers, due],
    enter() {
      first = -1
    },
    entry(row) {
      if (first < 0) first = row
    },
    leave(_, last, closed) {
      if (!guard.holds(last)) return
      sink.applies()
      const date = due.at(last) as number | null
      if (date === null) sink.undecided()
      else if (first >= 0) {
        const at = times[first]!
        if (Number.isNaN(at)) sink.undecided()
        else if (at > date) sink.violation('event', first, -1, at, at - date)
      } else if (closed) sink.violation('missing', -1, -1, now, Number.NaN)
      else if (now > date) sink.violation('overdue', -1, -1, date, now - date)
      else sink.owes(date)
    },
  }
}

/** From the first entry with a time to the last. */
export function caseWithinMonitor(
  { within }: Extract<Claim, { claim: 'case-within' }>,
  guard: Check,
  { times, now, sink, clock }: Scene,
): Monitor {
  const time = clock(within.calendar)
  let first = -1
  let broken = false
  return {
    every: true,
    registers: guard.registers,
    enter() {
      first = -1
      broken = false
    },
    entry(row) {
      if (broken || Number.isNaN(times[row]!)) return
      if (first < 0) first = row
      const passed = time.between(times[first]!, times[row]!)
      if (!(passed > within.ms) || !guard.holds(row)) return
      broken = true
      sink.applies()
      sink.violation('event', row, first, times[row]!, passed - within.ms)
    },
    leave(_, last, closed) {
      if (broken || !guard.holds(last)) return
      sink.applies()
      if (first < 0) return sink.undecided()
      if (closed) return
      const over = time.between(times[first]!, now) - within.ms
      const due = time.after(times[first]!, within.ms)
      if (over > 0) sink.violation('overdue', first, -1, due, over)
      else sink.owes(due)
    },
  }
}
