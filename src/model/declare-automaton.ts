import { type DeclareTemplate, declareTemplates } from './declare.ts'

/** What an event is to a constraint: one of its activities, or any other. */
export type DeclareSymbol = 'a' | 'b' | 'other'

/**
 * A template as a finite automaton over the events of a trace, which says where a case stands at any time
 * (C. Di Ciccio, M. Mecella, 2015; F. Maggi et al., Monitoring business constraints with linear temporal logic, 2011).
 * State 0 is the first. next[symbol][state]; from a `lost` state no accepting one can be reached, from a `won` one no other.
 */
export interface DeclareAutomaton {
  readonly states: number
  readonly next: Readonly<Record<DeclareSymbol, readonly number[]>>
  readonly accepting: readonly boolean[]
  readonly lost: readonly boolean[]
  readonly won: readonly boolean[]
  /** Which events make the constraint matter; `always`: it matters in every case. */
  readonly activation: 'always' | 'a' | 'b' | 'either'
}

/** One state a line, `a b other +` for an accepting one: written once, read below. */
const tables: Readonly<Record<DeclareTemplate, readonly [DeclareAutomaton['activation'], string]>> = {
  Existence: ['always', '1 - 0 | 1 - 1 +'],
  Existence2: ['always', '1 - 0 | 2 - 1 | 2 - 2 +'],
  Existence3: ['always', '1 - 0 | 2 - 1 | 3 - 2 | 3 - 3 +'],
  Absence: ['always', '1 - 0 + | 1 - 1'],
  Absence2: ['always', '1 - 0 + | 2 - 1 + | 2 - 2'],
  Absence3: ['always', '1 - 0 + | 2 - 1 + | 3 - 2 + | 3 - 3'],
  Exactly1: ['always', '1 - 0 | 2 - 1 + | 2 - 2'],
  Exactly2: ['always', '1 - 0 | 2 - 1 | 3 - 2 + | 3 - 3'],
  Init: ['always', '1 - 2 | 1 - 1 + | 2 - 2'],
  End: ['always', '1 - 0 | 1 - 0 +'],
  Choice: ['always', '1 1 0 | 1 1 1 +'],
  'Exclusive Choice': ['always', '1 2 0 | 1 3 1 + | 3 2 2 + | 3 3 3'],
  'Responded Existence': ['a', '1 2 0 + | 1 2 1 | 2 2 2 +'],
  'Co-Existence': ['either', '1 2 0 + | 1 3 1 | 3 2 2 | 3 3 3 +'],
  Response: ['a', '1 0 0 + | 1 0 1'],
  Precedence: ['b', '1 2 0 + | 1 1 1 + | 2 2 2'],
  Succession: ['either', '1 3 0 + | 1 2 1 | 1 2 2 + | 3 3 3'],
  'Alternate Response': ['a', '1 0 0 + | 2 0 1 | 2 2 2'],
  'Alternate Precedence': ['b', '1 2 0 + | 1 0 1 + | 2 2 2'],
  'Alternate Succession': ['either', '1 2 0 + | 2 0 1 | 2 2 2'],
  'Chain Response': ['a', '1 0 0 + | 2 0 2 | 2 2 2'],
  'Chain Precedence': ['b', '1 2 0 + | 1 0 0 + | 2 2 2'],
  'Chain Succession': ['either', '1 2 0 + | 2 0 2 | 2 2 2'],
  'Not Co-Existence': ['either', '1 2 0 + | 1 3 1 + | 3 2 2 + | 3 3 3'],
  'Not Responded Existence': ['a', '1 2 0 + | 1 3 1 + | 3 2 2 + | 3 3 3'],
  'Not Response': ['a', '1 0 0 + | 1 2 1 + | 2 2 2'],
  'Not Precedence': ['b', '1 0 0 + | 1 2 1 + | 2 2 2'],
  'Not Succession': ['either', '1 0 0 + | 1 2 1 + | 2 2 2'],
  'Not Chain Response': ['a', '1 0 0 + | 1 2 0 + | 2 2 2'],
  'Not Chain Precedence': ['b', '1 0 0 + | 1 2 0 + | 2 2 2'],
  'Not Chain Succession': ['either', '1 0 0 + | 1 2 0 + | 2 2 2'],
}

function fromTable([activation, text]: readonly [DeclareAutomaton['activation'], string]): DeclareAutomaton {
  const rows = text.split('|').map(row => row.trim().split(/\s+/))
  const column = (c: number) => rows.map((row, state) => (row[c] === '-' ? state : Number(row[c])))
  const next = { a: column(0), b: column(1), other: column(2) }
  const accepting = rows.map(row => row[3] === '+')
  const reaches = (state: number, isAccepting: boolean) => {
    const seen = new Set([state])
    for (const at of seen) for (const symbol of ['a', 'b', 'other'] as const) seen.add(next[symbol][at]!)
    return [...seen].some(at => accepting[at] === isAccepting)
  }
  const lost = rows.map((_, state) => !reaches(state, true))
  const won = rows.map((_, state) => !reaches(state, false))
  return { states: rows.length, next, accepting, lost, won, activation }
}

const automata = new Map(
  (Object.keys(declareTemplates) as DeclareTemplate[]).map(template => [template, fromTable(tables[template])]),
)

export const declareAutomaton = (template: DeclareTemplate): DeclareAutomaton => automata.get(template)!
