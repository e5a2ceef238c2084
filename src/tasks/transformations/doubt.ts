import type { Example } from './example.ts'
import { pieces } from './pieces.ts'
import { type Expression, evaluate } from './program.ts'

/** Places of pieces that are tried as rivals, from each end. */
const MOST = 8

/**
 * Why another program makes the same of all examples and something else of other texts, so that the examples do not decide
 * between them; null where none of the usual rivals does: a constant, day and month the other way round, another piece.
 */
export function doubtOf(program: Expression, examples: readonly Example[]): string | null {
  if (examples.length === 0 || program.op === 'constant' || program.op === 'lookup') return null
  const same = (rival: Expression) =>
    examples.every(one => evaluate(rival, one.inputs) === evaluate(program, one.inputs))
  const [first] = examples
  if (program.op !== 'input' && examples.length > 1 && examples.every(({ output }) => output === first!.output))
    return 'all results are the same: it may as well be a constant'
  for (const { node, swap } of nodesOf(program)) {
    if (node.op === 'date') {
      const from = swapped(node.from)
      if (from !== node.from && swapped(node.to) !== node.to && same(swap({ ...node, from })))
        return 'day and month are the same in all examples: either may come first'
    }
    if (node.op === 'part' && node.from === node.to)
      for (let place = -MOST; place < MOST; place++) {
        const rival: Expression = { ...node, from: place, to: place }
        if (place !== node.from && isElsewhere(node, rival, examples) && same(swap(rival)))
          return 'two parts of the source are the same in all examples: either may be meant'
      }
  }
  return null
}

/** Day and month of a style the other way round; itself where a name tells the month. */
const swapped = (style: string): string =>
  /MMM/.test(style) ? style : style.replace(/MM|M|dd|d/g, part => (part[0] === 'M' ? 'd' : 'M').repeat(part.length))

type Part = Extract<Expression, { op: 'part' }>

/** Whether the pieces are other ones in some example, not the same counted from the other end. */
function isElsewhere(node: Part, rival: Part, examples: readonly Example[]): boolean {
  return examples.some(({ inputs }) => {
    const text = evaluate(node.of, inputs)
    if (text === null) return false
    const { length } = pieces(text, node.by)
    const place = ({ from }: Part) => (from < 0 ? length + from : from)
    return place(node) !== place(rival)
  })
}

interface Node {
  readonly node: Expression
  /** The whole program with another expression in this place. */
  readonly swap: (other: Expression) => Expression
}

function nodesOf(program: Expression, swap: Node['swap'] = other => other): readonly Node[] {
  const own: Node = { node: program, swap }
  switch (program.op) {
    case 'constant':
    case 'input':
    case 'lookup':
      return [own]
    case 'join':
      return [
        own,
        ...program.parts.flatMap((part, i) =>
          nodesOf(part, other => swap({ ...program, parts: program.parts.map((one, at) => (at === i ? other : one)) })),
        ),
      ]
    case 'switch':
      return [
        own,
        ...nodesOf(program.otherwise, other => swap({ ...program, otherwise: other })),
        ...program.cases.flatMap((one, i) =>
          nodesOf(one.program, other =>
            swap({
              ...program,
              cases: program.cases.map((each, at) => (at === i ? { ...each, program: other } : each)),
            }),
          ),
        ),
      ]
    case 'combine':
      return [
        own,
        ...nodesOf(program.left, other => swap({ ...program, left: other })),
        ...nodesOf(program.right, other => swap({ ...program, right: other })),
      ]
    default:
      return [own, ...nodesOf(program.of, other => swap({ ...program, of: other }))]
  }
}
