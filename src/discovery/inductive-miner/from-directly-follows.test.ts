import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { type VariantLog, variantLog, variantLogOf } from '../../log/variant-log.ts'
import { printArcs } from '../../model/directly-follows-graph.ts'
import { normalTree, type ProcessTree, parseTree, printTree, treeActivities } from '../../model/process-tree.ts'
import { directlyFollows } from '../directly-follows.ts'
import { inductiveMinerDirectlyFollows } from './from-directly-follows.ts'
import { inductiveMiner } from './inductive-miner.ts'

const mine = (log: VariantLog, noise?: number) =>
  printTree(normalTree(inductiveMinerDirectlyFollows(directlyFollows(log), noise)))

describe('the inductive miner on a directly-follows graph', () => {
  test('finds choice, sequence, parallel parts and loops', () => {
    expect(mine(variantLog('a b c d *3 | a c b d *2 | a e d'))).toBe('→(a, ×(e, ∧(b, c)), d)')
    expect(mine(variantLog('a b c | a b d b c'))).toBe('→(a, ↺(b, d), c)')
    expect(mine(variantLog('a b c | a c | '))).toBe('×(τ, →(a, ×(b, τ), c))')
    expect(mine(variantLog('a | a a'))).toBe('↺(a, τ)')
    expect(mine(variantLog(''))).toBe('τ')
  })
  test('a part of a loop begins and ends where arcs enter and leave it', () => {
    expect(mine(variantLog('a b c | a b x y a b c | a b y x a b c'))).toBe('→(↺(→(a, b), ∧(x, y)), c)')
  })
  test('anything goes where no cut fits', () => {
    expect(mine(variantLog('a b a c | b c a b'))).toBe('↺(×(a, b, c), τ)')
  })
  test('a part that is left without start and end is done again and again', () => {
    expect(mine(variantLog('a b b a d | d a | '))).toBe('×(τ, ∧(a, ×(d, ↺(b, τ))))')
  })
  test('rare arcs are left out where no cut fits', () => {
    const log = variantLog('a b c d *40 | a c b d *40 | a b d c *1 | d a b c *1')
    expect(mine(log, 0.2)).toBe('→(a, ∧(b, c), d)')
    expect(mine(log)).not.toBe('→(a, ∧(b, c), d)')
  })
  test('ends where filtering leaves a part that neither begins nor ends', () => {
    expect(mine(variantLog('a *4 | c a b b a c *4'), 0.2)).toBe('∧(a, ×(c, ↺(b, τ)))')
  })
  test('every arc, start and end of the graph is possible in the tree', () => {
    const trace = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 5 })
    fc.assert(
      fc.property(fc.array(trace, { minLength: 1, maxLength: 5 }), traces => {
        const log = variantLog(traces.map(one => one.join(' ')).join(' | '))
        const tree = inductiveMinerDirectlyFollows(directlyFollows(log))
        expect([printTree(tree), missingArcs(log, tree)]).toEqual([printTree(tree), []])
      }),
      { numRuns: 300, seed: 71 },
    )
  })
})

interface Possible {
  readonly arcs: ReadonlySet<string>
  readonly starts: readonly string[]
  readonly ends: readonly string[]
  readonly empty: boolean
}

/** What can follow what in the traces of a tree, by the meaning of its operators alone. */
function possible(tree: ProcessTree): Possible {
  if (tree.kind === 'silent') return { arcs: new Set(), starts: [], ends: [], empty: true }
  if (tree.kind === 'activity') return { arcs: new Set(), starts: [tree.activity], ends: [tree.activity], empty: false }
  const parts = tree.children.map(possible)
  const pairs = (from: readonly string[], to: readonly string[]) => from.flatMap(a => to.map(b => `${a}→${b}`))
  const union = (all: readonly Possible[], more: readonly string[] = []): Possible => ({
    arcs: new Set([...all.flatMap(({ arcs }) => [...arcs]), ...more]),
    starts: all.flatMap(({ starts }) => starts),
    ends: all.flatMap(({ ends }) => ends),
    empty: all.some(({ empty }) => empty),
  })
  const after = (a: Possible, b: Possible): Possible => ({
    arcs: union([a, b], pairs(a.ends, b.starts)).arcs,
    starts: [...a.starts, ...(a.empty ? b.starts : [])],
    ends: [...b.ends, ...(b.empty ? a.ends : [])],
    empty: a.empty && b.empty,
  })
  switch (tree.operator) {
    case '×':
      return union(parts)
    case '→':
      return parts.reduce(after)
    case '∧': {
      const all = tree.children.map(treeActivities)
      const across = all.flatMap((one, i) => all.flatMap((other, k) => (i === k ? [] : pairs(one, other))))
      return { ...union(parts, across), empty: parts.every(({ empty }) => empty) }
    }
    case '↺': {
      const [body, redo] = [parts[0]!, union(parts.slice(1))]
      const round = after(after(body, redo), body)
      const twice = after(after(round, redo), body)
      return { ...twice, empty: body.empty }
    }
  }
}

/** Arcs of the graph, from ▶ to ■, that no trace of the tree has. */
function missingArcs(log: VariantLog, tree: ProcessTree): string[] {
  const { arcs, starts, ends, empty } = possible(tree)
  const all = new Set([...arcs, ...starts.map(a => `▶→${a}`), ...ends.map(a => `${a}→■`), ...(empty ? ['▶→■'] : [])])
  return Object.keys(printArcs(directlyFollows(log))).filter(arc => !all.has(arc))
}

const oracleLog = (name: string) => {
  const oracle = JSON.parse(readFileSync(sharedPath('oracle', `${name}.json`), 'utf8')) as Record<string, unknown>
  const variants = (oracle['variants'] as [string[], number][]).map(([activities, cases]) => ({ activities, cases }))
  return { log: variantLogOf(variants), other: parseTree(String(oracle['tree_IMd'])) }
}

describeShared('graphs of real logs', 'oracle/sepsis.json', () => {
  test.each(['interval_event_log', 'bpic13_i', 'bpic2013_closed', 'sepsis'])('%s: the tree of another tool', name => {
    const { log, other } = oracleLog(name)
    expect(mine(log)).toBe(printTree(normalTree(other)))
    expect(missingArcs(log, other)).toEqual([])
  })
  // a part of a sequence or loop keeps there only the starts and ends of the whole graph, so that its own are lost:
  // what begins every case becomes a choice beside all else, and self-loops vanish
  test.each([
    ['running-example', 'register request→examine thoroughly'],
    ['receipt', 'Confirmation of receipt→T02 Check confirmation of receipt'],
    ['repairExample', 'Register→Analyze Defect'],
    ['reviewing', 'invite reviewers→invite reviewers'],
    ['roadtraffic100traces', 'Create Fine→Send Fine'],
    ['helpdesk', 'Insert ticket→Assign seriousness'],
    ['rtfmp', 'Create Fine→Send Fine'],
  ])('%s: the other tree does not have %s, which the graph has; ours has all', (name, arc) => {
    const { log, other } = oracleLog(name)
    expect(missingArcs(log, other)).toContain(arc)
    expect(missingArcs(log, inductiveMinerDirectlyFollows(directlyFollows(log)))).toEqual([])
  })
  test('the running example is found from its graph alone', () => {
    const { log } = oracleLog('running-example')
    expect(mine(log)).toBe(printTree(normalTree(inductiveMiner(log))))
  })
})
