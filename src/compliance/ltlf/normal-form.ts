import type { Formula, Pattern } from '../rule.ts'

/** Why no automaton is made. */
export class FormulaTooLarge extends Error {
  override name = 'FormulaTooLarge'
}

/** Equal patterns are one atom. */
export const keyOf = (pattern: Pattern): string => JSON.stringify([[...pattern.activities].sort(), pattern.where])

/**
 * A formula in negation normal form, made once: equal ones are the same object. Sets of `and` and `or` are sorted by id.
 * `more`: at least one entry follows; `end`: none does.
 */
export interface Node {
  readonly id: number
  readonly op:
    | 'true'
    | 'false'
    | 'atom'
    | 'no-atom'
    | 'more'
    | 'end'
    | 'next'
    | 'weak-next'
    | 'until'
    | 'release'
    | 'and'
    | 'or'
  readonly atom: number
  readonly parts: readonly Node[]
}

const MOST_CLAUSES = 400
/** Before those that say nothing are left out. */
const MOST_PRODUCTS = 10_000
/** Comparisons of clauses for one automaton: some tenths of a second. */
const MOST_COMPARISONS = 10_000_000

/** Makes and keeps the formulas of one automaton. */
export class Formulas {
  private readonly known = new Map<string, Node>()
  private readonly progressed = new Map<number, Node>()
  private readonly atoms: ReadonlyMap<string, number>
  private comparisons = 0
  private readonly yes = this.make('true', -1, [])
  private readonly no = this.make('false', -1, [])

  constructor(atomKeys: readonly string[]) {
    this.atoms = new Map(atomKeys.map((key, i) => [key, i]))
  }

  /** The formula without derived operators and with negations at atoms alone. */
  normal(formula: Formula, negated = false): Node {
    switch (formula.op) {
      case 'true':
      case 'false':
        return (formula.op === 'true') === negated ? this.no : this.yes
      case 'last':
        // the last entry is the one that nothing follows
        return negated ? this.make('next', -1, [this.yes]) : this.make('weak-next', -1, [this.no])
      case 'atom':
        return this.atom(formula.of, negated)
      case 'not':
        return this.normal(formula.part, !negated)
      case 'next':
      case 'weak-next':
        return this.make((formula.op === 'next') === negated ? 'weak-next' : 'next', -1, [
          this.normal(formula.part, negated),
        ])
      case 'eventually':
        return this.fixpoint(!negated, negated ? this.no : this.yes, this.normal(formula.part, negated))
      case 'always':
        return this.fixpoint(negated, negated ? this.yes : this.no, this.normal(formula.part, negated))
      case 'until':
      case 'release':
        return this.fixpoint(
          (formula.op === 'until') !== negated,
          this.normal(formula.left, negated),
          this.normal(formula.right, negated),
        )
      case 'weak-until':
        // a W b = b R (a | b)
        return this.normal(
          { op: 'release', left: formula.right, right: { op: 'or', parts: [formula.left, formula.right] } },
          negated,
        )
      default: {
        const parts = formula.parts.map(part => this.normal(part, negated))
        return this.combine((formula.op === 'and') === negated ? 'or' : 'and', parts)
      }
    }
  }

  /** What must hold of the rest, once an entry with these atoms was seen. */
  progress(node: Node, letter: number): Node {
    const key = node.id * 256 + letter
    let result = this.progressed.get(key)
    if (result === undefined) this.progressed.set(key, (result = this.step(node, letter)))
    return result
  }

  /** Whether the rest may be empty. */
  acceptsEnd({ op, parts }: Node): boolean {
    if (op === 'and') return parts.every(part => this.acceptsEnd(part))
    if (op === 'or') return parts.some(part => this.acceptsEnd(part))
    return op === 'true' || op === 'end' || op === 'release' || op === 'no-atom' || op === 'weak-next'
  }

