import type { Example } from './example.ts'
import { pieces } from './pieces.ts'
import { type Expression, evaluate } from './program.ts'

/**
 * The program for those texts only of which the examples say something: where a source had the same number of pieces in all
 * of them, a place counted from the left and one counted from the right are the same place, so of a text with more or fewer
 * pieces nothing is known. It makes the same of the examples as before.
 */
export function narrowed(program: Expression, examples: readonly Example[]): Expression {
  const made = examples.filter(({ inputs, output }) => evaluate(program, inputs) === output)
  return within(program, made)
}

function within(program: Expression, made: readonly Example[]): Expression {
  switch (program.op) {
    case 'constant':
    case 'input':
    case 'lookup':
      return program
    case 'join':
      return { ...program, parts: program.parts.map(part => within(part, made)) }
    case 'combine':
      return { ...program, left: within(program.left, made), right: within(program.right, made) }
    case 'switch':
      // cases tell the kinds of sources apart already
      return program
    case 'part': {
      const of = within(program.of, made)
      const counts = new Set(made.map(({ inputs }) => pieces(evaluate(program.of, inputs) ?? '', program.by).length))
      const [count = 0] = counts
      return { ...program, of, ...(counts.size === 1 && count > 1 ? { count } : {}) }
    }
    default:
      return { ...program, of: within(program.of, made) }
  }
}
