import { expect, test } from 'vitest'
import { describeShared } from '../../../test/shared.ts'
import { random } from '../../base/random.ts'
import { alignmentFitness } from '../fitness.ts'
import { logOf, rowsOf } from '../log-of.fixture.ts'
import { oracleLog, oracleNet, oracleNets, oracleValue } from '../oracle.fixture.ts'
import { align } from './align.ts'
import { Aligner } from './aligner.ts'
import { expectValid } from './naive-alignment.fixture.ts'

interface OracleRow {
  readonly variant: string[]
  readonly count: number
  readonly cost_raw: number
  readonly cost_moves: number
  readonly fitness: number
  readonly bwc: number
}
/** What a move costs in the other tool; a silent move costs 1. */
const UNIT = 10_000

describeShared('alignments of another tool on stored nets', 'oracle/models/sepsis.IMf_0.2.pnml', () => {
  const compared = oracleNets.filter(({ log, miner }) => oracleValue(log, `alignment_variants_${miner}`))
  test('most stored nets have alignments', () => expect(compared.length).toBeGreaterThanOrEqual(14))

  test.each(compared)('costs, silent moves and fitness: $log, $miner', async ({ log, miner }) => {
    const rows = oracleValue<OracleRow[]>(log, `alignment_variants_${miner}`)!
    const net = oracleNet(log, miner)
    const variants = logOf(rows.map(({ variant, count }) => ({ activities: variant, cases: count })))
    const result = await align(variants, net)
    if (!result.ok) throw new Error(result.because)
    const { shortestRun, variants: alignments } = result.value
    const fitness = alignmentFitness(variants, result.value)
    rows.forEach((row, v) => {
      const { cost, lower, silentMoves } = alignments[v]!
      expect([lower, cost, cost * UNIT + silentMoves]).toEqual([row.cost_moves, row.cost_moves, row.cost_raw])
      expect(fitness.variants[v]).toBeCloseTo(row.fitness, 9)
      const worst = (row.variant.length + shortestRun.cost) * UNIT + shortestRun.silentMoves
      expect(worst).toBe(row.bwc)
      expectValid(net, row.variant, alignments[v]!)
    })
    const theirs = oracleValue<{ averageFitness: number; percFitTraces: number; log_fitness: number }>(
      log,
      `alignment_fitness_${miner}`,
    )!
    expect(fitness.averageFitness).toBeCloseTo(theirs.averageFitness, 6)
    expect((100 * fitness.fittingCases) / fitness.cases).toBeCloseTo(theirs.percFitTraces, 6)
    // their fitness of the log counts silent moves as well
    const sum = (value: (v: number) => number) => rows.reduce((all, { count }, v) => all + count * value(v), 0)
    const withSilent = sum(v => alignments[v]!.cost * UNIT + alignments[v]!.silentMoves) / sum(v => rows[v]!.bwc)
    expect(1 - withSilent).toBeCloseTo(theirs.log_fitness, 6)
  })

  test('every variant of bpic2012 fits its stored net', async () => {
    const net = oracleNet('bpic2012', 'IMf_0.2')
    const log = oracleLog('bpic2012')
    const result = await align(log, net)
    if (!result.ok) throw new Error(result.because)
    expect(result.value.variants.every(({ cost }) => cost === 0)).toBe(true)
    rowsOf(log)
      .slice(0, 100)
      .forEach(({ activities }, v) => void expectValid(net, activities, result.value.variants[v]!))
  })

  test('variants of bpic2012 with four changes cost at most eight moves', async () => {
    const net = oracleNet('bpic2012', 'IMf_0.2')
    const opened = await Aligner.open(net)
    if (!opened.ok) throw new Error(opened.because)
    const rows = rowsOf(oracleLog('bpic2012'))
    const draw = random(16)
    const below = (n: number) => Math.floor(draw() * n)
    for (let i = 0; i < 60; i++) {
      const trace = [...rows[below(rows.length)]!.activities]
      for (let change = 0; change < 4; change++) {
        const label = opened.value.index.labels[below(opened.value.index.labels.length)]!
        trace.splice(below(trace.length), below(2), ...(below(2) ? [label] : []))
      }
      const alignment = await opened.value.align(trace)
      expectValid(net, trace, alignment)
      expect(alignment.lower).toBe(alignment.cost)
      expect(alignment.cost).toBeLessThanOrEqual(8)
    }
  })
})
