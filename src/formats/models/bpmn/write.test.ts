import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../../test/shared.ts'
import { nodePlatform as platform } from '../../../base/platform.node.ts'
import { layoutBpmn } from '../../../model/bpmn/layout/layout-bpmn.ts'
import { bpmnOfTree } from '../../../model/bpmn/of-tree.ts'
import {
  type BpmnModel,
  event,
  gateway,
  processModel,
  type Scope,
  sequenceFlow,
  subProcess,
  task,
} from '../../../model/bpmn.ts'
import { parseTree } from '../../../model/process-tree.ts'
import { readBpmn, writeBpmn } from './index.ts'
import { infoset } from './infoset.fixture.ts'
import { moddleWarnings } from './moddle.fixture.ts'

const read = (text: string) => readBpmn(text, { platform }).model
const withScope = (model: BpmnModel, change: (scope: Scope) => Partial<Scope>): BpmnModel => ({
  ...model,
  processes: model.processes.map(process => ({ ...process, ...change(process) })),
})
const original = `<?xml version="1.0" encoding="UTF-8"?>
<!-- made elsewhere -->
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" id="d" targetNamespace="urn:t">
  <process id="p" name="Old" x:owner="me">
    <extensionElements><x:thing a="1">text <x:b/></x:thing></extensionElements>
    <startEvent id="s"><outgoing>f1</outgoing></startEvent>
    <!-- a note -->
    <task id="a" name="Check" x:cost="3">
      <documentation>first</documentation>
      <extensionElements><x:form/></extensionElements>
      <incoming>f1</incoming>
      <outgoing>f2</outgoing>
      <ioSpecification><inputSet/><outputSet/></ioSpecification>
    </task>
    <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
    <endEvent id="e"><incoming>f2</incoming></endEvent>
    <sequenceFlow id="f2" sourceRef="a" targetRef="e" x:pretty="yes"/>
  </process>
</definitions>
`
/** Lines that were there and are not, and lines that are there and were not. */
function difference(before: string, after: string): string[] {
  const [old, now] = [before.split('\n').slice(1), after.split('\n').slice(1)]
  return [
    ...old.filter(line => !now.includes(line)).map(line => `- ${line.trim()}`),
    ...now.filter(line => !old.includes(line)).map(line => `+ ${line.trim()}`),
  ]
}

describe('a model that was read is written as its file was, but for what changed', () => {
  test('nothing', () => expect(writeBpmn(read(original))).toBe(original))

  test('a name and a type', () => {
    const model = withScope(read(original), ({ nodes }) => ({
      nodes: nodes.map(node =>
        node.kind === 'task' ? { ...node, name: 'Prüfen & "so"', type: 'userTask' as const } : node,
      ),
    }))
    expect(difference(original, writeBpmn(model))).toEqual([
      '- <task id="a" name="Check" x:cost="3">',
      '- </task>',
      '+ <userTask id="a" name="Prüfen &amp; &quot;so&quot;" x:cost="3">',
      '+ </userTask>',
    ])
  })

  test('a step put between two others', () => {
    const model = withScope(read(original), ({ nodes, flows }) => ({
      nodes: [...nodes.slice(0, 2), task('b', 'Pay'), ...nodes.slice(2)],
      flows: [flows[0]!, { ...flows[1]!, to: 'b' }, sequenceFlow('f3', 'b', 'e', { condition: 'x < 1' })],
    }))
    const written = writeBpmn(model)
    expect(difference(original, written)).toEqual([
      '- <endEvent id="e"><incoming>f2</incoming></endEvent>',
      '- <sequenceFlow id="f2" sourceRef="a" targetRef="e" x:pretty="yes"/>',
      '+ <task id="b" name="Pay">',
      '+ <incoming>f2</incoming>',
      '+ <outgoing>f3</outgoing>',
      '+ <endEvent id="e"><incoming>f3</incoming></endEvent>',
      '+ <sequenceFlow id="f2" sourceRef="a" targetRef="b" x:pretty="yes"/>',
      '+ <sequenceFlow id="f3" sourceRef="b" targetRef="e">',
      '+ <conditionExpression xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="tFormalExpression">x &lt; 1</conditionExpression>',
      '+ </sequenceFlow>',
    ])
    expect(read(written)).toEqual({ ...model, source: expect.anything() })
  })

  test('a step taken away, and one moved into a sub-process with all that it has', () => {
    const without = withScope(read(original), ({ nodes }) => ({
      nodes: [nodes[0]!, nodes[2]!],
      flows: [sequenceFlow('f1', 's', 'e')],
    }))
    expect(infoset(writeBpmn(without)).filter(line => /task|x:form|f2/.test(line))).toEqual([])
    const inside = withScope(read(original), ({ nodes }) => ({
      nodes: [nodes[0]!, subProcess('sub', 'Part', { nodes: [nodes[1]!] }), nodes[2]!],
      flows: [sequenceFlow('f1', 's', 'sub'), sequenceFlow('f2', 'sub', 'e')],
    }))
    const written = writeBpmn(inside)
    expect(written).toContain('x:cost="3"')
    expect(written).toContain('<x:form/>')
    expect(read(written)).toEqual({ ...inside, source: expect.anything() })
  })

  test('elements without ids get them where something refers to them', () => {
    const text = original
      .replace('<startEvent id="s"><outgoing>f1</outgoing></startEvent>', '<startEvent/>')
      .replace('sourceRef="s"', 'sourceRef="a"')
    const model = withScope(read(text), ({ flows }) => ({
      flows: flows.map(flow => (flow.id === 'f1' ? { ...flow, from: 'startEvent_1' } : flow)),
    }))
    expect(writeBpmn(model)).toContain('<startEvent id="startEvent_1">')
    expect(writeBpmn(read(text))).toBe(text)
  })
})

