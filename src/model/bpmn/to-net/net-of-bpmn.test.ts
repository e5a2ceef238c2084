import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared, hasShared, sharedPath } from '../../../../test/shared.ts'
import { nodePlatform as platform } from '../../../base/platform.node.ts'
import { readBpmn } from '../../../formats/models/bpmn/index.ts'
import {
  type BpmnEvent,
  type BpmnModel,
  event,
  type FlowNode,
  gateway,
  processModel,
  type Scope,
  sequenceFlow,
  subProcess,
  task,
} from '../../bpmn.ts'
import { parseTree } from '../../process-tree.ts'
import { languageOfNet } from '../language.fixture.ts'
import { bpmnOfTree } from '../of-tree.ts'
import { type BpmnNetOptions, netOfBpmn } from './net-of-bpmn.ts'
import { playTokens } from './token-game.fixture.ts'

/** `s→a a→x`: flows; nodes are made by `nodes` or by the first letter of their id: s start, e end, x exclusive, p parallel, o inclusive. */
function scope(flows: string, nodes: readonly FlowNode[] = []): Pick<Scope, 'nodes' | 'flows'> {
  const known = new Map(nodes.map(node => [node.id, node]))
  const pairs = flows
    .split(' ')
    .filter(Boolean)
    .map(flow => flow.split('→') as [string, string])
  for (const id of pairs.flat())
    if (!known.has(id)) {
      const letter = id.length > 1 ? id[0] : ''
      const made =
        letter === 's'
          ? event(id, 'startEvent')
          : letter === 'e'
            ? event(id, 'endEvent')
            : letter === 'x'
              ? gateway(id, 'exclusive')
              : letter === 'p'
                ? gateway(id, 'parallel')
                : letter === 'o'
                  ? gateway(id, 'inclusive')
                  : task(id, id)
      known.set(id, made)
    }
  return { nodes: [...known.values()], flows: pairs.map(([from, to]) => sequenceFlow(`${from}-${to}`, from, to)) }
}
const modelOf = (flows: string, nodes: readonly FlowNode[] = []) => processModel('p', scope(flows, nodes))

function language(flows: string, nodes: readonly FlowNode[] = [], length = 4, options: BpmnNetOptions = {}): string {
  const result = netOfBpmn(modelOf(flows, nodes), options)
  return result.ok
    ? (languageOfNet(result.value.net, length) ?? ['unbounded']).map(trace => trace.replaceAll(' ', '')).join(' ')
    : result.because
}
const boundary = (id: string, attachedTo: string, rest: Partial<BpmnEvent> = {}) =>
  event(id, 'boundaryEvent', { attachedTo, ...rest })
const definition = (type: BpmnEvent['definitions'][number]['type'], reference: string | null = null) => [
  { id: null, type, reference, expression: null },
]
const end = (id: string, type: BpmnEvent['definitions'][number]['type'], reference: string | null = null) =>
  event(id, 'endEvent', { definitions: definition(type, reference) })

