import { parsePattern, type Vocabulary } from '../parse-condition.ts'
import type { Formula } from '../rule.ts'
import { Reader, SentenceError, scan } from '../scanner.ts'

const DEEPEST = 60
/** Each says both its sides twice. */
const MOST_EQUIVALENCES = 8

/**
 * A formula of linear temporal logic over finite traces: `G ("Approve" -> F "Pay")`. Atoms are activities (`"A"`, a declared word,
 * `"A" or "B"`, `"A" where (amount > 5)`); `!` X N F G bind first, then U W R, then `&`, `|`, `->` (to the right), `<->`.
 * Throws `SentenceError` with the place.
 */
export function parseFormula(text: string, words: Vocabulary): Formula {
  const reader = new Reader(scan(text))
  const formula = new FormulaParser(reader, words).equivalence(0)
  if (reader.token.kind !== 'end') reader.refuse('The formula should end')
  return formula
}

const negated = (part: Formula): Formula => ({ op: 'not', part })

class FormulaParser {
  private readonly reader: Reader
  private readonly words: Vocabulary
  private equivalences = 0
  constructor(reader: Reader, words: Vocabulary) {
    this.reader = reader
    this.words = words
  }

  equivalence(depth: number): Formula {
    if (depth > DEEPEST)
      throw new SentenceError('The formula is nested too deeply.', this.reader.token.at, 'Make several rules of it.')
    let left = this.implication(depth)
    for (let { at } = this.reader.token; this.reader.takes('<->'); at = this.reader.token.at) {
      if (++this.equivalences > MOST_EQUIVALENCES)
        throw new SentenceError(
          `The formula has more than ${MOST_EQUIVALENCES} “<->”.`,
          at,
          'Make several rules of it.',
        )
      const right = this.implication(depth)
      left = {
        op: 'or',
        parts: [
          { op: 'and', parts: [left, right] },
          { op: 'and', parts: [negated(left), negated(right)] },
        ],
      }
    }
    return left
  }

  private implication(depth: number): Formula {
    const parts = [this.chain('or', '|', () => this.chain('and', '&', () => this.binary(depth)))]
    while (this.reader.takes('->'))
      parts.push(this.chain('or', '|', () => this.chain('and', '&', () => this.binary(depth))))
    return parts.reduceRight((right, left) => ({ op: 'or', parts: [negated(left), right] }))
  }

  private chain(op: 'and' | 'or', sign: string, next: () => Formula): Formula {
    const parts = [next()]
    while (this.reader.takes(sign)) parts.push(next())
    return parts.length === 1 ? parts[0]! : { op, parts }
  }

  private binary(depth: number): Formula {
    const left = this.unary(depth)
    const op = this.reader.takes('U')
      ? 'until'
      : this.reader.takes('W')
        ? 'weak-until'
        : this.reader.takes('R')
          ? 'release'
          : null
    return op === null ? left : { op, left, right: this.unary(depth) }
  }

  private unary(depth: number): Formula {
    const { reader } = this
    if (depth > DEEPEST)
      throw new SentenceError('The formula is nested too deeply.', reader.token.at, 'Make several rules of it.')
    const unary = { '!': 'not', not: 'not', X: 'next', N: 'weak-next', F: 'eventually', G: 'always' } as const
    for (const [sign, op] of Object.entries(unary)) if (reader.takes(sign)) return { op, part: this.unary(depth + 1) }
    for (const constant of ['true', 'false', 'last'] as const) if (reader.takes(constant)) return { op: constant }
    if (reader.takes('(')) {
      const inner = this.equivalence(depth + 1)
      reader.expect(')')
      return inner
    }
    return { op: 'atom', of: parsePattern(reader, this.words) }
  }
}
