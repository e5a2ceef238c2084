import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BpmnModel } from '../bpmn.ts'
import { leaf, node, type ProcessTree, parseTree, printTree, silent } from '../process-tree.ts'
import { compactTree } from './compact-tree.ts'
import { languageOfNet, languageOfTree } from './language.fixture.ts'
import { bpmnOfNet } from './of-net.ts'
import { bpmnOfTree } from './of-tree.ts'
import { netOfBpmn } from './to-net/net-of-bpmn.ts'

const tree: fc.Arbitrary<ProcessTree> = fc.letrec<{ tree: ProcessTree }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'b', 'c', 'd').map(leaf),
    fc.constant(silent),
    fc
      .tuple(fc.constantFrom('→', '×', '∧'), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }))
      .map(([operator, children]) => node(operator as '→', children)),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map(children => node('↺', children)),
  ),
})).tree

/** Nodes and flows in one line. */
function printed({ processes }: BpmnModel): string {
  const { nodes, flows } = processes[0]!
  const named = new Map(nodes.map(one => [one.id, one.kind === 'task' ? one.name : one.id]))
  return flows.map(({ from, to }) => `${named.get(from)}→${named.get(to)}`).join(' ')
}
const drawn = (notation: string) => printed(bpmnOfTree(parseTree(notation)))
const value = <T>(result: { ok: true; value: T } | { ok: false; because: string }): T => {
  if (!result.ok) throw new Error(result.because)
  return result.value
}

describe('a process tree as BPMN', () => {
  test('a sequence needs no gateway', () => {
    expect(drawn('→(a, b)')).toBe('start→a a→b b→end')
    expect(drawn('τ')).toBe('start→end')
  })
  test('choices and parallel parts stand between two gateways', () => {
    expect(drawn('→(a, ×(b, c, τ))')).toBe(
      'start→a a→xor_split_1 xor_split_1→b xor_split_1→c xor_split_1→xor_join_1 b→xor_join_1 xor_join_1→end c→xor_join_1',
    )
    expect(drawn('∧(a, b)')).toBe(
      'start→and_split_1 and_split_1→a and_split_1→b a→and_join_1 and_join_1→end b→and_join_1',
    )
  })
  test('a loop leads from a split back to a join', () => {
    expect(drawn('↺(a, b)')).toBe(
      'start→xor_join_1 xor_join_1→a a→xor_split_1 xor_split_1→b xor_split_1→end b→xor_join_1',
    )
    expect(drawn('×(τ, ↺(a, τ))')).toBe(
      'start→xor_join_1 xor_join_1→xor_split_1 xor_split_1→a xor_split_1→end a→xor_join_1',
    )
  })
  test('gateways of one kind in a row are one', () => {
    const { nodes } = bpmnOfTree(parseTree('→(×(a, →(×(b, c), d)), ×(e, f))')).processes[0]!
    expect(nodes.filter(({ kind }) => kind === 'gateway').map(({ id }) => id)).toEqual([
      'xor_split_1',
      'xor_join_1',
      'xor_split_2',
      'xor_join_2',
      'xor_join_3',
    ])
  })

  test('compact trees have the same language, and are their own compact form', () => {
    fc.assert(
      fc.property(tree, one => {
        const compact = compactTree(one)
        expect(languageOfTree(compact, 4)).toEqual(languageOfTree(one, 4))
        expect(compactTree(compact)).toEqual(compact)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  test('tree → BPMN → net has the language of the tree, and no gateway does nothing', () => {
    fc.assert(
      fc.property(tree, one => {
        const model = bpmnOfTree(one)
        const { nodes, flows } = model.processes[0]!
        for (const { id, kind } of nodes) {
          const into = flows.filter(({ to }) => to === id).length
          const out = flows.filter(({ from }) => from === id).length
          if (kind === 'gateway') expect(into > 1 !== out > 1, `${id} of ${printTree(one)}`).toBe(true)
        }
        const { net, notes } = value(netOfBpmn(model))
        expect(notes).toEqual([])
        expect(languageOfNet(net, 4), printTree(one)).toEqual(languageOfTree(one, 4))
      }),
      { seed: 2, numRuns: 400 },
    )
  })

  test('net → BPMN → net keeps the language where the net is a free-choice workflow net', () => {
    let seen = 0
    fc.assert(
      fc.property(tree, one => {
        const { net } = value(netOfBpmn(bpmnOfTree(one)))
        const model = bpmnOfNet(net)
        if (!model.ok) return
        seen++
        const again = value(netOfBpmn(model.value))
        expect(languageOfNet(again.net, 4), printTree(one)).toEqual(languageOfTree(one, 4))
      }),
      { seed: 3, numRuns: 400 },
    )
    expect(seen).toBeGreaterThan(200)
  })
})
