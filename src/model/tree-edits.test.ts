import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ProcessTree, parseTree, printTree } from './process-tree.ts'
import { anyTree } from './random-tree.fixture.ts'
import { editTree, isOptional, isRepeatable, type TreeEdit } from './tree-edits.ts'
import { partAt, selectionOf, spanOf, wholeTree } from './tree-selection.ts'

const part = (notation: string) => parseTree(notation)
const edited = (notation: string, path: readonly number[], edit: TreeEdit, last = path.at(-1) ?? 0) => {
  const { tree, selection } = editTree(part(notation), { path, last }, edit)
  const from = selection.path.at(-1) ?? 0
  const chosen = Array.from({ length: selection.last - from + 1 }, (_, i) =>
    partAt(tree, selection.path.length === 0 ? [] : [...selection.path.slice(0, -1), from + i]),
  )
  return `${printTree(tree)} | ${chosen.map(one => one && printTree(one)).join(' ')}`
}
const insert = (as: 'before' | 'after' | 'alternative' | 'parallel' | 'rework', what = 'x'): TreeEdit => ({
  kind: 'insert',
  as,
  part: part(what),
})

describe('one step of drawing', () => {
  test('a model begins empty; what is put in stands alone', () => {
    expect(edited('τ', [], insert('after'))).toBe('x | x')
  })
  test('before and behind a step, inside the sequence that it stands in', () => {
    expect(edited('→(a, b)', [1], insert('before'))).toBe('→(a, x, b) | x')
    expect(edited('→(a, b)', [1], insert('after'))).toBe('→(a, b, x) | x')
    expect(edited('×(a, b)', [1], insert('after'))).toBe('×(a, →(b, x)) | x')
  })
  test('another way, at the same time, between two rounds', () => {
    expect(edited('→(a, b)', [1], insert('alternative'))).toBe('→(a, ×(b, x)) | x')
    expect(edited('→(a, b)', [1], insert('parallel'))).toBe('→(a, ∧(b, x)) | x')
    expect(edited('→(a, b)', [1], insert('rework'))).toBe('→(a, ↺(b, x)) | x')
    expect(edited('×(a, b)', [0], insert('alternative'))).toBe('×(a, x, b) | x')
  })
  test('several neighbours are one part', () => {
    expect(edited('→(a, b, c, d)', [1], { kind: 'optional', is: true }, 2)).toBe('→(a, ×(→(b, c), τ), d) | →(b, c)')
    expect(edited('→(a, b, c, d)', [1], insert('parallel'), 2)).toBe('→(a, ∧(→(b, c), x), d) | x')
    expect(edited('→(a, b, c)', [0], { kind: 'repeatable', is: true }, 2)).toBe('↺(→(a, b, c), τ) | →(a, b, c)')
    expect(edited('→(a, b, c, d)', [1], { kind: 'later' }, 2)).toBe('→(a, d, b, c) | b c')
  })
  test('optional and repeatable, and back', () => {
    expect(edited('→(a, b)', [1], { kind: 'optional', is: true })).toBe('→(a, ×(b, τ)) | b')
    expect(edited('→(a, ×(b, τ))', [1, 0], { kind: 'optional', is: false })).toBe('→(a, b) | b')
    expect(edited('→(a, ×(b, τ))', [1], { kind: 'optional', is: false })).toBe('→(a, b) | b')
    expect(edited('→(a, b)', [0], { kind: 'repeatable', is: true })).toBe('→(↺(a, τ), b) | a')
    expect(edited('→(↺(a, c), b)', [0, 0], { kind: 'repeatable', is: false })).toBe('→(a, b) | a')
    const tree = part('→(a, ×(↺(b, τ), τ))')
    expect([isOptional(tree, selectionOf([1, 0])), isOptional(tree, selectionOf([0]))]).toEqual([true, false])
    expect([isRepeatable(tree, selectionOf([1, 0, 0])), isRepeatable(tree, wholeTree)]).toEqual([true, false])
  })
  test('what loses all but one part stands for that part', () => {
    expect(edited('→(a, ×(b, c), d)', [1, 0], { kind: 'delete' })).toBe('→(a, c, d) | c')
    expect(edited('→(a, ×(b, →(c, d)))', [1, 0], { kind: 'delete' })).toBe('→(a, c, d) | c d')
    expect(edited('a', [], { kind: 'delete' })).toBe('τ | τ')
    expect(edited('↺(a, b)', [0], { kind: 'delete' })).toBe('↺(τ, b) | ↺(τ, b)')
    expect(edited('↺(a, b)', [1], { kind: 'delete' })).toBe('↺(a, τ) | a')
  })
  test('moving past a neighbour, and to another place', () => {
    expect(edited('→(a, b, c)', [1], { kind: 'earlier' })).toBe('→(b, a, c) | b')
    expect(edited('→(a, b, c)', [2], { kind: 'later' })).toBe('→(a, b, c) | c')
    const to = selectionOf([0])
    expect(edited('→(a, ×(b, c), d)', [1, 0], { kind: 'move', to, as: 'before' })).toBe('→(b, a, c, d) | b')
    expect(edited('→(a, ×(b, c), d)', [2], { kind: 'move', to, as: 'parallel' })).toBe('→(∧(a, d), ×(b, c)) | d')
    expect(edited('→(a, ×(b, c))', [1], { kind: 'move', to: selectionOf([1, 0]), as: 'after' })).toBe(
      '→(a, ×(b, c)) | ×(b, c)',
    )
    expect(edited('→(a, ×(b, c))', [1, 0], { kind: 'move', to: selectionOf([1]), as: 'after' })).toBe(
      '→(a, ×(b, c)) | b',
    )
  })
  test('only activities have a name', () => {
    expect(edited('→(a, b)', [1], { kind: 'rename', activity: 'two words' })).toBe('→(a, "two words") | "two words"')
    expect(edited('→(a, b)', [], { kind: 'rename', activity: 'x' })).toBe('→(a, b) | →(a, b)')
  })
  test('from one step to another go their neighbours, or the block around both', () => {
    const tree = part('→(a, ×(b, c), ↺(d, e))')
    expect(spanOf([2, 0], [0], tree)).toEqual({ path: [0], last: 2 })
    expect(spanOf([1, 0], [1, 1], tree)).toEqual({ path: [1, 0], last: 1 })
    expect(spanOf([2, 0], [2, 1], tree)).toEqual(selectionOf([2]))
    expect(spanOf([1, 0], [1, 0], tree)).toEqual(selectionOf([1, 0]))
  })
})

