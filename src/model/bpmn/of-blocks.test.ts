import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ProcessTree, parseTree } from '../process-tree.ts'
import { anyTree } from '../random-tree.fixture.ts'
import { partAt } from '../tree-selection.ts'
import { languageOfNet, languageOfTree } from './language.fixture.ts'
import { bpmnOfBlocks } from './of-blocks.ts'
import { netOfBpmn } from './to-net/net-of-bpmn.ts'

test('every block has gateways of its own that say where in the tree it is', () => {
  const { bpmn, paths } = bpmnOfBlocks(parseTree('→(a, ×(↺(b, τ), τ))'))
  const { nodes, flows } = bpmn.processes[0]!
  const named = new Map(nodes.map(node => [node.id, node.kind === 'task' ? node.name : node.id]))
  expect(flows.map(({ from, to }) => `${named.get(from)}→${named.get(to)}`)).toEqual([
    'start→a',
    'a→part_1_begin',
    'part_1_begin→part_1_0_begin',
    'part_1_0_begin→b',
    'b→part_1_0_end',
    'part_1_0_end→part_1_0_begin',
    'part_1_0_end→part_1_end',
    'part_1_begin→part_1_end',
    'part_1_end→end',
  ])
  expect(paths.get('part_1_0_end')).toEqual([1, 0])
  expect(bpmn.diagrams[0]!.shapes).toHaveLength(nodes.length)
})

test('it says the same as the tree, and each activity is where its path says', () => {
  fc.assert(
    fc.property(anyTree(), tree => {
      const { bpmn, paths } = bpmnOfBlocks(tree)
      const made = netOfBpmn(bpmn)
      if (!made.ok) throw new Error(made.because)
      expect(languageOfNet(made.value.net, 3)).toEqual(languageOfTree(tree, 3))
      for (const node of bpmn.processes[0]!.nodes)
        if (node.kind === 'task')
          expect(partAt(tree, paths.get(node.id)!) as ProcessTree).toEqual({ kind: 'activity', activity: node.name })
    }),
  )
})
