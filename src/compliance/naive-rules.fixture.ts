import type { Calendar } from '../log/calendar.ts'
import { type Value, valueAt } from '../log/column.ts'
import { workingTime } from '../log/count/working-time.ts'
import { type EventLog, eventColumn } from '../log/event-log.ts'
import type {
  AttributeValue,
  AuthorityTables,
  Claim,
  Condition,
  Formula,
  Limit,
  Literal,
  Pattern,
  Statement,
} from './rule.ts'

/** docs/concepts/rules.md as code: quantifiers over the events of a case, with no memory, clock or automaton. */
export interface NaiveViolation {
  readonly case: number
  readonly row: number
  readonly witness: number
  readonly kind: 'event' | 'missing' | 'overdue'
  readonly over: number
}
export interface NaiveOutcome {
  readonly states: readonly string[]
  readonly violations: readonly NaiveViolation[]
}

interface Scene {
  readonly log: EventLog
  readonly now: number
  readonly tables: AuthorityTables
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly c: number
  /** Rows of the case. */
  readonly rows: readonly number[]
  readonly closed: boolean
}

export function naiveCheck(
  log: EventLog,
  { guard, claim }: Statement,
  options: { now: number; ends: Pattern | null; tables: AuthorityTables; calendars: ReadonlyMap<string, Calendar> },
): NaiveOutcome {
  const scenes = Array.from({ length: log.caseCount }, (_, c): Scene => {
    const rows = Array.from(
      { length: log.caseOffsets[c + 1]! - log.caseOffsets[c]! },
      (_, i) => log.caseOffsets[c]! + i,
    )
    const scene = { log, c, rows, closed: true, ...options }
    return { ...scene, closed: options.ends === null || rows.some(row => isOf(scene, options.ends!, row)) }
  })
  const found = scenes.map(scene => verdict(scene, guard, claim))
  if (claim.claim === 'once-per') {
    const entries = scenes.flatMap(scene =>
      matching(scene, claim.of)
        .filter(row => holds(scene, guard, row))
        .map(row => ({
          row,
          c: scene.c,
          values: claim.keys.map(attribute => value(scene, { attribute, of: null, factor: 1 }, row)),
        })),
    )
    const decided = entries.filter(({ values }) => !values.includes(null))
    const before = (a: number, b: number) => {
      const [x, y] = [log.complete[a]!, log.complete[b]!].map(time =>
        Number.isNaN(time) ? Number.POSITIVE_INFINITY : time,
      )
      return x! < y! || (x === y && a < b)
    }
    for (const one of decided) {
      const equal = decided.filter(other => JSON.stringify(other.values) === JSON.stringify(one.values))
      const first = equal.find(candidate => !equal.some(other => before(other.row, candidate.row)))!
      if (first.row !== one.row)
        found[one.c]!.violations.push({
          case: one.c,
          row: one.row,
          witness: first.row,
          kind: 'event',
          over: Number.NaN,
        })
    }
  }
  return {
    states: found.map(({ violations, owes, undecided, applies }) =>
      violations.length > 0
        ? 'violated'
        : owes
          ? 'pending'
          : undecided
            ? 'undecided'
            : applies
              ? 'satisfied'
              : 'not-applicable',
    ),
    violations: found.flatMap(({ violations }) => violations),
  }
}

interface Verdict {
  violations: NaiveViolation[]
  owes: boolean
  undecided: boolean
  applies: boolean
}