describe('what may happen in a process', () => {
  test('a sequence, a choice, parallel parts, a loop', () => {
    expect(language('s1→a a→b b→e1')).toBe('ab')
    expect(language('s1→x1 x1→a x1→b a→x2 b→x2 x2→c c→e1')).toBe('ac bc')
    expect(language('s1→p1 p1→a p1→b a→p2 b→p2 p2→e1')).toBe('ab ba')
    expect(language('s1→x1 x1→a a→x2 x2→x1 x2→e1', [], 3)).toBe('a aa aaa')
  })

  test('several flows out of an activity run side by side, several into it come one at a time', () => {
    expect(language('s1→a a→b a→c b→p1 c→p1 p1→e1')).toBe('abc acb')
    expect(language('s1→x1 x1→a x1→b a→c b→c c→e1')).toBe('ac bc')
  })

  test('a choice that is not free: an exclusive branch into a parallel join', () => {
    expect(language('s1→p1 p1→x1 x1→a x1→b a→p2 b→p2 p1→c c→p2 p2→e1')).toBe('')
  })

  test('several start events are alternatives; without any, all nodes that nothing leads to begin', () => {
    expect(language('s1→a s2→b a→e1 b→e2')).toBe('a b')
    expect(language('a→p1 b→p1 p1→c')).toBe('abc bac')
  })

  test('several end events: it is over when all tokens are gone', () => {
    expect(language('s1→p1 p1→a p1→b a→e1 b→e2')).toBe('ab ba')
    expect(language('s1→x1 x1→a x1→p1 a→e1 p1→b p1→c b→e2 c→e3')).toBe('a bc cb')
    const result = netOfBpmn(modelOf('s1→x1 x1→a x1→p1 a→e1 p1→b p1→c b→e2 c→e3'))
    expect(result.ok && result.value.net.final.map(marking => Math.max(...marking))).toEqual([1, 2])
  })

  test('a terminate end event ends whatever still runs', () => {
    expect(language('s1→p1 p1→a a→e1 p1→b b→c c→e2', [end('e2', 'terminate')])).toBe('abc bac bc bca')
  })

  test('an event-based gateway waits for the first event', () => {
    const nodes = [
      gateway('g', 'eventBased'),
      event('m', 'intermediateCatchEvent', { name: 'reply', definitions: definition('message') }),
      event('t', 'intermediateCatchEvent', { name: 'late', definitions: definition('timer') }),
    ]
    const flows = 's1→g g→m g→t m→a t→b a→e1 b→e1'
    expect(language(flows, nodes)).toBe('a b')
    expect(language(flows, nodes, 4, { labelEvents: true })).toBe(
      'latb repa'.replace('latb', 'lateb').replace('repa', 'replya'),
    )
  })

  test('an inclusive gateway takes any of its branches, not none; its join waits for those', () => {
    expect(language('s1→o1 o1→a o1→b a→o2 b→o2 o2→c c→e1')).toBe('abc ac bac bc')
    const split = gateway('o1', 'inclusive', { defaultFlow: 'o1-b' })
    expect(language('s1→o1 o1→a o1→b a→o2 b→o2 o2→c c→e1', [split])).toBe('ac bc')
    expect(language('s1→p1 p1→a p1→b a→o2 b→o2 o2→e1')).toBe('ab ba')
    expect(language('s1→x1 x1→a x1→b a→o2 b→o2 o2→e1')).toBe('a b')
    expect(language('s1→x1 x1→p1 p1→a p1→b x1→c a→o2 b→o2 c→o2 o2→e1')).toContain('The inclusive gateway o2')
  })

  test('flows with conditions out of an activity are an inclusive choice', () => {
    const model = modelOf('s1→a a→b a→c b→e1 c→e1')
    const process = model.processes[0]!
    const flows = process.flows.map(flow => (flow.from === 'a' ? { ...flow, condition: 'x' } : flow))
    const result = netOfBpmn({ ...model, processes: [{ ...process, flows }] })
    expect(result.ok && languageOfNet(result.value.net, 4)).toEqual(['a b', 'a b c', 'a c', 'a c b'])
  })

  test('an event on the border of an activity', () => {
    expect(language('s1→a a→e1 t→b b→e2', [boundary('t', 'a')])).toBe('a b')
    expect(language('s1→a a→e1 t→b b→e2', [boundary('t', 'a', { isInterrupting: false })])).toBe('a ab ba')
  })

  test('loops and several instances happen once or more often', () => {
    expect(language('s1→a a→e1', [task('a', 'a', { loop: { kind: 'standard', testBefore: false } })], 2)).toBe('a aa')
    expect(language('s1→a a→e1', [task('a', 'a', { loop: { kind: 'standard', testBefore: true } })], 2)).toBe(' a aa')
    expect(language('s1→a a→e1', [task('a', 'a', { loop: { kind: 'multi-instance', isSequential: false } })], 2)).toBe(
      'a aa',
    )
  })

  test('a throwing link leads to the catching one of its name', () => {
    const nodes = [
      event('l1', 'intermediateThrowEvent', { definitions: definition('link', 'A') }),
      event('l2', 'intermediateCatchEvent', { definitions: definition('link', 'A') }),
    ]
    expect(language('s1→a a→l1 l2→b b→e1', nodes)).toBe('ab')
    expect(language('s1→a a→l1', [nodes[0]!])).toContain('The link event l1 leads to 0')
  })
})

