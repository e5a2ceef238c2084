import type { Claim } from '../rule.ts'
import type { Check } from '../values.ts'
import type { Monitor, Scene } from './monitor.ts'

type Counting = Extract<Claim, { claim: 'required' | 'forbidden' | 'at-most' | 'at-least' | 'exactly' }>

/** How often an activity occurs. Too many: each entry beyond the most; too few: the end of the case. */
export function countingMonitor(claim: Counting, guard: Check, { times, now, sink }: Scene): Monitor {
  const least =
    claim.claim === 'required' ? 1 : claim.claim === 'at-least' || claim.claim === 'exactly' ? claim.times : 0
  const most =
    claim.claim === 'forbidden'
      ? 0
      : claim.claim === 'at-most' || claim.claim === 'exactly'
        ? claim.times
        : Number.POSITIVE_INFINITY
  let count = 0
  let lastAllowed = -1
  return {
    registers: guard.registers,
    enter() {
      count = 0
      lastAllowed = -1
    },
    entry(row) {
      count++
      if (count <= most) lastAllowed = row
      else if (guard.holds(row)) {
        sink.applies()
        sink.violation('event', row, lastAllowed, times[row]!, Number.NaN)
      }
    },
    leave(_, last, closed) {
      if (!guard.holds(last)) return
      sink.applies()
      if (count >= least) return
      if (closed) sink.violation('missing', -1, -1, now, Number.NaN)
      else sink.owes(Number.NaN)
    },
  }
}
