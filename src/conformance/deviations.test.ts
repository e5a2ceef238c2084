import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseNet } from '../model/net-notation.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { parseTree } from '../model/process-tree.ts'
import { anyTree } from '../model/random-tree.fixture.ts'
import { treeToNet } from '../model/tree-to-net.ts'
import { Aligner } from './alignments/aligner.ts'
import { DeviationReader } from './deviations.ts'
import { naiveDeviations } from './naive-deviations.fixture.ts'

async function movesOf(net: PetriNet, trace: readonly string[]) {
  const opened = await Aligner.open(net)
  if (!opened.ok) throw new Error(opened.because)
  return (await opened.value.align(trace)).moves
}
/** `kind activity after` of each, where the model wanted something with its label. */
async function deviations(tree: string, trace: string): Promise<string[]> {
  const net = treeToNet(parseTree(tree))
  const moves = await movesOf(net, trace.split(' ').filter(Boolean))
  return new DeviationReader(net)
    .of(moves)
    .map(({ kind, activity, after, transition }) =>
      [kind, activity, after ?? '▶', ...(transition === null ? [] : [`(${net.transitions[transition]!.label})`])].join(
        ' ',
      ),
    )
}

describe('deviations', () => {
  test('what the model demands and the case leaves out is missing', async () => {
    expect(await deviations('→(a, b, c)', 'a c')).toEqual(['missing b a (b)'])
    expect(await deviations('→(a, b)', 'b')).toEqual(['missing a ▶ (a)'])
  })
  test('what the run has, but less often, is too often', async () => {
    expect(await deviations('→(a, b, c)', 'a b b c')).toEqual(['too-often b b'])
    expect(await deviations('→(a, b, c)', 'a b c a')).toEqual(['too-often a c'])
  })
  test('what was done at another place than the model wants is out of order, told once', async () => {
    expect(await deviations('→(a, b, c, d)', 'a c d b')).toEqual(['out-of-order b d (b)'])
  })
  test('what may be left out, but was done at a wrong place, is out of order too', async () => {
    expect(await deviations('→(a, ×(τ, b), c)', 'a c b')).toEqual(['out-of-order b c'])
  })
  test('what the other way of a choice excludes is on a wrong branch', async () => {
    expect(await deviations('→(a, ×(b, c), d)', 'a b c d')).toEqual(['wrong-branch c b'])
    expect(await deviations('→(a, ×(→(b, e), c), d)', 'a b e c d')).toEqual(['wrong-branch c e'])
  })
  test('in a loop the other branch may come, but only in another round', async () => {
    expect(await deviations('→(a, ↺(×(b, c), r), d)', 'a b c d')).toEqual(['wrong-branch c b'])
    expect(await deviations('→(a, ↺(×(b, c), r), d)', 'a b r c d')).toEqual([])
  })
  test('what no transition carries is unknown', async () => {
    expect(await deviations('→(a, b)', 'a x b')).toEqual(['unknown x a'])
  })
  test('are those of the definition, whatever the tree and the trace', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTree(),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'x'), { maxLength: 6 }),
        async (tree, trace) => {
          const net = treeToNet(tree)
          const moves = await movesOf(net, trace)
          const reader = new DeviationReader(net)
          const counted = new Map<string, number>()
          for (const { kind, activity } of reader.of(moves))
            counted.set(`${kind}:${activity}`, (counted.get(`${kind}:${activity}`) ?? 0) + 1)
          expect(reader.isGuessing).toBe(false)
          expect([...counted].sort()).toEqual([...naiveDeviations(tree, moves)].sort())
        },
      ),
      { numRuns: 300 },
    )
  })
  test('of a long run take no square of its length', async () => {
    const net = treeToNet(parseTree('×(→(↺(a, τ), c), →(↺(a, τ), b, ↺(a, τ), d))'))
    const half = new Array<string>(20_000).fill('a')
    const found = new DeviationReader(net).of(await movesOf(net, [...half, 'b', ...half, 'c']))
    expect(found.map(({ kind, activity }) => `${kind} ${activity}`)).toEqual(['wrong-branch b'])
  })
  test('say that they guess where silent transitions lead to too many markings', async () => {
    const net = parseNet(
      'start → a → p; p → τ → p + q; p → τ → end; q → τ → ∅; end → b → done; start → c → p; [start] ⇒ [done]',
    )
    const reader = new DeviationReader(net)
    const found = reader.of([
      { kind: 'synchronous', activity: 'a', transition: 0 },
      { kind: 'log', activity: 'c' },
      { kind: 'synchronous', activity: 'b', transition: 4 },
    ])
    expect(found.map(({ kind }) => kind)).toEqual(['wrong-branch'])
    expect(reader.isGuessing).toBe(true)
  })
})