function verdict(scene: Scene, guard: Condition | null, claim: Claim): Verdict {
  const { log, rows, closed, now, c } = scene
  const result: Verdict = { violations: [], owes: false, undecided: false, applies: false }
  const violate = (row: number, witness: number, kind: NaiveViolation['kind'] = 'event', over = Number.NaN) =>
    result.violations.push({ case: c, row, witness, kind, over })
  const last = rows.at(-1) ?? log.caseOffsets[c]! - 1
  const time = (row: number) => log.complete[row]!
  const timed = (row: number) => !Number.isNaN(time(row))
  const triggers = (pattern: Pattern) => matching(scene, pattern).filter(row => holds(scene, guard, row))
  const atEnd = () => holds(scene, guard, last)
  const latest = (list: readonly number[]) => list.at(-1) ?? -1
  switch (claim.claim) {
    case 'required':
    case 'forbidden':
    case 'at-most':
    case 'at-least':
    case 'exactly': {
      const all = matching(scene, claim.of)
      const times = 'times' in claim ? claim.times : claim.claim === 'required' ? 1 : 0
      const least = claim.claim === 'forbidden' || claim.claim === 'at-most' ? 0 : times
      const most = claim.claim === 'required' || claim.claim === 'at-least' ? all.length : times
      for (const row of all.slice(most)) if (holds(scene, guard, row)) violate(row, latest(all.slice(0, most)))
      result.applies = atEnd() || result.violations.length > 0
      if (atEnd() && all.length < least) {
        if (closed) violate(-1, -1, 'missing')
        else result.owes = true
      }
      return result
    }
    case 'before':
      for (const row of triggers(claim.of)) {
        result.applies = true
        const earlier = matching(scene, claim.first).filter(other => other < row)
        if (earlier.length === 0) violate(row, -1)
        else if (claim.within !== null) {
          const limit = claim.within
          const fits = earlier.filter(timed)
          if (timed(row) && fits.some(other => passed(scene, limit, other, row) <= limit.ms)) continue
          if (!timed(row) || earlier.some(other => !timed(other))) result.undecided = true
          else violate(row, latest(fits), 'event', passed(scene, limit, latest(fits), row) - limit.ms)
        }
      }
      return result
    case 'leads-to':
      for (const row of triggers(claim.of)) {
        result.applies = true
        const next = matching(scene, claim.to).find(other => other > row)
        const limit = claim.within
        if (next !== undefined) {
          if (limit === null) continue
          if (!timed(row) || !timed(next)) result.undecided = true
          else if (passed(scene, limit, row, next) > limit.ms)
            violate(next, row, 'event', passed(scene, limit, row, next) - limit.ms)
        } else if (closed) violate(row, -1, 'missing')
        else if (limit !== null && timed(row) && passedUntil(scene, limit, time(row), now) > limit.ms)
          violate(row, -1, 'overdue', passedUntil(scene, limit, time(row), now) - limit.ms)
        else result.owes = true
      }
      return result
    case 'never-after':
      for (const row of triggers(claim.of)) {
        result.applies = true
        const earlier = matching(scene, claim.after).filter(other => other < row)
        if (earlier.length > 0) violate(row, latest(earlier))
      }
      return result
    case 'not-within':
      for (const row of triggers(claim.of)) {
        result.applies = true
        const earlier = matching(scene, claim.after).filter(other => other < row)
        const fits = earlier.filter(timed)
        const near = timed(row) ? fits.filter(other => passed(scene, claim.within, other, row) < claim.within.ms) : []
        if (near.length > 0)
          violate(row, latest(fits), 'event', claim.within.ms - passed(scene, claim.within, latest(fits), row))
        else if (earlier.some(other => !timed(other)) || (!timed(row) && earlier.length > 0)) result.undecided = true
      }
      return result
    case 'between':
      for (const row of triggers(claim.to)) {
        const from = latest(matching(scene, claim.from).filter(other => other < row))
        if (from < 0) continue
        result.applies = true
        if (!matching(scene, claim.of).some(inner => inner > from && inner < row)) violate(row, from)
      }
      return result
    case 'due-by': {
      if (!atEnd()) return result
      result.applies = true
      const date = value(scene, { attribute: claim.attribute, of: null, factor: 1 }, last) as number | null
      const [first] = matching(scene, claim.of)
      if (date === null) result.undecided = true
      else if (first !== undefined) {
        if (!timed(first)) result.undecided = true
        else if (time(first) > date) violate(first, -1, 'event', time(first) - date)
      } else if (closed) violate(-1, -1, 'missing')
      else if (now > date) violate(-1, -1, 'overdue', now - date)
      else result.owes = true
      return result
    }
    case 'different':
      for (const row of rows) {
        const mine = claim.of.map(pattern => isOf(scene, pattern, row))
        if (!mine.includes(true) || !holds(scene, guard, row)) continue
        result.applies = true
        const who = of(scene, claim.by, row)
        if (who === null) {
          result.undecided = true
          continue
        }
        const other = rows.find(
          earlier =>
            earlier < row &&
            of(scene, claim.by, earlier) === who &&
            claim.of.some((p, i) => isOf(scene, p, earlier) && mine.some((is, j) => is && i !== j)),
        )
        if (other !== undefined) violate(row, other)
      }
      return result
    case 'same': {
      const all = rows.filter(row => claim.of.some(pattern => isOf(scene, pattern, row)))
      const first = all.find(row => of(scene, claim.by, row) !== null) ?? -1
      for (const row of all.filter(row => holds(scene, guard, row))) {
        result.applies = true
        if (of(scene, claim.by, row) === null) result.undecided = true
        else if (of(scene, claim.by, row) !== of(scene, claim.by, first)) violate(row, first)
      }
      return result
    }
    case 'by-role':
      for (const row of triggers(claim.of)) {
        result.applies = true
        const who = of(scene, null, row)
        if (who === null || !timed(row)) result.undecided = true
        else if (!roles(scene, String(who), time(row)).some(role => claim.roles.includes(role))) violate(row, -1)
      }
      return result
    case 'up-to-limit':
      for (const row of triggers(claim.of)) {
        result.applies = true
        const who = of(scene, null, row)
        const amount = value(scene, { attribute: claim.attribute, of: null, factor: 1 }, row) as number | null
        const own = who === null || !timed(row) ? null : limits(scene, String(who), row)
        if (own === null || (own.length > 0 && amount === null)) result.undecided = true
        else if (!own.some(limit => amount !== null && amount <= limit)) violate(row, -1)
      }
      return result
    case 'only-if':
      for (const row of triggers(claim.of)) {
        result.applies = true
        if (!holds(scene, claim.condition, row)) violate(row, -1)
      }
      return result
    case 'once-per':
      for (const row of triggers(claim.of)) {
        result.applies = true
        if (claim.keys.some(attribute => value(scene, { attribute, of: null, factor: 1 }, row) === null))
          result.undecided = true
      }
      return result
    case 'case-within': {
      const known = rows.filter(timed)
      const late = known.find(
        row => passed(scene, claim.within, known[0]!, row) > claim.within.ms && holds(scene, guard, row),
      )
      result.applies = late !== undefined || atEnd()
      if (late !== undefined)
        violate(late, known[0]!, 'event', passed(scene, claim.within, known[0]!, late) - claim.within.ms)
      else if (!atEnd()) return result
      else if (known.length === 0) result.undecided = true
      else if (!closed) {
        const over = passedUntil(scene, claim.within, time(known[0]!), now) - claim.within.ms
        if (over > 0) violate(known[0]!, -1, 'overdue', over)
        else result.owes = true
      }
      return result
    }
    case 'formula': {
      result.applies = true
      if (satisfies(scene, claim.formula, 0)) return result
      // where the trace breaks it for good, only the automaton knows: states are compared, not places
      if (closed) violate(-1, -1, 'missing')
      else result.owes = true
      return result
    }
  }
}

