import { describe, expect, test } from 'vitest'
import { describeShared } from '../../test/shared.ts'
import { variantLog } from '../log/variant-log.ts'
import { type Footprints, footprintRelation, printFootprints } from '../model/footprints.ts'
import { netFootprints } from '../model/net-footprints.ts'
import { PetriNetBuilder } from '../model/petri-net.ts'
import { parseTree } from '../model/process-tree.ts'
import { treeFootprints } from '../model/tree-footprints.ts'
import { alphaMiner } from './alpha-miner/alpha-miner.ts'
import { logFootprints } from './log-footprints.ts'
import { logOf, oracleNames, readMinedOracle } from './oracle.fixture.ts'

const L1 = 'a b c d *3 | a c b d *2 | a e d'

describe('footprints of a log', () => {
  test('L1 of van der Aalst (2016)', () => {
    expect(printFootprints(logFootprints(variantLog(L1)))).toBe(
      'a: # → → # → | b: ← # ∥ → # | c: ← ∥ # → # | d: # ← ← # ← | e: ← # # → #',
    )
  })
  test('the shortest trace, starts and ends', () => {
    const { starts, ends, minTraceLength } = logFootprints(variantLog('a b | b a c'))
    expect([starts, ends, minTraceLength]).toEqual([[0, 1], [1, 2], 2])
  })
})

describe('footprints of a model', () => {
  const ofTree = (text: string) => {
    const footprints = treeFootprints(parseTree(text))
    return { printed: printFootprints(footprints), ...sides(footprints) }
  }
  const sides = ({ activities, starts, ends, minTraceLength }: Footprints) => ({
    starts: starts.map(a => activities[a]),
    ends: ends.map(a => activities[a]),
    shortest: minTraceLength,
  })

  test('a tree of every operator', () => {
    expect(ofTree('→(a, ×(∧(b, c), e), d)')).toEqual({
      printed: 'a: # → → → # | b: ← # ∥ # → | c: ← ∥ # # → | e: ← # # # → | d: # ← ← ← #',
      starts: ['a'],
      ends: ['d'],
      shortest: 3,
    })
    expect(ofTree('↺(a, b)')).toEqual({ printed: 'a: # ∥ | b: ∥ #', starts: ['a'], ends: ['a'], shortest: 1 })
  })
  test('what can be passed silently is passed', () => {
    expect(ofTree('→(a, ×(b, τ), c)')).toEqual({
      printed: 'a: # → → | b: ← # → | c: ← ← #',
      starts: ['a'],
      ends: ['c'],
      shortest: 2,
    })
    expect(ofTree('↺(×(a, τ), b)').starts).toEqual(['a', 'b'])
    expect(ofTree('↺(a, τ)').printed).toBe('a: ∥')
  })
  test('a net and the log that it was mined from', () => {
    const log = variantLog(L1)
    const net = alphaMiner(log)
    const found = net.ok ? netFootprints(net.value) : net
    expect(found.ok && printFootprints(found.value)).toBe(printFootprints(logFootprints(log)))
    expect(found.ok && sides(found.value)).toEqual({ starts: ['a'], ends: ['d'], shortest: 3 })
  })
  test('a net that never ends, or is too large, is refused with the reason', () => {
    const builder = new PetriNetBuilder()
    const [start, end] = [builder.place(), builder.place()]
    const more = builder.transition('a')
    builder.takes(more, start)
    builder.puts(more, start, 2)
    const net = builder.build([[start, 1]], [[[end, 1]]])
    expect(netFootprints(net, { states: 100 })).toEqual({
      ok: false,
      because: 'The net is unbounded: tokens pile up on the place p1 without end.',
    })
    const still = new PetriNetBuilder()
    const [from, to] = [still.place(), still.place()]
    expect(netFootprints(still.build([[from, 1]], [[[to, 1]]]))).toEqual({
      ok: false,
      because: 'No final marking of the net can be reached.',
    })
  })
})

describeShared('footprints of another tool', 'oracle/sepsis.json', () => {
  const pairs = (footprints: Footprints, relation: string) => {
    const { activities } = footprints
    return activities
      .flatMap((a, i) =>
        activities.flatMap((b, j) => (footprintRelation(footprints, i, j) === relation ? [`${a} ${b}`] : [])),
      )
      .sort()
  }
  const names = (footprints: Footprints, which: readonly number[]) => which.map(a => footprints.activities[a]!).sort()
  const sorted = (list: readonly (readonly [string, string])[]) => list.map(pair => pair.join(' ')).sort()

  // of the interval log the other tool took the footprints by time, the variants in the order of the file
  test.each(oracleNames.filter(name => name !== 'interval_event_log'))('%s', name => {
    const oracle = readMinedOracle(name)
    const cases = [
      [logFootprints(logOf(oracle.variants)), oracle.footprints_log],
      ...(oracle['tree_IMf_0.2'] === undefined
        ? []
        : [[treeFootprints(parseTree(oracle['tree_IMf_0.2'])), oracle['footprints_tree_IMf_0.2']] as const]),
    ] as const
    for (const [ours, theirs] of cases) {
      if (theirs === undefined) continue
      expect(pairs(ours, '→')).toEqual(sorted(theirs.sequence))
      expect(pairs(ours, '∥')).toEqual(sorted(theirs.parallel))
      expect(names(ours, ours.starts)).toEqual([...theirs.start_activities].sort())
      expect(names(ours, ours.ends)).toEqual([...theirs.end_activities].sort())
      expect(ours.minTraceLength).toBe(theirs.min_trace_length)
    }
    expect(oracle.footprints_log).toBeDefined()
  })
})
