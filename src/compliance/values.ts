import { notApplicable, ok, type Result } from '../base/result.ts'
import { type Column, type Value, valueAt } from '../log/column.ts'
import { type EventLog, eventColumn } from '../log/event-log.ts'
import type { AttributeValue, Comparison, Condition, Literal } from './rule.ts'

/**
 * What is known of a case while its rows are passed: `enter` at each case, then `at` with rows that do not descend (the row before the
 * first where there is none). The value at a row is that of the row, else of the latest entry before it.
 */
export interface Register {
  enter(c: number, from: number): void
  at(row: number): Value
}
export type Kind = 'text' | 'number' | 'date' | 'boolean'

/** The entries of a log: rows that count; null: all. */
export type Entries = Uint8Array | null

const kinds = { string: 'text', id: 'text', int: 'number', float: 'number', date: 'date', boolean: 'boolean' } as const

/** Where a log keeps an attribute: of cases where it has one of that name, else of events. */
export function attributeOf(
  log: EventLog,
  key: string,
): Result<{ column: Column; scope: 'case' | 'event'; kind: Kind }> {
  const ofCase = log.caseAttributes.get(key)
  const column = ofCase ?? eventColumn(log, key)
  if (!column) return notApplicable(`the log has no attribute ${JSON.stringify(key)}`)
  return ok({ column, scope: ofCase ? 'case' : 'event', kind: kinds[column.type] })
}

export function registerOf(
  log: EventLog,
  entries: Entries,
  { attribute, of }: Pick<AttributeValue, 'attribute' | 'of'>,
): Result<{ register: Register; kind: Kind }> {
  const event = of === null ? undefined : eventColumn(log, attribute)
  const found = event
    ? ok({ column: event, scope: 'event' as const, kind: kinds[event.type] })
    : attributeOf(log, attribute)
  if (!found.ok) return found
  const { column, scope, kind } = found.value
  if (scope === 'case' && of === null) {
    let value: Value = null
    return ok({ kind, register: { enter: c => void (value = valueAt(column, c)), at: () => value } })
  }
  const codes =
    of === null ? null : new Set(of.map(name => log.activity.dictionary.codeOf(name)).filter(code => code >= 0))
  return ok({
    kind,
    register: scope === 'case' ? ofCaseAfter(log, entries, column, codes!) : latest(log, entries, column, codes),
  })
}

/** The value of the latest entry that has one; each row is looked at once. */
function latest(log: EventLog, entries: Entries, column: Column, codes: ReadonlySet<number> | null): Register {
  const activities = log.activity.codes
  let scanned = -1
  let value: Value = null
  return {
    enter(_, from) {
      scanned = from - 1
      value = null
    },
    at(row) {
      for (let r = row; r > scanned; r--) {
        if (entries !== null && entries[r] === 0) continue
        if (codes !== null && !codes.has(activities[r]!)) continue
        const here = valueAt(column, r)
        if (here === null) continue
        value = here
        break
      }
      if (row > scanned) scanned = row
      return value
    },
  }
}

/** An attribute of the case, known from the first entry of one of the activities on. */
function ofCaseAfter(log: EventLog, entries: Entries, column: Column, codes: ReadonlySet<number>): Register {
  const activities = log.activity.codes
  let value: Value = null
  let scanned = -1
  let seen = false
  return {
    enter(c, from) {
      value = valueAt(column, c)
      scanned = from - 1
      seen = false
    },
    at(row) {
      for (; !seen && scanned < row; scanned++)
        seen = codes.has(activities[scanned + 1]!) && entries?.[scanned + 1] !== 0
      return seen ? value : null
    },
  }
}

export interface Check {
  readonly registers: readonly Register[]
  holds(row: number): boolean
}

/** A condition over a log; not applicable where an attribute is missing or of another type than what it is compared with. */
export function conditionOf(log: EventLog, entries: Entries, condition: Condition): Result<Check> {
  switch (condition.is) {
    case 'not': {
      const part = conditionOf(log, entries, condition.part)
      return part.ok ? ok({ registers: part.value.registers, holds: row => !part.value.holds(row) }) : part
    }
    case 'and':
    case 'or': {
      const parts: Check[] = []
      for (const one of condition.parts) {
        const part = conditionOf(log, entries, one)
        if (!part.ok) return part
        parts.push(part.value)
      }
      const registers = parts.flatMap(part => part.registers)
      return condition.is === 'and'
        ? ok({ registers, holds: row => parts.every(part => part.holds(row)) })
        : ok({ registers, holds: row => parts.some(part => part.holds(row)) })
    }
    default:
      return comparisonOf(log, entries, condition)
  }
}

