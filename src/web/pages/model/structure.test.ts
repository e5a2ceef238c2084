import { expect, test } from 'vitest'
import { minedModel } from '../../../analyses/models/mined-model.ts'
import { variantLog } from '../../../log/variant-log.ts'
import { event, processModel, sequenceFlow, subProcess, task } from '../../../model/bpmn.ts'
import { layoutBpmn } from '../../../model/index.ts'
import { bpmnStructure, netStructure, partNames } from './structure.ts'

const mined = () => {
  const found = minedModel(variantLog('a b d | a c d'), { miner: 'inductive', noise: 0 })
  if (!found.ok || !found.value.bpmn.ok || !found.value.net) throw new Error('no model')
  return { bpmn: found.value.bpmn.value, net: found.value.net }
}

test('of a BPMN model the ways out of a choice have numbers of their own', () => {
  const structure = bpmnStructure(mined().bpmn)
  const names = partNames(structure)
  const branches = structure.flows.filter(({ isBranch }) => isBranch)
  expect(branches.map(({ to }) => names.get(to))).toEqual(['b', 'c'])
  expect(new Set(branches.map(({ from }) => names.get(from)))).toEqual(new Set(['Exclusive gateway 1']))
})
test('a net has a part for each place and transition, and a flow for each arc', () => {
  const { net } = mined()
  const { parts, flows } = netStructure(net)
  expect(parts).toHaveLength(net.places.length + net.transitions.length)
  expect(flows).toHaveLength(
    net.transitions.reduce((sum, { inputs, outputs }) => sum + inputs.length + outputs.length, 0),
  )
  expect(parts.filter(({ tokens }) => tokens > 0)).toHaveLength(1)
  expect(parts.filter(({ isFinal }) => isFinal)).toHaveLength(1)
  const keys = new Set(parts.map(({ key }) => key))
  expect(flows.every(({ from, to }) => keys.has(from) && keys.has(to))).toBe(true)
})
test('pools, lanes and expanded sub-processes are frames around the nodes of all pools; messages are flows of their own', () => {
  const inner = { nodes: [task('c', 'c')], flows: [] }
  const nodes = [event('s', 'startEvent'), subProcess('sub', 'Sub', inner), event('e', 'endEvent')]
  const flows = [sequenceFlow('f1', 's', 'sub'), sequenceFlow('f2', 'sub', 'e')]
  const first = processModel('', { nodes, flows })
  const second = processModel('', { nodes: [task('t', 't')] }, { id: 'other' })
  const model = layoutBpmn({
    ...first,
    processes: [...first.processes, ...second.processes],
    collaborations: [
      {
        id: 'together',
        participants: [
          { id: 'p1', name: 'One', process: 'process' },
          { id: 'p2', name: 'Two', process: 'other' },
        ],
        messageFlows: [{ id: 'm', name: '', from: 'c', to: 't' }],
        artifacts: [],
        associations: [],
      },
    ],
  })
  const { frames, parts, flows: drawn } = bpmnStructure(model)
  expect(frames.map(({ label }) => label)).toEqual(['One', 'Two', 'Sub'])
  expect(parts.map(({ key, kind }) => `${key} ${kind}`)).toEqual(['s start', 'e end', 'c task', 't task'])
  expect(drawn.map(({ key, isMessage }) => `${key} ${isMessage}`)).toEqual(['f1 false', 'f2 false', 'm true'])
})
