import { expect, test } from 'vitest'
import { baselineText, readBaselineText } from '../../../analyses/models/baseline-model.ts'
import { checkConformance } from '../../../analyses/models/conformance-check.ts'
import { conformanceQuestion } from '../../../analyses/models/conformance-question.ts'
import { nodePlatform } from '../../../base/platform.node.ts'
import { never } from '../../../base/platform.ts'
import { createMemoryEngine } from '../../../engine/index.ts'
import { defaultView } from '../../../log/engine.ts'
import { eventLog } from '../../../log/notation.ts'
import { parseTree, treeToNet } from '../../../model/index.ts'
import { bpmnStructure } from '../model/structure.ts'
import { marksOf } from './marks-of.ts'

const answerOf = <T>(result: { ok: true; value: T } | { ok: false; because: string }): T => {
  if (!result.ok) throw new Error(result.because)
  return result.value
}

async function marked(tree: string, log: string, labels: unknown = null, asNet = false): Promise<string[]> {
  const parsed = parseTree(tree)
  const text = baselineText(asNet ? { kind: 'net', net: treeToNet(parsed) } : { kind: 'tree', tree: parsed })
  const engine = createMemoryEngine({
    platform: nodePlatform,
    logs: new Map([['log', { log: eventLog(log), problems: [] }]]),
  })
  const ask = { log: 'log', view: defaultView, filter: [] }
  const question = conformanceQuestion.parse({ model: text, labels })
  const check = answerOf(await checkConformance(engine, ask, question, never))
  const structure = bpmnStructure(answerOf(answerOf(readBaselineText(text, 'model')).bpmn))
  const names = new Map(structure.parts.map(part => [part.key, part.label || part.kind]))
  return marksOf(structure, check.deviations, check.baseline.labels).map(
    ({ key, is, activity, cases }) => `${activity} ${is} at ${names.get(key)} in ${cases}`,
  )
}

test('what is skipped is marked where the model has it, what is put in behind the part before', async () => {
  expect(await marked('→(a, b, c)', '1: a c | 2: a c | 3: a b x c')).toEqual([
    'b skipped at b in 2',
    'x inserted at b in 1',
  ])
  expect(await marked('→(a, b)', '1: x a b')).toEqual(['x inserted at start in 1'])
})
test('labels that stand for other activities are found', async () => {
  const labels = { version: 1, labels: [{ label: 'B', activities: ['b'], confidence: 1, by: 'person' }] }
  expect(await marked('→(a, B, c)', '1: a c', labels)).toEqual(['b skipped at B in 1'])
})
test('a net that is drawn by its blocks, since it is not free-choice, is marked all the same', async () => {
  const log = '1: a b c d | 2: a c b b x d | 3: a b d'
  expect(await marked('→(a, ∧(↺(b, τ), c), d)', log, null, true)).toEqual([
    'c skipped at c in 1',
    'x inserted at b in 1',
  ])
})