describe('a sub-process', () => {
  test('is what is in it, and may be repeated', () => {
    const inner = scope('s9→x y→e9 x→y')
    expect(language('s1→a a→sub sub→b b→e1', [subProcess('sub', 'Sub', inner)])).toBe('axyb')
    const loop = subProcess('sub', 'Sub', scope('s9→x x→e9'), { loop: { kind: 'multi-instance', isSequential: true } })
    expect(language('s1→sub sub→e1', [loop], 2)).toBe('x xx')
  })

  test('without anything in it is one step', () => {
    expect(language('s1→sub sub→e1', [subProcess('sub', 'c', {})])).toBe('c')
  })

  test('that ends by several end events is over when all are', () => {
    const inner = scope('s9→p9 p9→x p9→y x→e8 y→e9')
    expect(language('s1→sub sub→b b→e1', [subProcess('sub', 'Sub', inner)])).toBe('xyb yxb')
  })

  test('may be interrupted wherever it is', () => {
    const inner = scope('s9→p9 p9→x p9→y x→p8 y→p8 p8→e9')
    const nodes = [subProcess('sub', 'Sub', inner), boundary('t', 'sub', { definitions: definition('timer') })]
    expect(language('s1→sub sub→b b→e1 t→c c→e2', nodes)).toBe('c xc xyb xyc yc yxb yxc')
  })

  test('is left by its error through the event that catches it, and only then', () => {
    const inner = scope('s9→x9 x9→x x9→y x→e8 y→e9', [end('e9', 'error', 'E1')])
    const caught = boundary('t', 'sub', { definitions: definition('error', 'E1') })
    expect(language('s1→sub sub→b b→e1 t→c c→e2', [subProcess('sub', 'Sub', inner), caught])).toBe('xb yc')
    const other = boundary('t', 'sub', { definitions: definition('error', 'E2') })
    expect(language('s1→sub sub→b b→e1 t→c c→e2', [subProcess('sub', 'Sub', inner), other])).toContain(
      'nothing catches it',
    )
  })

  test('that an event starts takes the place of its process', () => {
    const started = subProcess('ev', 'Cancel', scope('s9→z z→e9'), { type: 'event' })
    expect(language('s1→a a→b b→e1', [started])).toBe('ab az z')
  })

  test('ad hoc is any of its activities any number of times', () => {
    const adHoc = subProcess('ah', 'Ad hoc', scope('', [task('x', 'x'), task('y', 'y')]), { type: 'ad-hoc' })
    expect(language('s1→ah ah→e1', [adHoc], 2)).toBe(' x xx xy y yx yy')
  })
})

describe('what has no bounded net is refused with the element', () => {
  test.each([
    [
      'a complex gateway',
      's1→g g→a g→b a→e1 b→e1',
      [gateway('g', 'complex', { name: 'Two of three' })],
      '"Two of three" (g)',
    ],
    [
      'instances at once',
      's1→sub sub→e1',
      [subProcess('sub', 'Sub', scope('s9→x x→e9'), { loop: { kind: 'multi-instance', isSequential: false } })],
      'run at once',
    ],
    [
      'a sub-process that ends by one or two events',
      's1→sub sub→e1',
      [subProcess('sub', 'Sub', scope('s9→x9 x9→x x→e8 x9→p9 p9→y p9→z y→e7 z→e6'))],
      'different numbers',
    ],
    [
      'nine branches of which any may be taken',
      `s1→o1 ${'abcdefghi'
        .split('')
        .map(letter => `o1→${letter} ${letter}→e1`)
        .join(' ')}`,
      [],
      '9 branches',
    ],
  ] as const)('%s', (_, flows, nodes, said) => {
    expect(language(flows, nodes)).toContain(said)
  })

  test('which of several processes is meant must be said', () => {
    const [a, b] = [
      processModel('First', scope('s1→a a→e1'), { id: 'p1' }),
      processModel('Second\n one', scope('s2→b b→e2'), { id: 'p2' }),
    ]
    const model = { ...a, processes: [...a.processes, ...b.processes] }
    expect(netOfBpmn(model)).toEqual({
      ok: false,
      because:
        'There are several processes; take one of them alone (pool; --pool on the command line): p1 (First), p2 (Second one).',
    })
    const second = netOfBpmn(model, { process: 'p2' })
    expect(second.ok && languageOfNet(second.value.net, 2)).toEqual(['b'])
    expect(netOfBpmn(model, { process: 'p3' })).toMatchObject({ ok: false })
  })
})

