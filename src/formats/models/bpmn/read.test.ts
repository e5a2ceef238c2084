import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeShared, hasShared, sharedPath } from '../../../../test/shared.ts'
import { nodePlatform as platform } from '../../../base/platform.node.ts'
import { type BpmnModel, lanesIn, scopesIn } from '../../../model/bpmn.ts'
import { readBpmn, writeBpmn } from './index.ts'
import { infoset } from './infoset.fixture.ts'
import { moddleWarnings } from './moddle.fixture.ts'

const folder = 'data/logs/bpmn-miwg/Reference'
const names = hasShared(folder)
  ? readdirSync(sharedPath(folder))
      .filter(name => name.endsWith('.bpmn'))
      .sort()
  : []
const textOf = (bytes: Uint8Array) =>
  new TextDecoder(
    /encoding="ISO-8859-1"/.test(String.fromCharCode(...bytes.subarray(0, 80))) ? 'latin1' : 'utf-8',
  ).decode(bytes)
const withoutSource = (model: BpmnModel): BpmnModel => ({ ...model, source: null })

describeShared('the reference models of the BPMN model interchange working group', folder, () => {
  test('are 21', () => expect(names).toHaveLength(21))

  test.each(names)('%s is written with the information set that was read', name => {
    const bytes = readFileSync(sharedPath(folder, name))
    const { model } = readBpmn(bytes, { platform })
    const written = writeBpmn(model)
    expect(infoset(written)).toEqual(infoset(textOf(bytes)))
    expect(withoutSource(readBpmn(written, { platform }).model)).toEqual(withoutSource(model))
  })

  test.each(names)('%s: every element that the model speaks of is in it', name => {
    const bytes = readFileSync(sharedPath(folder, name))
    const { model, problems } = readBpmn(bytes, { platform })
    const undrawable = problems.find(({ kind }) => kind === 'undrawable')?.count ?? 0
    const lines = infoset(textOf(bytes))
    const count = (...tags: string[]) =>
      lines.filter(line =>
        tags.some(tag => new RegExp(`^open \\{http://www.omg.org/spec/BPMN/[^}]*\\}(\\w+:)?${tag}$`).test(line)),
      ).length
    const scopes = model.processes.flatMap(process => [...scopesIn(process)])
    const nodes = scopes.flatMap(scope => scope.nodes)
    const kinds = (test: (node: (typeof nodes)[number]) => boolean) => nodes.filter(test).length
    expect({
      activities: kinds(node => node.kind !== 'event' && node.kind !== 'gateway'),
      events: kinds(node => node.kind === 'event'),
      definitions: nodes.flatMap(node => (node.kind === 'event' ? node.definitions : [])).length,
      gateways: kinds(node => node.kind === 'gateway'),
      flows: scopes.flatMap(scope => scope.flows).length,
      lanes: scopes.flatMap(scope => [...lanesIn(scope.laneSets)]).length,
      messageFlows: model.collaborations.flatMap(one => one.messageFlows).length,
      drawn: undrawable + model.diagrams.flatMap(({ shapes, edges }) => [...shapes, ...edges]).length,
    }).toEqual({
      activities:
        count('(?:\\w+)?[tT]ask', 'callActivity', 'subProcess', 'transaction', 'adHocSubProcess') -
        count('global\\w*Task'),
      events: count('\\w+Event'),
      definitions: count('\\w+EventDefinition'),
      gateways: count('\\w+Gateway'),
      flows: count('sequenceFlow'),
      lanes: count('lane'),
      messageFlows: count('messageFlow'),
      drawn: count('BPMNShape', 'BPMNEdge'),
    })
  })

  test.each(names)('%s: the model alone, written anew, is the same model and opens elsewhere', async name => {
    const { model } = readBpmn(readFileSync(sharedPath(folder, name)), { platform })
    const written = writeBpmn(withoutSource(model))
    expect(withoutSource(readBpmn(written, { platform }).model)).toEqual(withoutSource(model))
    expect(await moddleWarnings(written)).toEqual([])
  })
})

const small = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" id="d" targetNamespace="urn:t">
  <process id="p">${inside}</process>
</definitions>
`
const read = (text: string) => readBpmn(text, { platform })

describe('a file that is none', () => {
  test.each([
    ['', 'must contain a root element'],
    ['plain text', 'line 1'],
    ['<a><b></a>', 'line 1: Unexpected close tag'],
    [small('<task id="a">\n<task id="b"'), 'line 4'],
    [small('<task id="a" id="b"/>'), 'line 3: Duplicate attribute'],
    [small('<y:task/>'), 'line 3: Unbound namespace prefix: "y"'],
    [small('&nbsp;'), 'line 3: Undefined entity (in <process> of line 3)'],
    ['<bpmn/>', 'line 1: The outermost element is <bpmn> of ""'],
    [`<!DOCTYPE a [<!ENTITY e "x">]>${small('&e;').split('?>')[1]}`, 'Undefined entity'],
    [`${'<a>'.repeat(300)}`, 'nested deeper than 256'],
  ])('is refused with its place: %s', (text, said) => {
    expect(() => read(text)).toThrow(said)
  })

  test('an error names the element that is open', () => {
    expect(() => read(small('\n<task id="a">\n  <name>\n</task>'))).toThrow(/line 6.*in <name> of line 5/)
  })

  test('bytes that are no text are refused, and an empty file too', () => {
    expect(() => readBpmn(new Uint8Array(0), { platform })).toThrow('empty')
    expect(() => readBpmn(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), { platform })).toThrow('line 1')
  })
})

describe('a file that is odd', () => {
  const kinds = (text: string) => read(text).problems.map(({ kind, count, places }) => [kind, count, places[0]?.line])

  test('flows that lead nowhere, ids that stand twice and shapes without a place are told and kept', () => {
    const text = small('<task id="a"/>\n<task id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="gone"/>')
    const { model } = read(text)
    expect(kinds(text)).toEqual([
      ['duplicate-id', 1, 4],
      ['dangling-reference', 1, 4],
    ])
    expect(model.processes[0]!.nodes.map(({ id }) => id)).toEqual(['a', 'a_1'])
    expect(model.processes[0]!.flows).toEqual([])
    expect(infoset(writeBpmn(model))).toEqual(infoset(text))
  })

  test('elements without ids are known by ids of their own, which are not written', () => {
    const text = small('<task name="a"/><task name="b"/>')
    const { model } = read(text)
    expect(model.processes[0]!.nodes.map(({ id }) => id)).toEqual(['task_1', 'task_2'])
    expect(infoset(writeBpmn(model))).toEqual(infoset(text))
  })

  test('a DOCTYPE is told and nothing of it is used', () => {
    expect(read(`<!DOCTYPE definitions>${small('').split('?>')[1]}`).problems.map(({ kind }) => kind)).toEqual([
      'doctype',
    ])
  })

  test('whatever encoding a file is in, it is read', () => {
    const text = small('<task id="a" name="Prüfen"/>')
    const latin = Uint8Array.from([...text.replace('UTF-8', 'ISO-8859-1')].map(letter => letter.charCodeAt(0)))
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(text.replace('UTF-8', 'UTF-16'), 'utf16le')])
    for (const bytes of [new TextEncoder().encode(text), latin, utf16])
      expect(readBpmn(bytes, { platform }).model.processes[0]!.nodes[0]!.name).toBe('Prüfen')
  })
})
