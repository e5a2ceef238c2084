import type { Calendar } from '../log/calendar.ts'

/** An instant in a condition, epoch ms: told apart from numbers, because dates are compared with dates alone. */
export interface Instant {
  readonly instant: number
}
export type Literal = string | number | boolean | Instant

/** The value of an attribute, of the case or of its latest event; `of`: at the latest entry of one of these activities. */
export interface AttributeValue {
  readonly attribute: string
  readonly of: readonly string[] | null
  /** The value is multiplied by this. */
  readonly factor: number
}
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/** What must hold of data. A missing value matches nothing but `missing`. */
export type Condition =
  | { readonly is: 'compare'; readonly left: AttributeValue; readonly op: Comparison; readonly right: Literal }
  | { readonly is: 'relate'; readonly left: AttributeValue; readonly op: Comparison; readonly right: AttributeValue }
  | { readonly is: 'in'; readonly left: AttributeValue; readonly values: readonly Literal[] }
  | { readonly is: 'missing' | 'present'; readonly left: AttributeValue }
  | { readonly is: 'not'; readonly part: Condition }
  | { readonly is: 'and' | 'or'; readonly parts: readonly Condition[] }

/** Entries of any of these activities for which the condition holds. */
export interface Pattern {
  readonly activities: readonly string[]
  readonly where: Condition | null
}

/** `ms` of elapsed time, or of the working time of a calendar of the rule file. */
export interface Limit {
  readonly ms: number
  readonly calendar: string | null
}

/** What a rule claims of a case; docs/concepts/rules.md defines each. */
export type Claim =
  | { readonly claim: 'required' | 'forbidden'; readonly of: Pattern }
  | { readonly claim: 'at-most' | 'at-least' | 'exactly'; readonly of: Pattern; readonly times: number }
  | { readonly claim: 'before'; readonly first: Pattern; readonly of: Pattern; readonly within: Limit | null }
  | { readonly claim: 'leads-to'; readonly of: Pattern; readonly to: Pattern; readonly within: Limit | null }
  | { readonly claim: 'never-after'; readonly of: Pattern; readonly after: Pattern }
  | { readonly claim: 'not-within'; readonly of: Pattern; readonly after: Pattern; readonly within: Limit }
  | { readonly claim: 'between'; readonly of: Pattern; readonly from: Pattern; readonly to: Pattern }
  | { readonly claim: 'due-by'; readonly of: Pattern; readonly attribute: string }
  | { readonly claim: 'different' | 'same'; readonly of: readonly Pattern[]; readonly by: string | null }
  | { readonly claim: 'by-role'; readonly of: Pattern; readonly roles: readonly string[] }
  | { readonly claim: 'up-to-limit'; readonly of: Pattern; readonly attribute: string }
  | { readonly claim: 'only-if'; readonly of: Pattern; readonly condition: Condition }
  | { readonly claim: 'once-per'; readonly of: Pattern; readonly keys: readonly string[] }
  | { readonly claim: 'case-within'; readonly within: Limit }
  | { readonly claim: 'formula'; readonly formula: Formula }

/** Linear temporal logic over finite traces (De Giacomo & Vardi 2013); `next` is strong, `weak-next` holds at the end. */
export type Formula =
  | { readonly op: 'true' | 'false' | 'last' }
  | { readonly op: 'atom'; readonly of: Pattern }
  | { readonly op: 'not' | 'next' | 'weak-next' | 'eventually' | 'always'; readonly part: Formula }
  | { readonly op: 'until' | 'weak-until' | 'release'; readonly left: Formula; readonly right: Formula }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Formula[] }

/** A claim, made only where `guard` holds. */
export interface Statement {
  readonly guard: Condition | null
  readonly claim: Claim
}

