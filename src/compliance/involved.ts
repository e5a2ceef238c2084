import { type Column, positionOf, type Value, valueAt } from '../log/column.ts'
import { type EventLog, eventColumn } from '../log/event-log.ts'
import type { People, PersonGate } from '../privacy/person-gate.ts'
import { comparisonsOf, patternsOf } from './rule.ts'
import type { RuleOutcome } from './run.ts'

/** How many people the violations of a rule are about; null: held back, because they are too few or could be told apart. */
export interface Involved {
  readonly people: number | null
  /** The rule tells people apart, so that its cases point at them. */
  readonly aboutPeople: boolean
}

/**
 * The people behind the events that break each rule, as groups that the person gate lets through, never by name. null: the log names
 * nobody. `gate` null: lifted by the owner of the log.
 */
export function involved(
  log: EventLog,
  outcomes: readonly RuleOutcome[],
  gate: PersonGate | null,
  population: string,
): (Involved | null)[] {
  const key = log.resourceKey
  const column = key === null ? undefined : eventColumn(log, key)
  if (column === undefined) return outcomes.map(() => null)
  const personOf = personsOf(column, log.eventCount)
  const groups = outcomes.map(({ violations: { row, witness } }): People => {
    const parts = personOf.none()
    for (const rows of [row, witness]) for (const one of rows) if (one >= 0) personOf.count(parts, one)
    return personOf.named(parts)
  })
  if (gate !== null) {
    const everybody = personOf.none()
    for (let row = 0; row < log.eventCount; row++) personOf.count(everybody, row)
    gate.baseline(population, personOf.named(everybody))
  }
  // each rule is an answer of its own: nobody is told a total over rules
  const shown =
    gate === null
      ? groups.map(() => true)
      : gate.rows(
          population,
          groups.map(people => ({ people })),
          groups.map((_, i) => [i]),
        )
  return outcomes.map((outcome, i) => ({
    people: shown[i] || groups[i]!.size === 0 ? groups[i]!.size : null,
    aboutPeople: isAboutPeople(log, outcome),
  }))
}

/** Counts events by person: by code where people are texts, else by value. */
function personsOf(column: Column, eventCount: number) {
  const text = column.type === 'string' || column.type === 'id' ? column : null
  const values = new Map<Value, number>()
  if (text === null)
    for (let row = 0; row < eventCount; row++) {
      const value = valueAt(column, row)
      if (value !== null && !values.has(value)) values.set(value, values.size)
    }
  const names = text === null ? [...values.keys()] : null
  const size = text === null ? values.size : text.dictionary.size
  const codeAt = (row: number): number => {
    if (text === null) return values.get(valueAt(column, row)) ?? -1
    const at = text.rows === null ? row : positionOf(text, row)
    return at < 0 ? -1 : text.codes[at]!
  }
  return {
    none: () => new Float64Array(size),
    count(parts: Float64Array, row: number): void {
      const code = codeAt(row)
      if (code >= 0) parts[code]!++
    },
    named(parts: Float64Array): People {
      const people = new Map<string, number>()
      parts.forEach((part, code) => {
        const name = names === null ? text!.dictionary.text(code) : names[code]!
        if (part > 0) people.set(`${typeof name} ${name}`, part)
      })
      return people
    },
  }
}

/** Whether the rule speaks of who did what, or compares an attribute about people. */
export function isAboutPeople(log: EventLog, { rule }: Pick<RuleOutcome, 'rule'>): boolean {
  const { guard, claim } = rule.statement
  const personal = (key: string) =>
    key === log.resourceKey ||
    (log.caseAttributes.get(key) ?? eventColumn(log, key))?.personal === 'direct' ||
    (log.caseAttributes.get(key) ?? eventColumn(log, key))?.personal === 'pseudonym'
  if (claim.claim === 'by-role' || claim.claim === 'up-to-limit') return true
  if ((claim.claim === 'different' || claim.claim === 'same') && (claim.by === null || personal(claim.by))) return true
  if (claim.claim === 'once-per' && claim.keys.some(personal)) return true
  const conditions = [
    guard,
    claim.claim === 'only-if' ? claim.condition : null,
    ...patternsOf(claim).map(({ where }) => where),
  ]
  return conditions.some(
    condition =>
      condition !== null &&
      comparisonsOf(condition).some(
        one => personal(one.left.attribute) || (one.is === 'relate' && personal(one.right.attribute)),
      ),
  )
}
