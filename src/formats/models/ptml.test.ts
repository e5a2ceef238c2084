import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../../base/utf8.ts'
import { leaf, node, type ProcessTree, parseTree, printTree, silent } from '../../model/process-tree.ts'
import { openModel, writeModel } from './open-model.ts'
import { ptml } from './ptml.ts'

const file = (inner: string, root = 'r') =>
  `<?xml version="1.0" encoding="ISO-8859-1"?>\n<ptml>\n<processTree id="x" name="x" root="${root}">\n${inner}\n</processTree>\n</ptml>`
const edge = (from: string, to: string) => `<parentsNode id="${from}${to}" sourceId="${from}" targetId="${to}"/>`
const task = (id: string) => `<manualTask id="${id}" name="${id}"/>`
const open = (text: string) => {
  const { model } = openModel(encodeUtf8(text), 'tree.ptml')
  return model.kind === 'tree' ? printTree(model.tree) : model.kind
}

describe('PTML is read', () => {
  test('of ProM: parts in the order of their edges, loops with a silent third part', () => {
    const inner = `<xorLoop id="l" name=""/>${task('b')}${task('a')}<automaticTask id="t" name="tau"/><sequence id="r" name=""/>${task('c')}
      ${edge('r', 'c')}${edge('r', 'l')}${edge('l', 'a')}${edge('l', 'b')}${edge('l', 't')}`
    expect(open(file(inner))).toBe('→(c, ↺(a, b))')
  })
  test('a third part of a loop that is an activity ends it', () => {
    const inner = `<xorLoop id="r"/>${['a', 'b', 'c'].map(id => task(id) + edge('r', id)).join('')}`
    expect(open(file(inner))).toBe('→(↺(a, b), c)')
  })
  test('of pm4py: an activity that stands in several places is written once for each', () => {
    const inner = `<and id="r"/><xor id="x"/>${task('a')}${task('b')}${task('a')}
      ${edge('r', 'a')}${edge('r', 'x')}${edge('x', 'b')}${edge('x', 'a')}`
    expect(open(file(inner))).toBe('∧(a, ×(b, a))')
  })
})

describe('PTML that is no tree is refused with line and element', () => {
  test('parts that are missing, in a circle, of an unknown kind, or below an activity', () => {
    expect(() => open(file(`<sequence id="r"/>\n${edge('r', 'a')}`))).toThrow(
      'tree.ptml, line 5: <parentsNode> leads to the node "a", which the tree does not have.',
    )
    expect(() => open(file(task('a')))).toThrow('line 3: <processTree> leads to the node "r"')
    expect(() => open(file(`<and id="r"/><xor id="a"/>${edge('r', 'a')}${edge('a', 'r')}`))).toThrow(
      'The node "r" is a part of itself',
    )
    expect(() => open(file('<or id="r"/>'))).toThrow('<or id="r"> is a node that cannot be read here')
    expect(() => open(file('<and id="r"/>'))).toThrow('<and id="r"> has no parts')
    expect(() => open(file(`${task('r')}${task('a')}${edge('r', 'a')}`))).toThrow('is an activity and has parts')
    expect(() => open(file(`<xorLoop id="r"/>${task('a')}${edge('r', 'a')}`))).toThrow('<xorLoop> has 1 parts')
    expect(() => open(file(`${task('r')}<manualTask id="r" name="b"/>`))).toThrow(
      '<manualTask id="r"> has an id that is taken',
    )
    expect(() => open(file('<xor id="r"/><xor id="r"/>'))).toThrow('<xor id="r"> has an id that is taken')
  })
  test('one that grows without end by naming its parts again and again', () => {
    const levels = Array.from({ length: 40 }, (_, i) => {
      const [from, to] = [i === 0 ? 'r' : `n${i}`, `n${i + 1}`]
      return `<and id="${from}"/>${edge(from, to)}${edge(from, to)}`
    })
    expect(() => open(file(`${levels.join('')}${task('n40')}`))).toThrow('has more than 200000 nodes')
  })
})

describe('PTML is written', () => {
  test('however deep the tree is nested', () => {
    let tree: ProcessTree = leaf('z')
    for (let depth = 0; depth < 4000; depth++) tree = node('→', [tree, leaf('a')])
    const text = new TextDecoder().decode(writeModel({ kind: 'tree', tree }, ptml).bytes)
    expect([text.match(/<sequence /g), text.match(/<parentsNode /g)].map(found => found?.length)).toEqual([4000, 8000])
    expect(text).toContain('<parentsNode id="e1" sourceId="n4000" targetId="n4001"/>')
  })
  test('so that it reads as the same tree, several redo parts as one choice', () => {
    const tree: fc.Arbitrary<ProcessTree> = fc.letrec<{ tree: ProcessTree }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('a', 'two words', '<&"', 'ü').map(leaf),
        fc.constant(silent),
        fc
          .tuple(fc.constantFrom('→', '×', '∧'), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }))
          .map(([operator, children]) => node(operator as '→', children)),
        fc.tuple(tie('tree'), tie('tree')).map(children => node('↺', children)),
      ),
    })).tree
    fc.assert(
      fc.property(tree, one => {
        const { bytes, problems } = writeModel({ kind: 'tree', tree: one }, ptml)
        expect(problems).toEqual([])
        expect(openModel(bytes, 'x')).toMatchObject({ model: { kind: 'tree', tree: one }, format: 'ptml' })
      }),
      { numRuns: 200, seed: 62 },
    )
    const several = writeModel({ kind: 'tree', tree: parseTree('↺(a, b, c)') }, ptml)
    expect(open(new TextDecoder().decode(several.bytes))).toBe('↺(a, ×(b, c))')
  })
})