const paths = (tree: ProcessTree): (readonly number[])[] =>
  tree.kind === 'operator' ? [[], ...tree.children.flatMap((child, i) => paths(child).map(path => [i, ...path]))] : [[]]
const edits = fc.constantFrom<TreeEdit>(
  insert('before'),
  insert('after', '×(x, y)'),
  insert('alternative'),
  insert('parallel', '→(x, y)'),
  insert('rework'),
  { kind: 'optional', is: true },
  { kind: 'optional', is: false },
  { kind: 'repeatable', is: true },
  { kind: 'repeatable', is: false },
  { kind: 'delete' },
  { kind: 'earlier' },
  { kind: 'later' },
)
test('whatever is done leaves a tree, and selects a part of it', () => {
  fc.assert(
    fc.property(anyTree(), fc.array(fc.tuple(edits, fc.nat(), fc.nat(2)), { maxLength: 6 }), (start, steps) => {
      let tree = start
      for (const [edit, at, more] of steps) {
        const all = paths(tree)
        const path = all[at % all.length]!
        const done = editTree(tree, { path, last: (path.at(-1) ?? 0) + more }, edit)
        tree = done.tree
        expect(printTree(parseTree(printTree(tree)))).toBe(printTree(tree))
        expect(partAt(tree, done.selection.path)).not.toBeNull()
        if (done.selection.path.length > 0)
          expect(partAt(tree, [...done.selection.path.slice(0, -1), done.selection.last])).not.toBeNull()
      }
    }),
  )
})
