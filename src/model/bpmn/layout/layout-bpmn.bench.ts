import { bench } from 'vitest'
import { random } from '../../../base/random.ts'
import { leaf, node, type ProcessTree, type TreeOperator } from '../../process-tree.ts'
import { bpmnOfTree } from '../of-tree.ts'
import { netOfBpmn } from '../to-net/net-of-bpmn.ts'
import { layoutBpmn } from './layout-bpmn.ts'

const draw = random(42)

/** A tree of about `size` activities with all operators, sequences twice as often as the others. */
function tree(size: number): ProcessTree {
  if (size <= 1) return leaf(`Activity ${Math.floor(draw() * 1e6)}`)
  const operators: readonly TreeOperator[] = ['→', '→', '×', '∧', '↺']
  const operator = operators[Math.floor(draw() * operators.length)]!
  const parts = operator === '↺' ? 2 : Math.min(size, 2 + Math.floor(draw() * 4))
  return node(
    operator,
    Array.from({ length: parts }, () => tree(Math.floor(size / parts))),
  )
}

for (const size of [30, 300]) {
  const model = bpmnOfTree(tree(size))
  const { nodes, flows } = model.processes[0]!
  bench(`layout: ${nodes.length} nodes, ${flows.length} flows`, () => void layoutBpmn(model))
  bench(`BPMN to net: ${nodes.length} nodes, ${flows.length} flows`, () => void netOfBpmn(model))
}
