import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languageOfNet, languageOfTree } from './bpmn/language.fixture.ts'
import { bpmnOfNet } from './bpmn/of-net.ts'
import { modelAs, modelNet } from './model-as.ts'
import { parseNet } from './net-notation.ts'
import { parseTree, printTree } from './process-tree.ts'
import { anyTree } from './random-tree.fixture.ts'
import { treeToNet } from './tree-to-net.ts'

/** The net that is left of a net when it went through BPMN; a text where it cannot. */
function throughBpmn(net: ReturnType<typeof parseNet>) {
  const drawn = modelAs({ kind: 'net', net }, ['bpmn'])
  const again = drawn.ok ? modelNet(drawn.value) : drawn
  return again.ok ? again.value : again.because
}

test('the net of any tree becomes BPMN with its language, free-choice or not', () => {
  fc.assert(
    fc.property(anyTree(['a', 'b', 'c']), tree => {
      const again = throughBpmn(treeToNet(tree))
      expect(typeof again, `${printTree(tree)}: ${again}`).toBe('object')
      expect(languageOfNet(again as never, 3), printTree(tree)).toEqual(languageOfTree(tree, 3))
    }),
    { numRuns: 30 },
  )
})

test('a loop beside something else makes a net that is not free-choice: it is drawn by its blocks', () => {
  const net = treeToNet(parseTree('→(a, ∧(↺(b, τ), c), d)'))
  expect(bpmnOfNet(net).ok).toBe(false)
  expect(languageOfNet(throughBpmn(net) as never, 6)).toEqual(languageOfNet(net, 6))
})

test('what is neither free-choice nor block-structured is refused with the place', () => {
  const net = parseNet('p → a → q + r; q → b → s; q + r → c → s; r + s → d → e; s → f → e; [p] ⇒ [e]')
  expect(bpmnOfNet(net).ok).toBe(false)
  expect(throughBpmn(net)).toMatch(/At the place "q" choice and synchronisation mix/)
})
