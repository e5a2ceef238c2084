import type { Claim } from '../rule.ts'
import type { Check } from '../values.ts'
import type { Monitor, Scene } from './monitor.ts'

type Of<C extends Claim['claim']> = Extract<Claim, { claim: C }>

/** Bit 0: what must come first; bit 1: the trigger. */
export function beforeMonitor(claim: Of<'before'>, guard: Check, { times, sink, clock }: Scene): Monitor {
  const limit = claim.within
  const time = limit === null ? null : clock(limit.calendar)
  let latest = -1
  let latestTimed = -1
  let untimed = false
  return {
    registers: guard.registers,
    enter() {
      latest = -1
      latestTimed = -1
      untimed = false
    },
    entry(row, bits) {
      if ((bits & 2) !== 0 && guard.holds(row)) {
        sink.applies()
        if (latest < 0) sink.violation('event', row, -1, times[row]!, Number.NaN)
        else if (limit !== null && time !== null) {
          const passed = latestTimed < 0 ? Number.NaN : time.between(times[latestTimed]!, times[row]!)
          if (!(passed <= limit.ms)) {
            if (untimed || Number.isNaN(passed)) sink.undecided()
            else sink.violation('event', row, latestTimed, times[row]!, passed - limit.ms)
          }
        }
      }
      if ((bits & 1) === 0) return
      latest = row
      if (Number.isNaN(times[row]!)) untimed = true
      else latestTimed = row
    },
    leave() {},
  }
}

/** Bit 0: the trigger; bit 1: what must follow, each trigger by the next one. */
export function leadsToMonitor(claim: Of<'leads-to'>, guard: Check, { times, now, sink, clock }: Scene): Monitor {
  const limit = claim.within
  const time = limit === null ? null : clock(limit.calendar)
  const open: number[] = []
  return {
    registers: guard.registers,
    enter() {
      open.length = 0
    },
    entry(row, bits) {
      if ((bits & 2) !== 0) {
        if (limit !== null && time !== null)
          for (const trigger of open) {
            const passed = time.between(times[trigger]!, times[row]!)
            if (Number.isNaN(passed)) sink.undecided()
            else if (passed > limit.ms) sink.violation('event', row, trigger, times[row]!, passed - limit.ms)
          }
        open.length = 0
      }
      if ((bits & 1) !== 0 && guard.holds(row)) {
        sink.applies()
        open.push(row)
      }
    },
    leave(_, __, closed) {
      for (const trigger of open) {
        if (closed) {
          sink.violation('missing', trigger, -1, now, Number.NaN)
          continue
        }
        const from = times[trigger]!
        const over = limit === null || time === null ? Number.NaN : time.between(from, now) - limit.ms
        const due = Number.isNaN(over) ? Number.NaN : time!.after(from, limit!.ms)
        if (over > 0) sink.violation('overdue', trigger, -1, due, over)
        else sink.owes(due)
      }
    },
  }
}

/** Bit 0: the trigger; bit 1: what it must not come behind. */
export function neverAfterMonitor(_: Of<'never-after'>, guard: Check, { times, sink }: Scene): Monitor {
  let latest = -1
  return {
    registers: guard.registers,
    enter() {
      latest = -1
    },
    entry(row, bits) {
      if ((bits & 1) !== 0 && guard.holds(row)) {
        sink.applies()
        if (latest >= 0) sink.violation('event', row, latest, times[row]!, Number.NaN)
      }
      if ((bits & 2) !== 0) latest = row
    },
    leave() {},
  }
}

/** Bit 0: the trigger; bit 1: what must lie so long before it. */
export function notWithinMonitor(claim: Of<'not-within'>, guard: Check, { times, sink, clock }: Scene): Monitor {
  const { ms, calendar } = claim.within
  const time = clock(calendar)
  let latestTimed = -1
  let untimed = false
  return {
    registers: guard.registers,
    enter() {
      latestTimed = -1
      untimed = false
    },
    entry(row, bits) {
      if ((bits & 1) !== 0 && guard.holds(row)) {
        sink.applies()
        if (latestTimed >= 0) {
          const passed = time.between(times[latestTimed]!, times[row]!)
          if (passed < ms) sink.violation('event', row, latestTimed, times[row]!, ms - passed)
          else if (untimed || Number.isNaN(passed)) sink.undecided()
        } else if (untimed) sink.undecided()
      }
      if ((bits & 2) === 0) return
      if (Number.isNaN(times[row]!)) untimed = true
      else latestTimed = row
    },
    leave() {},
  }
}

/** Bit 0: what must lie between; bit 1: the first end; bit 2: the trigger, the second end. */
export function betweenMonitor(_: Of<'between'>, guard: Check, { times, sink }: Scene): Monitor {
  let from = -1
  let inner = -1
  return {
    registers: guard.registers,
    enter() {
      from = -1
      inner = -1
    },
    entry(row, bits) {
      if ((bits & 4) !== 0 && from >= 0 && guard.holds(row)) {
        sink.applies()
        if (inner <= from) sink.violation('event', row, from, times[row]!, Number.NaN)
      }
      if ((bits & 1) !== 0) inner = row
      if ((bits & 2) !== 0) from = row
    },
    leave() {},
  }
}