  private step(node: Node, letter: number): Node {
    const { op, atom, parts } = node
    switch (op) {
      case 'true':
      case 'false':
        return node
      case 'more':
        return this.yes
      case 'end':
        return this.no
      case 'atom':
      case 'no-atom':
        return ((letter >> atom) & 1) === (op === 'atom' ? 1 : 0) ? this.yes : this.no
      case 'next':
        return this.combine('and', [parts[0]!, this.make('more', -1, [])])
      case 'weak-next':
        return this.combine('or', [parts[0]!, this.make('end', -1, [])])
      case 'until':
      case 'release': {
        const [left, right] = [this.progress(parts[0]!, letter), this.progress(parts[1]!, letter)]
        return op === 'until'
          ? this.combine('or', [right, this.combine('and', [left, node])])
          : this.combine('and', [right, this.combine('or', [left, node])])
      }
      default:
        return this.combine(
          op,
          parts.map(part => this.progress(part, letter)),
        )
    }
  }

  private atom(pattern: Pattern, negated: boolean): Node {
    return this.make(negated ? 'no-atom' : 'atom', this.atoms.get(keyOf(pattern))!, [])
  }

  private fixpoint(isUntil: boolean, left: Node, right: Node): Node {
    return this.make(isUntil ? 'until' : 'release', -1, [left, right])
  }

  /** and, or in disjunctive normal form: an `or` of `and`s of other formulas, without clauses that others contain. */
  private combine(op: 'and' | 'or', parts: readonly Node[]): Node {
    let clauses: Node[][] = op === 'and' ? [[]] : []
    for (const part of parts) {
      const more = clausesOf(part)
      if (op === 'and' && clauses.length * more.length > MOST_PRODUCTS)
        throw new FormulaTooLarge('It branches too widely.')
      clauses = op === 'or' ? [...clauses, ...more] : clauses.flatMap(a => more.map(b => [...a, ...b]))
      clauses = this.reduced(clauses)
      if (clauses.length > MOST_CLAUSES) throw new FormulaTooLarge('It branches too widely.')
    }
    const ands = clauses.map(clause =>
      clause.length === 1 ? clause[0]! : clause.length === 0 ? this.yes : this.make('and', -1, clause),
    )
    if (ands.length === 0) return this.no
    if (ands.includes(this.yes)) return this.yes
    return ands.length === 1
      ? ands[0]!
      : this.make(
          'or',
          -1,
          ands.sort((a, b) => a.id - b.id),
        )
  }

  private reduced(clauses: readonly Node[][]): Node[][] {
    const sets = clauses
      .map(clause => [...new Set(clause)].sort((a, b) => a.id - b.id))
      .filter(clause => !contradicts(clause))
      .sort((a, b) => a.length - b.length)
    const kept: { list: Node[]; set: Set<Node> }[] = []
    for (const list of sets) {
      const set = new Set(list)
      this.comparisons += kept.length
      if (this.comparisons > MOST_COMPARISONS) throw new FormulaTooLarge('It branches too widely.')
      if (!kept.some(shorter => shorter.list.every(node => set.has(node)))) kept.push({ list, set })
    }
    return kept.map(({ list }) => list)
  }

  private make(op: Node['op'], atom: number, parts: readonly Node[]): Node {
    const key = `${op} ${atom} ${parts.map(({ id }) => id).join()}`
    let node = this.known.get(key)
    if (node === undefined) this.known.set(key, (node = { id: this.known.size, op, atom, parts }))
    return node
  }
}

/** The clauses of a formula in disjunctive normal form; none for false, one empty one for true. */
function clausesOf(node: Node): Node[][] {
  if (node.op === 'true') return [[]]
  if (node.op === 'false') return []
  if (node.op === 'or') return node.parts.map(part => (part.op === 'and' ? [...part.parts] : [part]))
  return [node.op === 'and' ? [...node.parts] : [node]]
}

/** An atom with its negation, an entry to come with none to come. */
function contradicts(clause: readonly Node[]): boolean {
  const ops = new Set(clause.map(({ op }) => op))
  if (ops.has('more') && ops.has('end')) return true
  const positive = new Set(clause.filter(({ op }) => op === 'atom').map(({ atom }) => atom))
  return clause.some(({ op, atom }) => op === 'no-atom' && positive.has(atom))
}
