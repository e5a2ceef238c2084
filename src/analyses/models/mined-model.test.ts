import { describe, expect, test } from 'vitest'
import { notApplicable } from '../../base/result.ts'
import { noPace } from '../../log/count/pace.ts'
import { type VariantLog, variantLog } from '../../log/variant-log.ts'
import { event, processModel, sequenceFlow, task } from '../../model/bpmn.ts'
import { parseNet } from '../../model/index.ts'
import { measureModel, modelSize } from './measure-model.ts'
import { givenModel, type MinedModel, type MinerSettings, minedModel } from './mined-model.ts'
import { mineModelFor } from './miners.ts'

const answerOf = <T>(result: { ok: true; value: T } | { ok: false; because: string }): T => {
  if (!result.ok) throw new Error(result.because)
  return result.value
}
const now = () => 0
const measured = async (log: VariantLog, mined: MinedModel) =>
  measureModel(log, { net: mined.net!, bpmn: mined.bpmn }, { now, timeMs: 1000, pace: noPace })
const aligned = async (log: VariantLog, mined: MinedModel) => answerOf((await measured(log, mined)).aligned)

const L1 = 'a b c d *3 | a c b d *2 | a e d'
const flowMiners: readonly MinerSettings[] = [
  { miner: 'inductive', noise: 0 },
  { miner: 'inductive', noise: 0.2 },
  { miner: 'split', eta: 0.4, epsilon: 0.1 },
  { miner: 'heuristics', dependency: 0.5 },
  { miner: 'alpha' },
  { miner: 'powl' },
  { miner: 'ilp', noise: 0 },
]

describe('mining', () => {
  test('inclusive joins of the Split Miner are BPMN, and a net that allows more where no BPMN may be', () => {
    const log = variantLog('e b a b | b e a')
    const kindIn = (...kinds: ('bpmn' | 'net' | 'tree')[]) => {
      const { model, note } = answerOf(mineModelFor('split', log, {}, kinds))
      return [model.kind, note === null ? null : /allows more/.test(note)]
    }
    expect([kindIn('bpmn'), kindIn('net', 'tree')]).toEqual([
      ['bpmn', null],
      ['net', true],
    ])
    expect(answerOf(mineModelFor('split', log, {}, null)).model.kind).toBe('bpmn')
    expect(answerOf(mineModelFor('inductive', log, {}, ['net'])).model.kind).toBe('tree')
  })
  test.each(flowMiners)('$miner gives a net whose numbers are shares', async settings => {
    const log = variantLog(L1)
    const mined = answerOf(minedModel(log, settings))
    const { fitness, averageFitness, precision, cases } = await aligned(log, mined)
    for (const share of [...fitness, ...averageFitness, answerOf(precision), modelSize(mined.net!).simplicity]) {
      expect(share).toBeGreaterThan(0)
      expect(share).toBeLessThanOrEqual(1)
    }
    expect(cases).toBe(6)
  })
  test('the inductive miner without noise fits every case, so does the ILP miner, and alpha mines the textbook net', async () => {
    const log = variantLog(L1)
    for (const settings of [flowMiners[0]!, flowMiners[4]!, flowMiners[6]!]) {
      const { fitness, averageFitness, fittingCases, openVariants, fScore, precision } = await aligned(
        log,
        answerOf(minedModel(log, settings)),
      )
      expect([fitness, averageFitness, fittingCases, openVariants]).toEqual([[1, 1], [1, 1], 6, 0])
      const p = answerOf(precision)
      expect(fScore![0]).toBeCloseTo((2 * p) / (1 + p), 12)
    }
  })
  test('Declare gives constraints with support and confidence, and says that it is no flow', () => {
    const mined = answerOf(minedModel(variantLog('a b *9 | a'), { miner: 'declare', support: 0.1, confidence: 0.9 }))
    const response = mined.constraints.find(one => one.activities.join() === 'a,b')!
    expect(response.satisfied / response.activated).toBe(response.confidence)
    expect(mined.net).toBeNull()
    expect(mined.bpmn).toMatchObject({ ok: false })
  })
  test('a log without events has no model', () => {
    expect(minedModel(variantLog(''), { miner: 'powl' })).toMatchObject({ ok: false })
  })
})

describe('how often the parts of a model are taken', () => {
  const partOf = (mined: MinedModel, name: string) =>
    answerOf(mined.bpmn).processes[0]!.nodes.find(node => node.name === name)!.id

  test('a branch counts the cases that go through it, a loop every time', async () => {
    const log = variantLog('a b c *3 | a c *2 | a b b c')
    const mined = answerOf(minedModel(log, { miner: 'inductive', noise: 0 }))
    const { bpmn, net } = await measured(log, mined)
    const { parts, by } = answerOf(bpmn).frequency
    expect(parts[partOf(mined, 'b')]).toEqual({ cases: 4, times: 5 })
    expect(parts[partOf(mined, 'a')]).toEqual({ cases: 6, times: 6 })
    expect(by).toEqual({ exact: 6, bounded: 0, replay: 0 })
    const b = mined.net!.transitions.find(({ label }) => label === 'b')!
    expect(net.frequency.parts[b.id]).toEqual({ cases: 4, times: 5 })
  })
  test('what flows into a node is what flows out of it', async () => {
    for (const notation of [L1, 'a b c d *4 | a b d *2 | b a d c c d', 'x y *2 | y x | x y x y *5'])
      for (const noise of [0, 0.3]) {
        const log = variantLog(notation)
        const mined = answerOf(minedModel(log, { miner: 'inductive', noise }))
        const { parts, by, cases } = answerOf((await measured(log, mined)).bpmn).frequency
        const { nodes, flows } = answerOf(mined.bpmn).processes[0]!
        expect(by.exact).toBe(cases)
        const sum = (ids: readonly { readonly id: string }[]) => ids.reduce((all, { id }) => all + parts[id]!.times, 0)
        for (const node of nodes) {
          const ways = [flows.filter(({ to }) => to === node.id), flows.filter(({ from }) => from === node.id)]
          const isParallel = node.kind === 'gateway' && node.type === 'parallel'
          for (const side of ways)
            if (side.length > 0) expect(sum(side)).toBe(parts[node.id]!.times * (isParallel ? side.length : 1))
        }
      }
  })
  test('a case that departs counts where its closest run goes', async () => {
    const log = variantLog('a b *9 | a c b')
    const mined = answerOf(minedModel(log, { miner: 'inductive', noise: 0.5 }))
    const { bpmn, aligned } = await measured(log, mined)
    const names = answerOf(mined.bpmn).processes[0]!.nodes.map(({ name }) => name)
    if (!names.includes('c')) expect(answerOf(aligned).fittingCases).toBe(9)
    expect(answerOf(bpmn).frequency.parts[partOf(mined, 'b')]).toEqual({ cases: 10, times: 10 })
  })
})

