import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Trace } from '../../model/play-out-net.ts'
import { leaf, node, type ProcessTree, printTree, silent, treeActivities } from '../../model/process-tree.ts'
import { naiveLanguage, printTraces } from '../../model/random-tree.fixture.ts'
import { directlyFollows } from '../directly-follows.ts'
import { logOf } from '../oracle.fixture.ts'
import { arcLists, symbolsOf } from './arc-lists.ts'
import { concurrencyCut } from './concurrency.ts'
import { findCut, splitBy } from './cuts.ts'
import { fallThrough } from './fall-through.ts'
import { inductiveMinerDirectlyFollows } from './from-directly-follows.ts'
import { inductiveMiner } from './inductive-miner.ts'
import { inductiveMinerLifeCycle } from './life-cycle-miner.ts'
import { splitGraph } from './split-graph.ts'
import { type LocalGraph, localGraph, TraceBag, type WeightedTraces } from './traces.ts'

/** Cuts a list into so many parts, none of them empty. */
const cut = <T>(list: readonly T[], at: readonly number[]): T[][] => {
  const places = [...new Set(at.map(place => 1 + (place % (list.length - 1))))].sort((a, b) => a - b)
  return [0, ...places].map((place, i) => list.slice(place, places[i] ?? list.length))
}

/**
 * Trees that can be found from their traces: no activity twice, nothing silent, and no activity that both begins and ends
 * the body of a loop (Leemans, Fahland & van der Aalst 2013, theorem 14).
 */
function treeOver(activities: readonly string[], draw: () => number): ProcessTree {
  if (activities.length === 1) return leaf(activities[0]!)
  const operator = (['×', '→', '∧', '↺'] as const)[draw() % 4]!
  if (operator !== '↺')
    return node(
      operator,
      cut(activities, [draw(), draw()]).map(part => treeOver(part, draw)),
    )
  // two activities at least: a loop of one begins where it ends
  if (activities.length < 3) return node('→', activities.map(leaf))
  const size = 2 + (draw() % (activities.length - 2))
  const [first, last, ...more] = activities.slice(0, size) as [string, string, ...string[]]
  const middle = more.length > 0 ? [treeOver(more, draw)] : []
  const redo = treeOver(activities.slice(size), draw)
  return node('↺', [node('→', [leaf(first), ...middle, leaf(last)]), redo])
}

const rediscoverable = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.infiniteStream(fc.nat(1000)))
  .map(([count, draws]) => treeOver(['a', 'b', 'c', 'd', 'e'].slice(0, count), () => draws.next().value))

/** Long enough for two rounds of every loop; traces that are too many are left out after all their arcs were seen. */
const LENGTH = 8
const language = (tree: ProcessTree, length = LENGTH) => naiveLanguage(tree, length, treeActivities(tree))
const arcsIn = (traces: readonly Trace[]) =>
  new Set(traces.flatMap(trace => ['▶', ...trace, '■'].flatMap((a, i, all) => (i > 0 ? [`${all[i - 1]} ${a}`] : []))))

describe('a tree is found again from its traces', () => {
  test.each([
    ['its traces', inductiveMiner],
    [
      'its directly-follows graph',
      (log: Parameters<typeof inductiveMiner>[0]) => inductiveMinerDirectlyFollows(directlyFollows(log)),
    ],
  ] as const)('by %s', (_, mine) => {
    fc.assert(
      fc.property(rediscoverable, tree => {
        const traces = language(tree)
        // only what shows every arc of the tree can be enough
        fc.pre(traces.length > 0 && traces.length < 3000 && arcsIn(traces).size === arcsIn(language(tree, 10)).size)
        const mined = mine(logOf(traces.map(trace => [trace, 1])))
        expect([printTree(tree), printTree(mined), printTraces(language(mined, 6))]).toEqual([
          printTree(tree),
          printTree(mined),
          printTraces(language(tree, 6)),
        ])
      }),
      { numRuns: 150, seed: 12 },
    )
  })
})

