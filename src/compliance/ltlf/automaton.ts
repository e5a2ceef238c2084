import { atomsOf, type Formula, type Pattern } from '../rule.ts'
import { Formulas, FormulaTooLarge, keyOf, type Node } from './normal-form.ts'

/** A deterministic automaton over letters; a letter is the set of atoms that hold of an entry, as bits. */
export interface Automaton {
  readonly atoms: readonly Pattern[]
  /** Row s, column `letter`: the next state. The start is 0. */
  readonly next: Int32Array
  readonly letters: number
  /** Whether a trace may end in the state. */
  readonly accepts: Uint8Array
  /** 1: no continuation is accepted any more; 2: every continuation is; else 0. */
  readonly settled: Uint8Array
}

export const MOST_ATOMS = 8
export const MOST_STATES = 1000

/**
 * The automaton of a formula by progression (Bacchus & Kabanza 1998), its states in disjunctive normal form so that they are finitely
 * many; states that settle the answer are marked as in the runtime verification of finite traces (Bauer et al. 2010).
 * Letters that no entry can have lead nowhere. Throws `FormulaTooLarge`.
 */
export function automatonOf(formula: Formula): Automaton {
  const atoms = distinct(atomsOf(formula))
  if (atoms.length > MOST_ATOMS) throw new FormulaTooLarge(`It speaks of more than ${MOST_ATOMS} different atoms.`)
  const width = 1 << atoms.length
  const possible = lettersOf(atoms)
  const formulas = new Formulas(atoms.map(keyOf))
  const states: Node[] = [formulas.normal(formula)]
  const numbers = new Map([[states[0]!.id, 0]])
  const rows: Int32Array[] = []
  for (let s = 0; s < states.length; s++) {
    const row = new Int32Array(width).fill(s)
    for (const letter of possible) {
      const to = formulas.progress(states[s]!, letter)
      let number = numbers.get(to.id)
      if (number === undefined) {
        number = states.length
        if (number >= MOST_STATES) throw new FormulaTooLarge(`Its automaton has more than ${MOST_STATES} states.`)
        numbers.set(to.id, number)
        states.push(to)
      }
      row[letter] = number
    }
    rows.push(row)
  }
  const next = new Int32Array(states.length * width)
  for (const [s, row] of rows.entries()) next.set(row, s * width)
  const accepts = Uint8Array.from(states, state => (formulas.acceptsEnd(state) ? 1 : 0))
  return { atoms, next, letters: width, accepts, settled: settledStates(next, width, accepts, possible) }
}

/** The letters of entries of each named activity, and of any other: atoms with a condition may hold or not. */
function lettersOf(atoms: readonly Pattern[]): number[] {
  const letters = new Set([0])
  for (const name of new Set(atoms.flatMap(({ activities }) => activities))) {
    const of = (conditional: boolean) =>
      atoms.reduce(
        (bits, { activities, where }, i) =>
          activities.includes(name) && (where !== null) === conditional ? bits | (1 << i) : bits,
        0,
      )
    const sure = of(false)
    const free = of(true)
    for (let some = free; ; some = (some - 1) & free) {
      letters.add(sure | some)
      if (some === 0) break
    }
  }
  return [...letters].sort((a, b) => a - b)
}

function settledStates(next: Int32Array, width: number, accepts: Uint8Array, letters: readonly number[]): Uint8Array {
  const reaches = (wanted: number) => {
    const can = Uint8Array.from(accepts, accepted => (accepted === wanted ? 1 : 0))
    for (let changed = true; changed; ) {
      changed = false
      for (let s = 0; s < can.length; s++) {
        if (can[s] === 1 || !letters.some(letter => can[next[s * width + letter]!] === 1)) continue
        can[s] = 1
        changed = true
      }
    }
    return can
  }
  const good = reaches(1)
  const bad = reaches(0)
  return Uint8Array.from(accepts, (_, s) => (good[s] === 0 ? 1 : bad[s] === 0 ? 2 : 0))
}

function distinct(patterns: readonly Pattern[]): Pattern[] {
  return [...new Map(patterns.map(pattern => [keyOf(pattern), pattern])).values()]
}
