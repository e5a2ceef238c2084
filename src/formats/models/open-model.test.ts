import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { type DirectlyFollowsGraph, printArcs } from '../../model/directly-follows-graph.ts'
import { parseNet, printNet } from '../../model/net-notation.ts'
import { netToTree } from '../../model/net-to-tree.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { netLanguage } from '../../model/play-out-net.ts'
import { normalTree, parseTree, printTree } from '../../model/process-tree.ts'
import { anyNet } from '../../model/random-net.fixture.ts'
import { reduceNet } from '../../model/reduce-net.ts'
import { soundness } from '../../model/soundness.ts'
import { plainTree, treeToNet } from '../../model/tree-to-net.ts'
import { workflowNet } from '../../model/workflow-net.ts'
import { dfgText } from './dfg-text.ts'
import { dot } from './dot.ts'
import { modelJson } from './model-json.ts'
import { modelFormatFor, openModel, writeModel } from './open-model.ts'
import { pnml } from './pnml/pnml.ts'

const open = (text: string) => openModel(encodeUtf8(text), 'model')
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('a model is opened by what is in it', () => {
  test('whatever its name', () => {
    const net = parseNet('s → a → e')
    const { bytes } = writeModel({ kind: 'net', net }, pnml)
    expect(openModel(bytes, 'model.json').format).toBe('pnml')
    expect(
      open(`<!-- by hand --><x:pnml xmlns:x="y">${textOf(bytes).split('<pnml>')[1]!.replace('</pnml>', '</x:pnml>')}`)
        .format,
    ).toBe('pnml')
  })
  test('and what is none is refused with what it is', () => {
    expect(() => open('<log xes.version="1.0"/>')).toThrow('model: This is an event log, not a model. Known are PNML')
    expect(() => open('<html/>')).toThrow('The outermost element <html> is of no model that is known here.')
    expect(() => open('case,activity')).toThrow('The content is of no model that is known here.')
    expect(() => openModel(new Uint8Array(), 'x')).toThrow('x: The file is empty (0 bytes).')
    expect(() => openModel(Uint8Array.of(0x1f, 0x8b, 8), 'x')).toThrow('packed (gzip)')
  })
  test('a format is known by its id or by the ending of a name', () => {
    expect([modelFormatFor('pnml')?.id, modelFormatFor('a.PTML')?.id, modelFormatFor('a.b.json')?.id]).toEqual([
      'pnml',
      'ptml',
      'json',
    ])
    expect(modelFormatFor('a.xes')).toBeUndefined()
  })
  test('and written where the format can hold it', () => {
    expect(() => writeModel({ kind: 'tree', tree: parseTree('a') }, pnml)).toThrow('cannot hold a process tree')
  })
})

describe('the samples', () => {
  const sample = (name: string) => {
    const { model, problems } = openModel(readFileSync(new URL(`../../../samples/${name}`, import.meta.url)), name)
    expect(problems).toEqual([])
    return model
  }
  test('say what their names say', () => {
    const parcels = sample('model-weights-and-pages.pnml')
    expect(parcels.kind === 'net' && printNet(parcels.net)).toBe(
      'start → "Accept order"@accept → 2*parcels; parcels → "Pack parcel"@pack → packed; 2*packed → τ@join → end; [start] ⇒ [end]',
    )
    expect(sample('model-loop-of-three-parts.ptml')).toEqual({
      kind: 'tree',
      tree: parseTree('→(↺("Check claim", "Ask customer"), Pay)'),
    })
  })
})

describe('the text file of a directly-follows graph', () => {
  const text = '2\nregister\nend it\n1\n0x3\n2\n0x1\n1x2\n0>1x2\n0>0x4\n'
  const graph = (content: string): DirectlyFollowsGraph => {
    const { model } = open(content)
    if (model.kind !== 'dfg') throw new Error(model.kind)
    return model.dfg
  }
  test('is read and written', () => {
    expect(printArcs(graph(text))).toEqual({
      '▶→register': 3,
      'register→■': 1,
      'end it→■': 2,
      'register→end it': 2,
      'register→register': 4,
    })
    const { bytes } = writeModel({ kind: 'dfg', dfg: graph(text) }, dfgText)
    expect(graph(textOf(bytes))).toEqual(graph(text))
    expect(graph(text.replaceAll('\n', '\r\n'))).toEqual(graph(text))
  })
  test('is refused with its line', () => {
    expect(() => open('2\na\n')).toThrow('line 3: The file ends where the name of an activity must stand.')
    expect(() => open('2\na\na\n0\n0\n')).toThrow('line 3: The activity "a" stands there twice (first in line 2).')
    expect(() => open('1\na\n1\n5x1\n0\n')).toThrow('line 4: There is no activity 5: there are 1, the first is 0.')
    expect(() => open('1\na\n0\n0\n0-0\n')).toThrow('line 5: "0-0" is not of the form index > index x frequency.')
    expect(() => open('99999\n')).toThrow('line 1: "99999" is no number of activities (at most 5000).')
  })
})

