import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../base/platform.node.ts'
import { never } from '../base/platform.ts'
import { decodeUtf8 } from '../base/utf8.ts'
import { Aligner } from '../conformance/alignments/aligner.ts'
import { naiveDeviations } from '../conformance/naive-deviations.fixture.ts'
import { createMemoryEngine } from '../engine/index.ts'
import { modelFormatFor, writeModel } from '../formats/models/open-model.ts'
import { type Ask, defaultView } from '../log/engine.ts'
import { eventLog } from '../log/notation.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { type ProcessTree, parseTree, treeActivities } from '../model/process-tree.ts'
import { anyTree } from '../model/random-tree.fixture.ts'
import { treeToNet } from '../model/tree-to-net.ts'
import { askAnalysis } from './analysis.ts'
import { conformance } from './conformance.ts'
import { givenBaseline } from './models/baseline.ts'
import { kindTitles } from './models/conformance-tables.ts'

const textOf = (tree: ProcessTree): string =>
  decodeUtf8(writeModel({ kind: 'tree', tree }, modelFormatFor('ptml')!).bytes)
const engineOf = (notation: string) =>
  createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log: eventLog(notation), problems: [] }]]) })
const alignerOf = async (net: PetriNet) => {
  const opened = await Aligner.open(net)
  if (!opened.ok) throw new Error(opened.because)
  return opened.value
}
const ask: Ask = { log: 'log', view: defaultView, filter: [] }
const over = (notation: string, params: object, clock?: typeof nodePlatform) =>
  askAnalysis(conformance as never, engineOf(notation), ask, params, never, clock)
/** n cases of one sequence, an hour between events. */
const many = (n: number, name: string, trace: string, hours = 1) =>
  Array.from({ length: n }, (_, i) => {
    const events = trace.split(' ').map((activity, e) => `${activity}@${e * hours * 60 + i}m`)
    return `${name}${i}: ${events.join(' ')}`
  })