export function satisfies(scene: Scene, formula: Formula, at: number): boolean {
  const { rows } = scene
  const later = rows.map((_, i) => i).filter(i => i >= at)
  switch (formula.op) {
    case 'true':
    case 'false':
      return formula.op === 'true'
    case 'last':
      return at >= rows.length - 1
    case 'atom':
      return at < rows.length && isOf(scene, formula.of, rows[at]!)
    case 'not':
      return !satisfies(scene, formula.part, at)
    case 'and':
      return formula.parts.every(part => satisfies(scene, part, at))
    case 'or':
      return formula.parts.some(part => satisfies(scene, part, at))
    case 'next':
      return at + 1 < rows.length && satisfies(scene, formula.part, at + 1)
    case 'weak-next':
      return at + 1 >= rows.length || satisfies(scene, formula.part, at + 1)
    case 'eventually':
      return later.some(i => satisfies(scene, formula.part, i))
    case 'always':
      return later.every(i => satisfies(scene, formula.part, i))
    case 'until':
    case 'weak-until': {
      const until = later.find(i => satisfies(scene, formula.right, i))
      if (until === undefined) return formula.op === 'weak-until' && later.every(i => satisfies(scene, formula.left, i))
      return later.filter(i => i < until).every(i => satisfies(scene, formula.left, i))
    }
    case 'release':
      return later.every(
        i => satisfies(scene, formula.right, i) || later.some(j => j < i && satisfies(scene, formula.left, j)),
      )
  }
}