test('a model of every element there is, made here, is read as it was and opens elsewhere', async () => {
  const inner: Partial<Scope> = {
    nodes: [event('is', 'startEvent'), task('it', 'Inner'), event('ie', 'endEvent')],
    flows: [sequenceFlow('if1', 'is', 'it'), sequenceFlow('if2', 'it', 'ie')],
  }
  const model: BpmnModel = {
    ...processModel('All', {
      nodes: [
        event('s', 'startEvent', { definitions: [{ id: 'ed', type: 'message', reference: 'm', expression: null }] }),
        task('t', 'Do', {
          documentation: ['one', 'two'],
          loop: { kind: 'multi-instance', isSequential: true },
          dataLinks: [
            { id: 'dl1', type: 'dataInputAssociation', data: 'dor' },
            { id: 'dl2', type: 'dataOutputAssociation', data: 'dsr' },
          ],
        }),
        task('c', 'Undo', { isForCompensation: true, loop: { kind: 'standard', testBefore: true } }),
        gateway('x', 'exclusive', { defaultFlow: 'f4', name: 'ok?' }),
        gateway('eb', 'eventBased'),
        event('timer', 'intermediateCatchEvent', {
          definitions: [
            { id: null, type: 'timer', reference: null, expression: { element: 'timeDuration', text: 'P1D' } },
          ],
        }),
        event('err', 'boundaryEvent', {
          attachedTo: 't',
          isInterrupting: false,
          definitions: [{ id: null, type: 'error', reference: 'er', expression: null }],
        }),
        subProcess('sub', 'Sub', inner),
        subProcess('tx', 'Tx', {}, { type: 'transaction' }),
        subProcess('ah', 'Ad hoc', {}, { type: 'ad-hoc' }),
        subProcess('ev', 'Event', {}, { type: 'event' }),
        event('e', 'endEvent', { definitions: [{ id: null, type: 'terminate', reference: null, expression: null }] }),
      ],
      flows: [
        sequenceFlow('f1', 's', 't'),
        sequenceFlow('f2', 't', 'x'),
        sequenceFlow('f3', 'x', 'sub', { name: 'yes', condition: 'a > 1' }),
        sequenceFlow('f4', 'x', 'e'),
        sequenceFlow('f5', 'sub', 'e'),
      ],
      laneSets: [
        {
          id: 'ls',
          lanes: [
            {
              id: 'l1',
              name: 'One',
              nodes: ['s', 't'],
              children: { id: 'ls2', lanes: [{ id: 'l2', name: 'Inner', nodes: ['t'], children: null }] },
            },
          ],
        },
      ],
      data: [
        { id: 'do', name: '', type: 'dataObject', refersTo: null },
        { id: 'dor', name: 'Paper', type: 'dataObjectReference', refersTo: 'do' },
        { id: 'dsr', name: 'Store', type: 'dataStoreReference', refersTo: 'ds' },
        { id: 'di', name: 'In', type: 'dataInput', refersTo: null },
      ],
      artifacts: [
        { id: 'ta', type: 'textAnnotation', text: ' a note\nin lines ' },
        { id: 'g', type: 'group', text: '' },
      ],
      associations: [{ id: 'as', from: 't', to: 'ta', direction: 'One' }],
    }),
    collaborations: [
      {
        id: 'col',
        participants: [
          { id: 'p1', name: 'Us', process: 'process' },
          { id: 'p2', name: 'Them', process: null },
        ],
        messageFlows: [{ id: 'mf', name: 'asks', from: 'p2', to: 't' }],
        artifacts: [],
        associations: [],
      },
    ],
    declarations: [
      { id: 'm', name: 'Order', type: 'message' },
      { id: 'er', name: 'Gone', type: 'error' },
      { id: 'ds', name: 'Store', type: 'dataStore' },
    ],
    diagrams: [
      {
        id: 'dia',
        element: 'col',
        shapes: [
          {
            id: 'sh',
            element: 't',
            bounds: { x: 1.5, y: 2, width: 100, height: 80 },
            label: { x: 1, y: 2, width: 3, height: 4 },
            isHorizontal: null,
            isExpanded: true,
            isMarkerVisible: null,
          },
        ],
        edges: [
          {
            id: 'ed1',
            element: 'f1',
            waypoints: [
              { x: 0, y: 0 },
              { x: 5, y: -7 },
            ],
            label: null,
          },
        ],
      },
    ],
  }
  const written = writeBpmn(model)
  const back = read(written)
  expect({ ...back, source: null }).toEqual(model)
  expect(writeBpmn(back)).toBe(written)
  expect(await moddleWarnings(written)).toEqual([])
})

