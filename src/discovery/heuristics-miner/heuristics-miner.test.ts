import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared } from '../../../test/shared.ts'
import { variantLog, variantLogOf } from '../../log/variant-log.ts'
import { printCausalNet } from '../../model/causal-net.ts'
import { findRun } from '../find-run.ts'
import { logOf, oracleNames, readMinedOracle, tracesOf } from '../oracle.fixture.ts'
import { causalNetToPetriNet } from './causal-net-to-petri-net.ts'
import { dependencies } from './dependencies.ts'
import { type HeuristicsOptions, heuristicsMiner } from './heuristics-miner.ts'

/** L of van der Aalst (2016), section 7.2. */
const book = variantLog('a b c e *10 | a c b e *10 | a d e *10 | a e *5 | a d d e *2 | a d d d e | a b e | a c e')

const mined = (notation: string, options?: HeuristicsOptions) =>
  printCausalNet(heuristicsMiner(variantLog(notation), options))

describe('dependencies', () => {
  test('the measures of van der Aalst (2016), table 7.2', () => {
    const { dependency, size, activities } = dependencies(book)
    const of = (a: string, b: string) =>
      Number(dependency[activities.indexOf(a) * size + activities.indexOf(b)]!.toFixed(2))
    expect([of('a', 'b'), of('a', 'c'), of('a', 'd'), of('a', 'e')]).toEqual([0.92, 0.92, 0.93, 0.83])
    expect([of('b', 'a'), of('b', 'c'), of('d', 'd'), of('d', 'e')]).toEqual([-0.92, 0, 0.8, 0.93])
  })
  test('a loop of two is one where either half returns', () => {
    const { loopOfTwo, size } = dependencies(variantLog('a b a c | a b a b c'))
    // aba twice, bab once
    expect(loopOfTwo[0 * size + 1]).toBe(3 / 4)
    expect(loopOfTwo[1 * size + 0]).toBe(3 / 4)
    expect(loopOfTwo[0 * size + 0]).toBe(0)
  })
  test('arcs that are rare beside those around them are left out first', () => {
    const log = variantLog('a b c *99 | a c b')
    expect(dependencies(log, 0).direct[2 * 5 + 1]).toBe(1)
    expect(dependencies(log, 0.05).direct[2 * 5 + 1]).toBe(0)
  })
})

describe('the heuristics miner', () => {
  test('choices, concurrency and a loop of one of van der Aalst (2016), figure 7.6', () => {
    expect(printCausalNet(heuristicsMiner(book, { dependency: 0.8, loopOfOne: 0.7 }))).toBe(
      '▶: a | a: (b × e × d) ∧ (c × e × d) | b: e | c: e | e: ■ | d: (e × d)',
    )
  })
  test('higher thresholds leave out the weaker arcs', () => {
    expect(printCausalNet(heuristicsMiner(book))).toBe('▶: a | a: (b × d) ∧ (c × d) | b: e | c: e | e: ■ | d: e')
  })
  test('a loop of two', () => {
    expect(mined('a b c *20 | a b d b c *20')).toBe('▶: a | a: b | b: (c × d) | c: ■ | d: b')
  })
  test('what is chosen late depends on what came first', () => {
    const notation = 'a x d *20 | b x e *20'
    expect(mined(notation)).toBe('▶: (a × b) | a: x ∧ d | x: (d × e) | d: ■ | b: x ∧ e | e: ■')
    expect(mined(notation, { longDistance: null })).toBe('▶: (a × b) | a: x | x: (d × e) | d: ■ | b: x | e: ■')
  })
  test('every activity is connected, however weak its arcs are', () => {
    expect(mined('a b *20 | a c b')).toBe('▶: a | a: (b × c) | b: ■ | c: b')
    expect(mined('a b *20 | a c b', { allConnected: false })).toBe('▶: a | a: b | b: ■')
  })
  test('a long sequence has no arcs over a distance: no case ends without what follows', () => {
    const activities = Array.from({ length: 400 }, (_, i) => `a${i}`)
    const { arcs } = heuristicsMiner(variantLogOf([{ activities, cases: 100 }]))
    expect(arcs.length).toBe(401)
    expect(arcs.every(({ kind }) => kind === 'direct')).toBe(true)
  })
  test('of empty traces nothing is left but start and end', () => {
    expect(mined('')).toBe('▶: ■')
  })
  test('the net is the same whatever order activities and traces stand in', () => {
    const arcs = (notation: string) => {
      const log = variantLog(notation)
      const names = [...log.activities, '▶', '■']
      return heuristicsMiner(log)
        .arcs.map(({ from, to }) => `${names[from]}→${names[to]}`)
        .sort()
    }
    expect(arcs('b c a *2 | c b a | b d a')).toEqual(arcs('b d a | c b a | b c a *2'))
  })
})