export const severities = ['low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

/** Example traces in the notation of logs, and what the rule must say of every case in them. */
export interface RuleTest {
  readonly expect: 'pass' | 'fail' | 'pending'
  readonly traces: string
  /** Now, as an offset of the notation, for `pending` and deadlines; null: the latest time of the traces. */
  readonly at: string | null
  /** Line of the rule file, from 1. */
  readonly line: number
}

export interface Rule {
  readonly id: string
  readonly name: string
  readonly severity: Severity
  readonly owner: string
  /** The article of the policy or law that the rule comes from. */
  readonly source: string
  /** As written in the file. */
  readonly text: string
  readonly statement: Statement
  /** Attribute summed up over violating cases, or `throughput`; null: none. */
  readonly measure: string | null
  readonly tests: readonly RuleTest[]
}

export interface RuleFile {
  readonly name: string
  readonly rules: readonly Rule[]
  readonly calendars: ReadonlyMap<string, Calendar>
  /** A case with such an entry has ended, all others are still running; null: every case has ended. */
  readonly ends: Pattern | null
  /** Who may do what in the tests of the file. */
  readonly testTables: AuthorityTables
  /** Who may do what, as the file itself says; null: it does not. A check may be given more. */
  readonly tables: AuthorityTables | null
  /** Violations that the file itself accepts. */
  readonly allow: readonly AllowEntry[]
}

/** Half-open [from, to) in epoch ms; absent: without a limit. */
export interface Validity {
  readonly from: number
  readonly to: number
}
/** Who may do what, by dates: an input of a check. */
export interface AuthorityTables {
  readonly roles: readonly (Validity & { readonly person: string; readonly role: string })[]
  /** Of a person or of a role; `activity` null: for all. */
  readonly limits: readonly (Validity & {
    readonly person: string | null
    readonly role: string | null
    readonly activity: string | null
    readonly limit: number
  })[]
  /** `person` may do what `of` may. */
  readonly substitutes: readonly (Validity & { readonly person: string; readonly of: string })[]
}
export const noTables: AuthorityTables = { roles: [], limits: [], substitutes: [] }

/** All rows of several tables; null where none was given. */
export const joinTables = (tables: readonly (AuthorityTables | null)[]): AuthorityTables | null => {
  const given = tables.filter(one => one !== null)
  if (given.length === 0) return null
  return {
    roles: given.flatMap(({ roles }) => roles),
    limits: given.flatMap(({ limits }) => limits),
    substitutes: given.flatMap(({ substitutes }) => substitutes),
  }
}

/** Violations of a rule in a case that are accepted, up to `until`. */
export interface AllowEntry {
  readonly rule: string
  readonly cases: readonly string[]
  readonly reason: string
  readonly author: string
  /** Violations from this instant on count again, epoch ms. */
  readonly until: number
}

/** The limit of time that a claim sets; null: none. */
export const limitOf = (claim: Claim): Limit | null => ('within' in claim ? claim.within : null)

/** What a pattern, condition or claim speaks of. */
export function patternsOf(claim: Claim): readonly Pattern[] {
  switch (claim.claim) {
    case 'before':
      return [claim.first, claim.of]
    case 'leads-to':
      return [claim.of, claim.to]
    case 'never-after':
    case 'not-within':
      return [claim.of, claim.after]
    case 'between':
      return [claim.of, claim.from, claim.to]
    case 'different':
    case 'same':
      return claim.of
    case 'case-within':
      return []
    case 'formula':
      return atomsOf(claim.formula)
    default:
      return [claim.of]
  }
}

export function atomsOf(formula: Formula): Pattern[] {
  switch (formula.op) {
    case 'true':
    case 'false':
    case 'last':
      return []
    case 'atom':
      return [formula.of]
    case 'and':
    case 'or':
      return formula.parts.flatMap(atomsOf)
    case 'until':
    case 'weak-until':
    case 'release':
      return [...atomsOf(formula.left), ...atomsOf(formula.right)]
    default:
      return atomsOf(formula.part)
  }
}

/** The parts of a condition that compare something. */
export function comparisonsOf(
  condition: Condition,
): readonly Exclude<Condition, { is: 'and' | 'or' } | { is: 'not' }>[] {
  switch (condition.is) {
    case 'not':
      return comparisonsOf(condition.part)
    case 'and':
    case 'or':
      return condition.parts.flatMap(comparisonsOf)
    default:
      return [condition]
  }
}