/** Every second part of a sequence may be left out. */
const withSkips = (tree: ProcessTree): ProcessTree => {
  if (tree.kind !== 'operator') return tree
  const children = tree.children.map(withSkips)
  const isSkipped = (c: number) => tree.operator === '→' && c % 2 === 1
  return node(
    tree.operator,
    children.map((child, c) => (isSkipped(c) ? node('×', [child, silent]) : child)),
  )
}

test('the parts of a cut graph are the graphs of the parts of its traces', () => {
  const found = new Set<string>()
  fc.assert(
    fc.property(rediscoverable, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), (tree, cases) => {
      const bag = new TraceBag()
      for (const trace of language(withSkips(tree), 7)
        .filter(({ length }) => length > 0)
        .slice(0, 300))
        bag.add(
          trace.map(letter => letter.charCodeAt(0)),
          cases.next().value,
        )
      const graph = localGraph(bag)
      const cut = findCut(graph)
      // parallel parts follow themselves otherwise once the others are gone
      if (cut === null || cut.operator === '∧') return
      found.add(cut.operator)
      const parts = splitBy(bag, cut)
      splitGraph(graph, cut).forEach(({ graph: part, skipped }, p) => {
        const own = localGraph(parts[p]!)
        const sorted = (counts: ReadonlyMap<number, number>) => [...counts].sort((a, b) => a[0] - b[0])
        const printed = ({ activities, starts, ends, successors }: LocalGraph) => ({
          activities,
          starts: sorted(starts),
          ends: sorted(ends),
          arcs: [...successors].sort((a, b) => a[0] - b[0]).map(([a, row]) => [a, sorted(row)]),
        })
        expect([cut.operator, printed(part)]).toEqual([cut.operator, printed(own)])
        if (skipped > 0) found.add('→ skipped')
        const empty = parts[p]!.traces.findIndex(trace => trace.length === 0)
        expect(skipped).toBe(cut.operator === '→' && empty >= 0 ? parts[p]!.cases[empty] : 0)
      })
    }),
    { numRuns: 150, seed: 14 },
  )
  expect([...found].sort()).toEqual(['×', '→', '→ skipped', '↺'].sort())
})

/** Each activity as its start and its completion. */
const withPhases = (tree: ProcessTree): ProcessTree => {
  if (tree.kind === 'activity') return node('→', [leaf(`${tree.activity}+start`), leaf(`${tree.activity}+complete`)])
  return tree.kind === 'silent' ? tree : node(tree.operator, tree.children.map(withPhases))
}

test('a tree is found again from starts and completions, which overlap where it is parallel', () => {
  const small = fc
    .tuple(fc.integer({ min: 2, max: 3 }), fc.infiniteStream(fc.nat(1000)))
    .map(([count, draws]) => treeOver(['a', 'b', 'c'].slice(0, count), () => draws.next().value))
  fc.assert(
    fc.property(small, tree => {
      // a loop of three activities shows all of itself after two rounds: five activities of two events
      const traces = language(withPhases(tree), 10)
      const mined = inductiveMinerLifeCycle(logOf(traces.map(trace => [trace, 1])))
      expect([printTree(tree), printTree(mined), printTraces(language(mined, 6))]).toEqual([
        printTree(tree),
        printTree(mined),
        printTraces(language(tree, 6)),
      ])
    }),
    { numRuns: 60, seed: 13 },
  )
})