describe('causal nets as Petri nets', () => {
  const net = causalNetToPetriNet(heuristicsMiner(book, { dependency: 0.8, loopOfOne: 0.7 }))
  const replays = (trace: string) => findRun(net, trace.split(' ')) !== null

  test('the net of the book replays what the causal net means', () => {
    expect(['a b c e', 'a c b e', 'a d e', 'a d d d d e', 'a e'].map(replays)).toEqual([true, true, true, true, true])
    expect(['a b e', 'a b d e', 'a b c d e', 'b c e', 'a b c'].map(replays)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })
  test('nothing leads back to the source, and nothing away from the sink', () => {
    for (const notation of ['a | a a *20', 'a b a *20 | a', 'a b | b a *20']) {
      const { places, transitions, initial, final } = causalNetToPetriNet(heuristicsMiner(variantLog(notation)))
      const source = initial.indexOf(1)
      const sink = final[0]!.indexOf(1)
      expect(places.length).toBeGreaterThan(1)
      expect(transitions.some(({ outputs }) => outputs.some(({ place }) => place === source))).toBe(false)
      expect(transitions.some(({ inputs }) => inputs.some(({ place }) => place === sink))).toBe(false)
    }
  })
  test('where no two activities are concurrent, the net replays every trace of its log', () => {
    // each activity at one place only: what follows is a choice
    const trace = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }).map(picks => {
      const kept = ['a', 'b', 'c', 'd', 'e'].filter((_, i) => picks[i])
      return ['s', ...kept, 'z']
    })
    fc.assert(
      fc.property(fc.array(trace, { minLength: 1, maxLength: 8 }), traces => {
        const log = logOf(traces.map(one => [one, 1]))
        const all = { dependency: 0, relativeToBest: 0, longDistance: null }
        const mined = causalNetToPetriNet(heuristicsMiner(log, all))
        for (const one of traces) expect([one, findRun(mined, one) !== null]).toEqual([one, true])
      }),
      { numRuns: 200, seed: 5 },
    )
  })
  test('of a real-looking log the usual traces are replayed', () => {
    const log = variantLog('a b c d f *30 | a c b d f *30 | a e f *20 | a b c d b c d f *5')
    const mined = causalNetToPetriNet(heuristicsMiner(log))
    expect(tracesOf(log).filter(trace => findRun(mined, trace) !== null).length).toBeGreaterThanOrEqual(3)
  })
})

/** The thresholds that the oracle was made with. */
const pm4py: HeuristicsOptions = {
  dependency: 0.5,
  loopOfOne: 0.5,
  loopOfTwo: 0.5,
  longDistance: null,
  relativeToBest: 0,
  and: 0.65,
  allConnected: false,
  noise: 0.05,
}

describeShared('dependencies and arcs of another tool', 'oracle/sepsis.json', () => {
  test.each(oracleNames)('%s', name => {
    const { variants, heuristics } = readMinedOracle(name)
    if (heuristics === undefined) {
      expect(name).toBe('no oracle')
      return
    }
    const log = logOf(variants)
    const { direct, dependency, size } = dependencies(log, 0.05)
    const ours: Record<string, Record<string, number>> = {}
    log.activities.forEach((a, i) => {
      log.activities.forEach((b, j) => {
        if (direct[i * size + j]! > 0) (ours[a] ??= {})[b] = dependency[i * size + j]!
      })
    })
    expect(ours).toEqual(heuristics.dependency_matrix)
    const weight = (a: string, b: string) => heuristics.dependency_matrix[a]?.[b] ?? 0
    const arcs = heuristicsMiner(log, pm4py)
      .arcs.filter(({ from, to }) => from < log.activities.length && to < log.activities.length)
      .map(({ from, to }) => [log.activities[from]!, log.activities[to]!] as const)
      // the way back of a loop of two belongs to it (2011, step 2); the other tool drops it where the way forth is strong
      .filter(([a, b]) => weight(a, b) >= 0.5 || weight(b, a) < 0.5)
      .map(([a, b]) => `${a} → ${b}`)
    // 2006 and 2011 say that a loop of two has no loop of one at either end; the other tool takes it all the same
    const isAgainstThePaper = ([a, b]: readonly [string, string]) =>
      weight(a, b) < 0.5 && (weight(a, a) >= 0.5 || weight(b, b) >= 0.5)
    expect(arcs.sort()).toEqual(
      heuristics.edges
        .filter(edge => !isAgainstThePaper(edge))
        .map(([from, to]) => `${from} → ${to}`)
        .sort(),
    )
  })
})
