import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../base/platform.node.ts'
import { never } from '../base/platform.ts'
import { align, alignEtcPrecision, alignmentFitness, fScoreOf } from '../conformance/index.ts'
import { createMemoryEngine } from '../engine/index.ts'
import { type Ask, defaultView } from '../log/engine.ts'
import { eventLog } from '../log/notation.ts'
import { variantLogOf } from '../log/variant-log.ts'
import { modelNet } from '../model/model-as.ts'
import { askAnalysis } from './analysis.ts'
import { isTried, settings } from './models/candidate-models.ts'
import { mineModel } from './models/miners.ts'
import { recommendedModel } from './recommended-model.ts'

const ask: Ask = { log: 'log', view: defaultView, filter: [] }
const traces = ['a b c d', 'a b c d', 'a c b d', 'a b c d', 'a e d', 'a c b d', 'a d', 'a b c b c d']
const engine = createMemoryEngine({
  platform: nodePlatform,
  logs: new Map([['log', { log: eventLog(traces.map((trace, i) => `c${i}: ${trace}`).join(' | ')), problems: [] }]]),
})
const asked = (params: object = {}, clock?: typeof nodePlatform) =>
  askAnalysis(recommendedModel as never, engine, ask, params, never, clock)

describe('recommended model', () => {
  test('is the best of all settings by F-score, as each one measures alone', async () => {
    const { variants } = await engine.variants(ask)
    const log = variantLogOf(variants)
    const scores: number[] = []
    for (const { miner, options } of settings) {
      const mined = mineModel(miner, log, options)
      const net = mined.ok ? modelNet(mined.value) : mined
      if (!net.ok) continue
      const aligned = await align(log, net.value)
      if (!aligned.ok) continue
      const precision = await alignEtcPrecision(log, net.value, aligned.value)
      if (!precision.ok) continue
      const fitness = alignmentFitness(log, aligned.value).averageFitness
      scores.push(fScoreOf({ alignmentFitness: fitness, alignEtcPrecision: precision.value }).fScore)
    }
    const answer = await asked()
    const { rows } = answer.tables[0]!
    const sound = rows.filter(row => row[6] === 'sound').map(row => row[1] as number)
    expect(rows[0]![1]).toBe(Math.max(...sound))
    expect(answer.findings[0]!.quantities[0]!.value).toBe(rows[0]![1])
    const all = rows.flatMap(row => (row[1] === null ? [] : [row[1] as number]))
    expect(Math.max(...all)).toBeCloseTo(Math.max(...scores), 9)
    const named = rows.flatMap(row => (row[0] as string).split('; '))
    expect(new Set(named).size).toBe(named.length)
    expect(named.length).toBeLessThanOrEqual(settings.length)
  })
  test('heeds the size; where nothing is small enough, the smallest is shown and said so', async () => {
    const sizes = (await asked()).tables[0]!.rows.filter(row => row[6] === 'sound').map(row => row[5] as number)
    const limit = [...sizes].sort((a, b) => a - b)[1]!
    expect((await asked({ size: limit })).tables[0]!.rows[0]![5]).toBeLessThanOrEqual(limit)
    const tiny = await asked({ size: 2 })
    expect(tiny.tables[0]!.rows[0]![5]).toBe(Math.min(...sizes))
    expect(tiny.notes.join(' ')).toContain('No sound model has at most 2 places and transitions')
  })
  test('answers the same twice, and tells what the time did not reach', async () => {
    expect(await asked()).toEqual(await asked())
    const none = await asked({ seconds: 0 }, nodePlatform)
    expect(none.findings).toEqual([])
    expect(none.tables[0]!.rows.every(row => row[7] === 'the time ended before')).toBe(true)
  })
  test('measures on the most common variants where there are more, and says so', async () => {
    expect((await asked({ variants: 2 })).notes.join(' ')).toContain(
      'Measured on the 2 most common of 5 variants, 63 %',
    )
  })
  test('the ILP miner is asked on small logs alone, and where not it is said', async () => {
    const ilp = { miner: 'ilp', options: {} } as const
    const many = variantLogOf(Array.from({ length: 201 }, (_, v) => ({ activities: [`a${v % 20}`], cases: 1 })))
    expect([isTried(ilp, many), isTried({ miner: 'powl', options: {} }, many)]).toEqual([false, true])
    const { tables, notes } = await asked()
    expect(tables[0]!.rows.some(([miners]) => String(miners).includes('ilp'))).toBe(true)
    expect(notes[0]).toContain(`${settings.length} settings`)
    expect(notes.join(' ')).not.toContain('not asked here')
  })
})