describe('what is said where no cut fits', () => {
  const bagOf = (...traces: (readonly [string, number])[]): WeightedTraces => {
    const bag = new TraceBag()
    for (const [trace, cases] of traces)
      bag.add(
        Array.from(trace, letter => 'abcdx'.indexOf(letter)),
        cases,
      )
    return bag
  }
  const name = (symbol: number) => 'abcdx'[symbol]!
  const isTree = (part: WeightedTraces | ProcessTree): part is ProcessTree => 'kind' in part
  const printed = (part: WeightedTraces | ProcessTree) =>
    isTree(part)
      ? printTree(part)
      : part.traces
          .map((trace, t) => `${trace.map(name).join('')}*${part.cases[t]}`)
          .sort()
          .join(' ')
  const said = (log: WeightedTraces, fits: (activities: string) => boolean = () => false) => {
    const { operator, parts } = fallThrough(log, localGraph(log), name, graph =>
      fits(symbolsOf(graph, graph.nodes).map(name).join('')),
    )
    return [operator, ...parts.map(printed)]
  }

  test('the first activity that every trace has once stands beside the rest', () => {
    expect(said(bagOf(['xaab', 2], ['bxa', 1], ['xbb', 3]))).toEqual(['∧', 'x*6', 'aab*2 ba*1 bb*3'])
    expect(said(bagOf(['ba', 1], ['ab', 1]))).toEqual(['∧', 'a*2', 'b*2'])
  })
  test('else the first without which a cut fits, with its own part of the traces', () => {
    const log = bagOf(['abxbx', 2], ['aba', 1], ['xx', 4])
    expect(said(log, activities => activities === 'ax')).toEqual(['∧', '*4 b*1 bb*2', 'aa*1 axx*2 xx*4'])
    expect(said(log, activities => activities === 'ax' || activities === 'bx')[1]).toBe('*4 a*2 aa*1')
  })
  test('else a loop: cut where a start follows an end, or else at every start', () => {
    // a begins and c ends: only after c it is cut, though a comes after b too
    expect(said(bagOf(['abacabc', 2], ['abbc', 1]))).toEqual(['↺', 'abac*2 abbc*1 abc*2', 'τ'])
    expect(said(bagOf(['aabbcc', 2], ['abacc', 1]))).toEqual(['↺', 'a*2 ab*1 abbcc*2 acc*1', 'τ'])
  })
  test('else anything goes', () => {
    expect(said(bagOf(['acc', 1], ['bcc', 1]))).toEqual(['↺', '×(a, b, c)', 'τ'])
  })
})

test('a part that cannot begin or end joins the one before it, the smallest first', () => {
  const both = (pairs: string) => pairs.split(' ').flatMap(pair => [pair, [...pair].reverse().join('')])
  const graph = (arcs: readonly string[], starts: string, ends: string) => ({
    activities: [0, 1, 2, 3],
    successors: new Map(
      [0, 1, 2, 3].map(a => [
        a,
        new Map(arcs.filter(([from]) => from === 'abcd'[a]).map(([, to]) => ['abcd'.indexOf(to!), 1] as const)),
      ]),
    ),
    starts: new Map(Array.from(starts, letter => ['abcd'.indexOf(letter), 1] as const)),
    ends: new Map(Array.from(ends, letter => ['abcd'.indexOf(letter), 1] as const)),
  })
  const parts = (arcs: readonly string[], starts: string, ends: string) =>
    concurrencyCut(arcLists(graph(arcs, starts, ends)))?.map(part => part.map(a => 'abcd'[a]).join('')) ?? null
  const all = both('ab ac ad bc bd cd')
  expect(parts(all, 'abcd', 'abcd')).toEqual(['a', 'b', 'c', 'd'])
  // one way alone: they are no parallel parts
  expect(
    parts(
      all.filter(pair => pair !== 'dc'),
      'abcd',
      'abcd',
    ),
  ).toEqual(['a', 'b', 'cd'])
  expect(parts(all, 'abd', 'abcd')).toEqual(['a', 'bc', 'd'])
  expect(parts(all, 'bcd', 'abcd')).toEqual(['ab', 'c', 'd'])
  // a and b are a part that begins with a and ends with b
  expect(
    parts(
      all.filter(pair => pair !== 'ba'),
      'acd',
      'bcd',
    ),
  ).toEqual(['ab', 'c', 'd'])
  // c cannot end: d, as small as c, comes before the larger part
  expect(
    parts(
      all.filter(pair => pair !== 'ba'),
      'abcd',
      'abc',
    ),
  ).toEqual(['ab', 'cd'])
  expect(parts(all, 'a', 'a')).toBeNull()
})