/** Any graph of tasks, gateways, ends, sub-processes that are sound, and events on borders; not sound, most of them. */
const anyModel = fc
  .record({
    kinds: fc.array(fc.constantFrom('a', 'b', 'xor', 'xor', 'and', 'sub', 'end', 'terminate'), {
      minLength: 2,
      maxLength: 7,
    }),
    flows: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 2, maxLength: 12 }),
    border: fc.option(fc.nat(9), { nil: null }),
  })
  .map(({ kinds, flows, border }): BpmnModel => {
    const inner = bpmnOfTree(parseTree('→(x, ∧(y, ×(z, τ)))')).processes[0]!
    const nodes = kinds.map((kind, i): FlowNode => {
      const id = `n${i}`
      if (kind === 'xor') return gateway(id, 'exclusive')
      if (kind === 'and') return gateway(id, 'parallel')
      if (kind === 'end') return event(id, 'endEvent')
      if (kind === 'terminate') return end(id, 'terminate')
      if (kind === 'sub') return subProcess(id, 'Sub', { nodes: inner.nodes, flows: inner.flows })
      return task(id, kind)
    })
    const hosts = nodes.filter(({ kind }) => kind === 'task' || kind === 'sub-process')
    const events = border === null || hosts.length === 0 ? [] : [boundary('border', hosts[border % hosts.length]!.id)]
    const all = [event('start', 'startEvent'), ...nodes, ...events]
    const isEnd = (node: FlowNode) => node.kind === 'event' && node.position === 'endEvent'
    const pairs = new Map(flows.map(([from, to]) => [`${from % all.length} ${1 + (to % nodes.length)}`, true]))
    const drawn = [...pairs.keys()].flatMap((pair, i) => {
      const [from, to] = pair.split(' ').map(index => all[Number(index)]!)
      return isEnd(from!) ? [] : [sequenceFlow(`f${i}`, from!.id, to!.id)]
    })
    return processModel('p', { nodes: all, flows: drawn })
  })

test('a net has the traces that the rules of BPMN give, token by token', () => {
  const seen = { compared: 0, traces: 0, refused: 0 }
  fc.assert(
    fc.property(anyModel, model => {
      const result = netOfBpmn(model)
      if (!result.ok) {
        seen.refused++
        return
      }
      const { net, notes } = result.value
      // nodes that nothing leads to begin by themselves only where there is no start event; other notes are approximations
      if (notes.some(({ because }) => !because.startsWith('No flow leads to'))) return
      const [played, language] = [playTokens(model, 3), languageOfNet(net, 3, 20_000)]
      if (played === null || language === null) return
      seen.compared++
      seen.traces += played.length
      expect(language).toEqual(played)
    }),
    { seed: 6, numRuns: 400 },
  )
  expect(seen.compared).toBeGreaterThan(200)
  expect(seen.traces).toBeGreaterThan(200)
})

test('what is left out or read otherwise is told with the element', () => {
  const undo = task('undo', 'Undo', { isForCompensation: true })
  const result = netOfBpmn(
    modelOf('s1→a a→e1 c→d', [
      undo,
      task('c', 'c'),
      event('x', 'intermediateCatchEvent'),
      boundary('n', 'a', { isInterrupting: false }),
    ]),
  )
  expect(result.ok && result.value.notes.map(({ element }) => element)).toEqual(['undo', 'c', 'x', 'd', 'n'])
})

test('a process in blocks ends with one token, however many states it has', () => {
  const letters = 'abcdefghijklmnopqrst'.split('').join(', ')
  for (const tree of [`∧(${letters})`, '∧(a, ×(b, →(c, ↺(d, ∧(e, f)))), ↺(τ, g))']) {
    const result = netOfBpmn(bpmnOfTree(parseTree(tree)))
    expect(result.ok && [result.value.notes, result.value.net.final.length]).toEqual([[], 1])
  }
})

test('each transition tells the element that it is', () => {
  const result = netOfBpmn(modelOf('s1→a a→e1', [task('a', 'Check  the\nclaim')]))
  expect(
    result.ok && [result.value.elements, result.value.net.transitions.map(({ id, label }) => [id, label])],
  ).toEqual([['a'], [['a', 'Check the claim']]])
})

const folder = 'data/logs/bpmn-miwg/Reference'
describeShared('the reference models of the BPMN model interchange working group', folder, () => {
  const names = hasShared(folder)
    ? readdirSync(sharedPath(folder))
        .filter(name => name.endsWith('.bpmn'))
        .sort()
    : []
  test.each(names)('%s: each process becomes a net that can end, or is refused with an element', name => {
    const { model } = readBpmn(readFileSync(sharedPath(folder, name)), { platform })
    for (const { id, nodes } of model.processes) {
      if (nodes.length === 0) continue
      const result = netOfBpmn(model, { process: id })
      if (!result.ok) {
        expect(result.because).toMatch(/\(.+\)|gateway|event/)
        continue
      }
      const { net, elements } = result.value
      const all = new Set(JSON.stringify(model.processes).match(/(?<="id":")[^"]+/g))
      expect(elements.every(element => element === null || all.has(element))).toBe(true)
      expect(net.transitions.length).toBeGreaterThan(0)
    }
  })
})