describe('JSON of our own', () => {
  test('holds nets, trees and graphs', () => {
    fc.assert(
      fc.property(anyNet, net => {
        const { bytes } = writeModel({ kind: 'net', net }, modelJson)
        expect(openModel(bytes, 'x')).toEqual({ model: { kind: 'net', net }, problems: [], format: 'json' })
      }),
      { numRuns: 100, seed: 63 },
    )
    const tree = parseTree('→(a, ↺("two words", τ))')
    expect(openModel(writeModel({ kind: 'tree', tree }, modelJson).bytes, 'x').model).toEqual({ kind: 'tree', tree })
    const { model } = open('2\na\nb\n1\n0x3\n1\n1x3\n0>1x3\n')
    expect(openModel(writeModel(model, modelJson).bytes, 'x').model).toEqual(model)
    const steps = [
      { from: 0, label: 'a', to: 1, frequency: 2 },
      { from: 1, label: null, to: 0 },
    ]
    const system = { kind: 'system' as const, system: { states: ['{}', '{a}'], steps, final: [1] } }
    expect(openModel(writeModel(system, modelJson).bytes, 'x').model).toEqual(system)
    expect(textOf(writeModel(system, dot).bytes)).toContain('s1 [label="{a}", peripheries=2];')
    expect(() => openModel(writeModel(system, dot).bytes, 'x')).toThrow('no model can be made')
  })
  test('of a transition system is refused where a step leads nowhere', () => {
    const system = { format: 'parfocal-model', version: 1, kind: 'system', states: ['x'], steps: [], final: [0] }
    const wrong = (change: object) => () => open(JSON.stringify({ ...system, ...change }))
    expect(wrong({})().model.kind).toBe('system')
    expect(wrong({ steps: [{ from: 0, label: 'a', to: 1 }] })).toThrow('steps[0].to must be the number of a state')
    expect(wrong({ states: [] })).toThrow('states is empty')
    expect(wrong({ states: ['x', 'x'] })).toThrow('a name stands there twice')
    expect(wrong({ steps: [{ from: 0, label: 'a', to: 0, frequency: -1 }] })).toThrow('must be a frequency')
    expect(wrong({ final: ['x'] })).toThrow('final[0] must be the number of a state')
  })
  test('is refused where it says what cannot be', () => {
    const wrong = (change: object) =>
      JSON.stringify({
        format: 'parfocal-model',
        version: 1,
        kind: 'net',
        places: [{ id: 'p' }],
        transitions: [{ id: 't', label: 'a', inputs: { p: 1 } }],
        initial: { p: 1 },
        final: [{}],
        ...change,
      })
    expect(open(wrong({})).model.kind).toBe('net')
    expect(() => open(wrong({ version: 2 }))).toThrow('The model has the version 2; known is 1.')
    expect(() => open(wrong({ kind: 'bird' }))).toThrow('There is no kind of model "bird".')
    expect(() => open(wrong({ initial: { q: 1 } }))).toThrow('initial speaks of the place "q", which there is not.')
    expect(() => open(wrong({ initial: { p: 0.5 } }))).toThrow('initial.p must be a whole number of tokens')
    expect(() => open(wrong({ places: [{ id: 'p' }, { id: 'p' }] }))).toThrow('The id "p" stands there twice.')
    expect(() => open(wrong({ final: [] }))).toThrow('final is empty')
    expect(() => open(`${wrong({})}}`)).toThrow('The JSON is broken')
  })
})

describeShared('the nets of another tool', ['oracle/models/sepsis.IM.pnml', 'oracle/sepsis.json'], () => {
  const folder = sharedPath('oracle', 'models')
  const read = (name: string): PetriNet => {
    const { model, problems } = openModel(readFileSync(`${folder}/${name}`), name)
    expect([name, problems]).toEqual([name, []])
    if (model.kind !== 'net') throw new Error(model.kind)
    return model.net
  }
  const names = readdirSync(folder).sort()
  const oracles = new Map<string, Record<string, unknown>>()
  const oracleOf = (name: string) => {
    const log = name.split('.')[0]!
    if (!oracles.has(log)) oracles.set(log, JSON.parse(readFileSync(sharedPath('oracle', `${log}.json`), 'utf8')))
    return oracles.get(log)!
  }

  test.each(names)('%s is read, written and read as the same net, and as the tool counted it', name => {
    const net = read(name)
    expect(openModel(writeModel({ kind: 'net', net }, pnml).bytes, name).model).toEqual({ kind: 'net', net })
    const key = name.includes('IMf') ? 'IMf_0.2' : 'IM'
    if (name.includes('hashseed')) return
    const labels = net.transitions.flatMap(({ label }) => label ?? [])
    expect({
      places: net.places.length,
      transitions: labels.sort(),
      silent: net.transitions.length - labels.length,
      arcs: net.transitions.reduce((sum, { inputs, outputs }) => sum + inputs.length + outputs.length, 0),
    }).toEqual(oracleOf(name)[`net_${key}`])
  })

  test.each(names)('%s is a sound workflow net', name => {
    const net = read(name)
    expect(workflowNet(net)).toMatchObject({ ok: true })
    expect(soundness(net)).toEqual({ verdict: 'sound', findings: [] })
  })

  const language = (net: PetriNet, length: number) => netLanguage(net, { length, traces: 1000, states: 8000 })
  /** The longest length, at most 6, for which the traces are few enough to be compared. */
  const comparable = (net: PetriNet) => [6, 5, 4, 3, 2, 1].find(length => language(net, length).ok)!

  test.each(names.filter(name => !name.includes('hashseed')))(
    '%s has the language of the tree it was made from',
    name => {
      const net = read(name)
      const tree = parseTree(String(oracleOf(name)[name.includes('IMf') ? 'tree_IMf_0.2' : 'tree_IM']))
      const length = comparable(net)
      expect(language(treeToNet(tree), length)).toEqual(language(net, length))
      const back = netToTree(net)
      expect(back.ok && printTree(back.value)).toBe(printTree(normalTree(plainTree(tree))))
    },
  )

  test.each(names)('%s keeps its language when it is reduced and when it becomes a tree', name => {
    const net = read(name)
    const length = comparable(net)
    const { net: small } = reduceNet(net)
    expect(language(small, length)).toEqual(language(net, length))
    const tree = netToTree(net)
    expect([name, tree]).toMatchObject([name, { ok: true }])
    if (tree.ok) expect(language(treeToNet(tree.value), length)).toEqual(language(net, length))
  })
})
