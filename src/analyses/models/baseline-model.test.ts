import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../../base/utf8.ts'
import { directlyFollows } from '../../discovery/index.ts'
import { modelFormats, writeModel } from '../../formats/index.ts'
import { variantLog } from '../../log/variant-log.ts'
import { printNet } from '../../model/index.ts'
import type { Model } from '../../model/model.ts'
import { modelAs } from '../../model/model-as.ts'
import { parseTree, printTree } from '../../model/process-tree.ts'
import { type BaselineModel, baselineText, mineBaseline, readBaseline, readBaselineText } from './baseline-model.ts'

const answerOf = <T>(result: { ok: true; value: T } | { ok: false; because: string }): T => {
  if (!result.ok) throw new Error(result.because)
  return result.value
}
const tree: Model = { kind: 'tree', tree: parseTree('→(a, ×(b, c), d)') }
const file = (model: Model, id: string) => {
  const format = modelFormats.find(one => one.id === id)!
  return writeModel(answerOf(modelAs(model, format.kinds)), format).bytes
}

describe('a file as a baseline', () => {
  test.each(['bpmn', 'pnml', 'ptml', 'json'])('%s can be held against, drawn and edited', id => {
    const baseline = answerOf(readBaseline(file(tree, id), `m.${id}`))
    expect(baseline.labels.toSorted()).toEqual(['a', 'b', 'c', 'd'])
    expect(printTree(answerOf(baseline.tree))).toBe('→(a, ×(b, c), d)')
    expect(answerOf(baseline.bpmn).diagrams).toHaveLength(1)
    expect(printNet(answerOf(readBaselineText(baseline.text, 'again')).net)).toBe(printNet(baseline.net))
  })
  test('a directly-follows graph allows every way through its arcs', () => {
    const dfg: Model = { kind: 'dfg', dfg: directlyFollows(variantLog('a b d | a c d')) }
    const baseline = answerOf(readBaseline(file(dfg, 'dfg'), 'm.dfg'))
    expect(printTree(answerOf(baseline.tree))).toBe('→(a, ×(b, c), d)')
  })
  test('constraints are no flow; what is no model is told with the file', () => {
    const declare: Model = { kind: 'declare', declare: { activities: ['a'], constraints: [] } }
    expect(readBaseline(file(declare, 'declare'), 'm.decl')).toMatchObject({ ok: false })
    expect(() => readBaseline(encodeUtf8('no model'), 'm.txt')).toThrow(/m\.txt: The content is of no model/)
    expect(() => readBaseline(encodeUtf8('<definitions><process>'), 'm.bpmn')).toThrow(/m\.bpmn/)
  })
  test('a BPMN with sub-processes is drawn by what it allows, and that is told', () => {
    const bpmn = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p">
      <startEvent id="s"/><subProcess id="sub"><startEvent id="is"/><task id="t" name="inner"/><endEvent id="ie"/>
      <sequenceFlow id="f3" sourceRef="is" targetRef="t"/><sequenceFlow id="f4" sourceRef="t" targetRef="ie"/></subProcess><endEvent id="e"/>
      <sequenceFlow id="f1" sourceRef="s" targetRef="sub"/><sequenceFlow id="f2" sourceRef="sub" targetRef="e"/></process></definitions>`
    const baseline = answerOf(readBaseline(encodeUtf8(bpmn), 'sub.bpmn'))
    expect(tasksOf(baseline)).toEqual(['inner'])
    expect(baseline.notes.at(-1)).toMatch(/without its sub-processes/)
  })
  test('a model whose parts nest in no way says why it cannot be edited as blocks', () => {
    const text = `{"format":"parfocal-model","version":1,"kind":"net","places":${JSON.stringify(['s', 'p', 'q', 'r', 't', 'o', 'e'].map(id => ({ id })))},"transitions":[
      {"id":"1","label":"a","inputs":{"s":1},"outputs":{"p":1,"q":1}},{"id":"2","label":"b","inputs":{"p":1},"outputs":{"r":1,"t":1}},
      {"id":"3","label":"c","inputs":{"q":1,"r":1},"outputs":{"o":1}},{"id":"4","label":"d","inputs":{"o":1,"t":1},"outputs":{"e":1}}],"initial":{"s":1},"final":[{"e":1}]}`
    const baseline = answerOf(readBaselineText(text, 'm.json'))
    expect(baseline.tree).toMatchObject({ ok: false, because: expect.stringContaining('not block-structured') })
  })
})

test('a mined model is asked about as the text of a file', () => {
  const baseline = answerOf(mineBaseline(variantLog('a b d | a c d'), { miner: 'inductive', noise: 0 }))
  expect(printTree(answerOf(answerOf(readBaselineText(baseline.text, 'mined')).tree))).toBe('→(a, ×(b, c), d)')
  expect(baseline.text).toBe(baselineText({ kind: 'tree', tree: answerOf(baseline.tree) }))
  const split = answerOf(mineBaseline(variantLog('a b | b a'), { miner: 'split', eta: 0.4, epsilon: 0.1 }))
  expect(split.labels).toEqual(['a', 'b'])
})

const tasksOf = ({ bpmn }: BaselineModel) =>
  answerOf(bpmn).processes[0]!.nodes.flatMap(node => (node.kind === 'task' ? [node.name] : []))
