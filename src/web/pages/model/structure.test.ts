import { expect, test } from 'vitest'
import { minedModel } from '../../../analyses/models/mined-model.ts'
import { variantLog } from '../../../log/variant-log.ts'
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