describe('conformance', () => {
  test('the worked example of its page', async () => {
    const log = [
      ...many(70, 'fit', 'order check ship pay'),
      ...many(10, 'late', 'order ship pay check', 5),
      ...many(10, 'skip', 'order ship pay'),
      ...many(6, 'twice', 'order check ship pay pay'),
      ...many(4, 'odd', 'order check ship pickup pay'),
    ].join(' | ')
    const answer = await over(log, { model: textOf(parseTree('→(order, check, ×(ship, pickup), pay)')) })
    expect(answer.findings.map(({ sentence }) => sentence)).toEqual([
      '30 % of cases depart from the model; the fitness of a case is 95 % on average.',
      '10 % of cases leave *check* out, after *order*; their median throughput time is 1 h shorter than that of the others.',
      '10 % of cases do *check* where the model has it elsewhere, after *pay*; their median throughput time is 12 h longer than that of the others.',
      '6 % of cases do *pay* more often than the model allows, after *pay*; their median throughput time is 1 h longer than that of the others, which may be chance.',
      '4 % of cases do *pickup* though they went another way that excludes it, after *ship*; their median throughput time is 1 h longer than that of the others, which may be chance.',
    ])
    expect(answer.notes).toEqual(['That cases which depart take longer is no proof of a cause.'])
  })

  test('the cases of every finding are those that its evidence keeps, and those of the definition', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTree().filter(tree => treeActivities(tree).length > 0),
        fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'x'), { maxLength: 5 }), { minLength: 1, maxLength: 12 }),
        async (tree, traces) => {
          const engine = engineOf(traces.map((trace, i) => `c${i}: ${trace.join(' ')}`).join(' | '))
          const model = textOf(tree)
          const labels = { version: 1, labels: [] }
          const answer = await askAnalysis(conformance as never, engine, ask, { model, labels, limit: 200 }, never)
          // of optimal alignments that cost the same the net asked takes its first: it is the net of the drawn tree
          const baseline = givenBaseline(model, labels, [])
          if (!baseline.ok) throw new Error(baseline.because)
          const asked = await alignerOf(baseline.value.net)
          const ofTree = await alignerOf(treeToNet(tree))
          const expected = new Map<string, string[]>()
          for (const [i, trace] of traces.entries()) {
            const { moves, cost } = await asked.align(trace)
            expect(cost).toBe((await ofTree.align(trace)).cost)
            const kinds = [...naiveDeviations(tree, moves).keys(), ...(cost > 0 ? ['departing'] : [])]
            for (const key of kinds) expected.set(key, [...(expected.get(key) ?? []), `c${i}`])
          }
          const found = new Map<string, string[]>()
          for (const { id, evidence, quantities } of answer.findings) {
            if (evidence.length === 0) continue
            const { id: kept } = await engine.cases({ ...ask, filter: evidence, limit: 100 })
            expect(quantities[0]!.value, id).toBe(kept.length)
            found.set(id, [...kept].sort())
          }
          const sorted = (map: Map<string, string[]>) => [...map].map(([k, v]) => [k, [...v].sort()] as const).sort()
          expect(sorted(found)).toEqual(sorted(expected))
        },
      ),
      { numRuns: 100 },
    )
  })

  test('says that the model was mined, and holds what is usual for right', async () => {
    const answer = await over([...many(30, 'c', 'a b c'), ...many(1, 'd', 'a c')].join(' | '), {})
    expect(answer.notes[0]).toContain('the inductive miner finds in them with noise 0.2')
    expect(answer.findings.map(({ id }) => id)).toEqual(['departing', 'missing:b'])
  })

  test('matches labels and tells it; labels that nobody does are missing; unknown activities are named', async () => {
    const model = textOf(parseTree('→("Check Order", "Call customer")'))
    const answer = await over('c1: check_order other | c2: check_order', { model })
    expect(answer.findings.map(({ id }) => id)).toEqual(['departing', 'missing:Call customer', 'unknown:other'])
    expect(answer.notes[0]).toBe(
      'The label *Check Order* of the model is taken for *check_order* (words, 95 % sure); a label mapping says otherwise.',
    )
    expect(answer.notes).toContain('The model does not know *other*.')
    const labels = {
      version: 1,
      labels: [
        { label: 'Check Order', activities: ['check_order'], confidence: 1, by: 'person' },
        { label: 'Call customer', activities: [], confidence: 1, by: 'person' },
      ],
      ignoredActivities: ['other'],
    }
    const mapped = await over('c1: check_order other | c2: check_order', { model, labels })
    expect(mapped.findings.map(({ sentence }) => sentence)).toEqual(['100 % of cases fit the model.'])
  })

  test('refuses what cannot be asked with a reason, and text that is no model by its place', async () => {
    const dead = JSON.stringify({
      ...{ format: 'parfocal-model', version: 1, kind: 'net', places: ['p', 'q'].map(id => ({ id, name: id })) },
      ...{ transitions: [], initial: { p: 1 }, final: [{ q: 1 }] },
    })
    const answer = await over('c1: a', { model: dead })
    expect([answer.findings, answer.notes.at(-1)]).toEqual([[], expect.stringContaining('final marking')])
    await expect(over('c1: a', { model: 'nonsense' })).rejects.toThrow('of no model that is known')
  })

  test('where the budget ends, numbers are intervals and say so', async () => {
    const parallel = parseTree(`∧(${Array.from({ length: 9 }, (_, i) => `→(a${i}, b${i}, c${i})`).join(', ')})`)
    const trace = Array.from({ length: 9 }, (_, i) => `c${i} b${i} a${i}`).join(' ')
    const answer = await over(`c1: ${trace}`, { model: textOf(parallel), states: 500 }, nodePlatform)
    const value = (label: string) => answer.findings[0]!.quantities.find(one => one.label === label)!.value!
    expect(value('moves that depart, at least')).toBeLessThan(value('moves that depart'))
    expect(value('average fitness')).toBeLessThan(value('average fitness at most'))
    expect(answer.notes.join(' ')).toContain('For 1 case the budget ended')
    expect(answer.tables[0]!.rows.every(([kind]) => Object.values(kindTitles).includes(kind as never))).toBe(true)
  })
})
