import { valueAt } from '../log/column.ts'
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
  const groups = outcomes.map(({ violations: { row, witness } }): People => {
    const people = new Map<string, number>()
    for (const rows of [row, witness])
      for (const one of rows) {
        const person = one < 0 ? null : valueAt(column, one)
        if (person !== null)
          people.set(`${typeof person} ${person}`, (people.get(`${typeof person} ${person}`) ?? 0) + 1)
      }
    return people
  })
  if (gate !== null) {
    const everybody = new Map<string, number>()
    for (let row = 0; row < log.eventCount; row++) {
      const person = valueAt(column, row)
      if (person !== null)
        everybody.set(`${typeof person} ${person}`, (everybody.get(`${typeof person} ${person}`) ?? 0) + 1)
    }
    gate.baseline(population, everybody)
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