test('where the time is over, fitness is an interval that holds the truth, and precision says so', async () => {
  const log = variantLog('a b c d *3 | a c b d *2 | a e d | d c b a | a a b c d | e d a')
  const mined = answerOf(minedModel(log, { miner: 'inductive', noise: 0.5 }))
  const truth = await aligned(log, mined)
  // time stands still until the first variants are aligned, then it is over
  let looks = 0
  const { aligned: found, bpmn } = await measureModel(
    log,
    { net: mined.net!, bpmn: mined.bpmn },
    { now: () => (looks++ < 8 ? 0 : looks * 1000), timeMs: 100, pace: noPace },
  )
  const late = answerOf(found)
  expect(late.openVariants).toBeGreaterThan(0)
  expect(late.averageFitness[0]).toBeLessThan(late.averageFitness[1])
  expect(late.averageFitness[0]).toBeLessThanOrEqual(truth.averageFitness[0])
  expect(late.averageFitness[1]).toBeGreaterThanOrEqual(truth.averageFitness[0])
  expect(late.fScore === null).toBe(!late.precision.ok)
  const { by, cases, parts } = answerOf(bpmn).frequency
  expect(by.exact + by.bounded + by.replay).toBe(cases)
  expect(by.replay).toBeGreaterThan(0)
  const start = answerOf(mined.bpmn).processes[0]!.nodes.find(({ kind }) => kind === 'event')!
  expect(parts[start.id]!.cases).toBe(cases)
})
test('where no end can be reached, there is no fitness, and replay counts', async () => {
  const log = variantLog('a b *3 | a')
  const net = parseNet('s → a → p; p + never → b → e; [s] ⇒ [e]')
  const measures = await measureModel(log, { net, bpmn: notApplicable('no BPMN') }, { now, timeMs: 1000, pace: noPace })
  expect(measures.aligned).toMatchObject({ ok: false, because: expect.stringMatching(/no final marking/) })
  expect(measures.net.frequency.by).toEqual({ exact: 0, bounded: 0, replay: 4 })
  const [a, b] = ['a', 'b'].map(label => net.transitions.find(one => one.label === label)!.id)
  expect([measures.net.frequency.parts[a!], measures.net.frequency.parts[b!]]).toEqual([
    { cases: 4, times: 4 },
    { cases: 3, times: 3 },
  ])
  expect(measures.net.deviations).toEqual({ parts: {}, cases: 0 })
})

describe('a model that was given', () => {
  test('is drawn by its own diagram where that is whole, else anew', () => {
    const bpmn = processModel('', {
      nodes: [event('s', 'startEvent'), task('t', 'a'), event('e', 'endEvent')],
      flows: [sequenceFlow('f1', 's', 't'), sequenceFlow('f2', 't', 'e')],
    })
    const anew = answerOf(givenModel({ kind: 'bpmn', bpmn }))
    const drawn = answerOf(anew.bpmn)
    expect(drawn.diagrams[0]!.shapes.map(({ element }) => element)).toEqual(['s', 't', 'e'])
    expect(answerOf(answerOf(givenModel({ kind: 'bpmn', bpmn: drawn })).bpmn)).toBe(drawn)
    const half = { ...drawn, diagrams: [{ ...drawn.diagrams[0]!, shapes: drawn.diagrams[0]!.shapes.slice(1) }] }
    expect(answerOf(answerOf(givenModel({ kind: 'bpmn', bpmn: half })).bpmn)).toEqual(drawn)
    expect(anew.net!.transitions.map(({ label }) => label)).toContain('a')
  })
  test('that is no net is drawn without one, with the reason; constraints are refused', () => {
    const two = processModel('', { nodes: [task('t', 'a')] })
    const other = processModel('', { nodes: [task('u', 'b')] }, { id: 'other' })
    const bpmn = { ...two, processes: [...two.processes, ...other.processes] }
    const given = answerOf(givenModel({ kind: 'bpmn', bpmn }))
    expect([given.net, given.bpmn.ok]).toEqual([null, true])
    expect(given.netNote).toMatch(/several processes/)
    const declare = givenModel({ kind: 'declare', declare: { activities: ['a'], constraints: [] } })
    expect(declare).toMatchObject({ ok: false, because: 'A Declare model has no flow to draw and to measure.' })
  })
})