const matching = (scene: Scene, pattern: Pattern) => scene.rows.filter(row => isOf(scene, pattern, row))

function isOf(scene: Scene, { activities, where }: Pattern, row: number): boolean {
  const name = valueAt(scene.log.activity, row)
  return typeof name === 'string' && activities.includes(name) && holds(scene, where, row)
}

function of({ log }: Scene, by: string | null, row: number): Value {
  return row < 0 ? null : valueAt(eventColumn(log, by ?? log.resourceKey!)!, row)
}

function value({ log, c, rows }: Scene, { attribute, of }: AttributeValue, row: number): Value {
  const ofCase = log.caseAttributes.get(attribute)
  const column = eventColumn(log, attribute)
  const upTo = rows.filter(other => other <= row && (of === null || of.includes(String(valueAt(log.activity, other)))))
  if (ofCase && (of === null || !column)) return of === null || upTo.length > 0 ? valueAt(ofCase, c) : null
  return upTo.map(other => valueAt(column!, other)).findLast(known => known !== null) ?? null
}

function holds(scene: Scene, condition: Condition | null, row: number): boolean {
  if (condition === null) return true
  switch (condition.is) {
    case 'and':
      return condition.parts.every(part => holds(scene, part, row))
    case 'or':
      return condition.parts.some(part => holds(scene, part, row))
    case 'not':
      return !holds(scene, condition.part, row)
    case 'missing':
      return value(scene, condition.left, row) === null
    case 'present':
      return value(scene, condition.left, row) !== null
    case 'in':
      return condition.values.some(one => plain(one) === value(scene, condition.left, row))
    default: {
      const left = value(scene, condition.left, row)
      const right = condition.is === 'compare' ? plain(condition.right) : value(scene, condition.right, row)
      if (left === null || right === null) return false
      const scaled = condition.is === 'relate' && typeof right === 'number' ? right * condition.right.factor : right
      const order = left < scaled ? -1 : left > scaled ? 1 : 0
      return {
        '=': order === 0,
        '!=': order !== 0,
        '<': order < 0,
        '<=': order <= 0,
        '>': order > 0,
        '>=': order >= 0,
      }[condition.op]
    }
  }
}
const plain = (literal: Literal): Value => (typeof literal === 'object' ? literal.instant : literal)

const passed = (scene: Scene, limit: Limit, from: number, to: number) =>
  passedUntil(scene, limit, scene.log.complete[from]!, scene.log.complete[to]!)

function passedUntil({ calendars }: Scene, { calendar }: Limit, from: number, to: number): number {
  if (calendar === null) return to - from
  const worked = workingTime(calendars.get(calendar)!, from, to)
  return worked(to) - worked(from)
}

const inForce = ({ from, to }: { from: number; to: number }, at: number) => from <= at && at < to

function stands(scene: Scene, person: string, at: number): string[] {
  return [
    person,
    ...scene.tables.substitutes.filter(row => row.person === person && inForce(row, at)).map(row => row.of),
  ]
}
const roles = (scene: Scene, person: string, at: number) =>
  stands(scene, person, at).flatMap(one =>
    scene.tables.roles.filter(row => row.person === one && inForce(row, at)).map(({ role }) => role),
  )
function limits(scene: Scene, person: string, row: number): number[] {
  const at = scene.log.complete[row]!
  const activity = String(valueAt(scene.log.activity, row))
  const held = roles(scene, person, at)
  return scene.tables.limits
    .filter(one => inForce(one, at) && (one.activity === null || one.activity === activity))
    .filter(one => (one.person !== null ? stands(scene, person, at).includes(one.person) : held.includes(one.role!)))
    .map(({ limit }) => limit)
}