type Compared = Exclude<Condition, { is: 'not' } | { is: 'and' | 'or' }>

function comparisonOf(log: EventLog, entries: Entries, condition: Compared): Result<Check> {
  const left = registerOf(log, entries, condition.left)
  if (!left.ok) return left
  const { register, kind } = left.value
  const registers = [register]
  const name = JSON.stringify(condition.left.attribute)
  switch (condition.is) {
    case 'missing':
      return ok({ registers, holds: row => register.at(row) === null })
    case 'present':
      return ok({ registers, holds: row => register.at(row) !== null })
    case 'in': {
      const other = condition.values.find(value => kindOf(value) !== kind)
      if (other !== undefined)
        return notApplicable(`${name} is ${said[kind]} in this log and is compared with ${said[kindOf(other)]}`)
      const wanted = new Set<Value>(condition.values.map(plain))
      return ok({ registers, holds: row => wanted.has(register.at(row)) })
    }
    case 'compare': {
      const other = kindOf(condition.right)
      if (other !== kind)
        return notApplicable(`${name} is ${said[kind]} in this log and is compared with ${said[other]}`)
      if (kind === 'text' && isOrder(condition.op))
        return notApplicable(`${name} is a text in this log, and texts have no order`)
      const right = plain(condition.right)
      const compare = comparing(condition.op)
      return ok({
        registers,
        holds(row) {
          const value = register.at(row)
          return value !== null && compare(value, right)
        },
      })
    }
    case 'relate':
      return relation(log, entries, condition, register, kind)
  }
}

function relation(
  log: EventLog,
  entries: Entries,
  condition: Extract<Condition, { is: 'relate' }>,
  register: Register,
  kind: Kind,
): Result<Check> {
  const right = registerOf(log, entries, condition.right)
  if (!right.ok) return right
  const other = right.value
  const { factor } = condition.right
  if (other.kind !== kind)
    return notApplicable(
      `${JSON.stringify(condition.left.attribute)} is ${said[kind]} in this log and ${JSON.stringify(condition.right.attribute)} is ${said[other.kind]}`,
    )
  if (kind !== 'number' && factor !== 1)
    return notApplicable(
      `${JSON.stringify(condition.right.attribute)} is no number in this log and cannot be multiplied`,
    )
  if ((kind === 'text' || kind === 'boolean') && isOrder(condition.op))
    return notApplicable(`${JSON.stringify(condition.left.attribute)} is ${said[kind]} in this log, which has no order`)
  const compare = comparing(condition.op)
  return ok({
    registers: [register, other.register],
    holds(row) {
      const a = register.at(row)
      const b = other.register.at(row)
      return a !== null && b !== null && compare(a, factor === 1 ? b : (b as number) * factor)
    },
  })
}

const said: Readonly<Record<Kind, string>> = {
  text: 'a text',
  number: 'a number',
  date: 'a date',
  boolean: 'true or false',
}
const isOrder = (op: Comparison) => op !== '=' && op !== '!='

function kindOf(literal: Literal): Kind {
  if (typeof literal === 'object') return 'date'
  return typeof literal === 'string' ? 'text' : typeof literal === 'number' ? 'number' : 'boolean'
}
const plain = (literal: Literal): Exclude<Value, null> => (typeof literal === 'object' ? literal.instant : literal)

type Compare = (a: Exclude<Value, null>, b: Exclude<Value, null>) => boolean
function comparing(op: Comparison): Compare {
  switch (op) {
    case '=':
      return (a, b) => a === b
    case '!=':
      return (a, b) => a !== b
    case '<':
      return (a, b) => a < b
    case '<=':
      return (a, b) => a <= b
    case '>':
      return (a, b) => a > b
    case '>=':
      return (a, b) => a >= b
  }
}