test('trees laid out are read as they were and open elsewhere', async () => {
  for (const tree of ['→(a, ×("b & <c>", τ), ∧(d, e), ↺(f, g))', 'τ', '↺(τ, "Prüfen")']) {
    const model = layoutBpmn(bpmnOfTree(parseTree(tree), 'A "tree"'))
    const written = writeBpmn(model)
    expect({ ...read(written), source: null }).toEqual(model)
    expect(await moddleWarnings(written)).toEqual([])
  }
})

describeShared('a reference model', 'data/logs/bpmn-miwg/Reference/C.8.1.bpmn', () => {
  test('laid out anew keeps all but its diagrams', async () => {
    const { model } = readBpmn(readFileSync(sharedPath('data/logs/bpmn-miwg/Reference/C.8.1.bpmn')), { platform })
    const written = writeBpmn(layoutBpmn(model))
    const semantic = (xml: string) => {
      const lines = infoset(xml)
      return lines.slice(0, lines.findIndex(line => line.endsWith('BPMNDiagram')) - 1)
    }
    expect(semantic(written)).toEqual(semantic(writeBpmn(model)))
    const byId = ({ diagrams }: BpmnModel) =>
      diagrams.flatMap(({ shapes, edges }) => [...shapes, ...edges]).sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(byId(readBpmn(written, { platform }).model)).toEqual(byId(layoutBpmn(model)))
    expect(await moddleWarnings(written)).toEqual(await moddleWarnings(writeBpmn(model)))
  })
  test('keeps all else where one name changes', () => {
    const { model } = readBpmn(readFileSync(sharedPath('data/logs/bpmn-miwg/Reference/C.8.1.bpmn')), { platform })
    const before = writeBpmn(model)
    const id = model.processes.flatMap(({ nodes }) => nodes).find(({ kind }) => kind === 'task')!.id
    const renamed = withScope(model, ({ nodes }) => ({
      nodes: nodes.map(node => (node.id === id ? { ...node, name: 'Renamed' } : node)),
    }))
    const [old, now] = [infoset(before), infoset(writeBpmn(renamed))]
    expect(now).toHaveLength(old.length)
    expect(now.filter((line, i) => line !== old[i])).toEqual(['{}name="Renamed"'])
  })
})
