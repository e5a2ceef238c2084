import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { fileSource, nodePlatform } from '../base/platform.node.ts'
import { never } from '../base/platform.ts'
import { createMemoryEngine } from '../engine/index.ts'
import { openLog } from '../formats/index.ts'
import { type Ask, defaultView, type Engine } from '../log/engine.ts'
import { eventLog } from '../log/notation.ts'
import type { Analysis } from './analysis.ts'
import { analyses, askAnalysis } from './index.ts'

const over = async (notation: string): Promise<{ engine: Engine; ask: Ask }> => ({
  engine: createMemoryEngine({
    platform: nodePlatform,
    logs: new Map([['log', { log: eventLog(notation), problems: [] }]]),
  }),
  ask: { log: 'log', view: defaultView, filter: [] },
})
const named = (id: string): Analysis => analyses.find(analysis => analysis.id === id)!

describe('every analysis', () => {
  let engine: Engine
  let ask: Ask
  beforeAll(async () => {
    const { log, problems } = await openLog(
      await fileSource(resolve(import.meta.dirname, '../../samples/order-to-cash.csv')),
      { platform: nodePlatform },
    )
    engine = createMemoryEngine({ platform: nodePlatform, logs: new Map([['sample', { log, problems }]]) })
    ask = { log: 'sample', view: defaultView, filter: [] }
  })
  for (const analysis of analyses)
    test(`${analysis.id}: answers on the sample with sentences, units and evidence that shows cases`, async () => {
      const params =
        analysis.id === 'compare'
          ? {
              a: [{ kind: 'time', mode: 'started', to: Date.UTC(2025, 0, 1) }],
              b: [{ kind: 'time', mode: 'started', from: Date.UTC(2025, 0, 1) }],
            }
          : analysis.id === 'rules'
            ? { rules: readFileSync(resolve(import.meta.dirname, '../../samples/rules/order-to-cash.yaml'), 'utf8') }
            : {}
      const answer = await askAnalysis(analysis, engine, ask, params, never)
      expect(answer.findings.length).toBeGreaterThan(0)
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
      const ids = answer.findings.map(finding => finding.id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const finding of answer.findings) {
        expect(finding.sentence).toMatch(/\.$/)
        expect(finding.sentence).not.toMatch(/NaN|undefined|null|Infinity/)
        expect(finding.importance).toBeGreaterThanOrEqual(0)
        expect(finding.importance).toBeLessThanOrEqual(1)
        if (finding.evidence.length > 0) {
          const { cases } = await engine.size({ ...ask, filter: finding.evidence })
          expect(cases, finding.sentence).toBeGreaterThan(0)
        }
      }
      for (const table of answer.tables) for (const row of table.rows) expect(row).toHaveLength(table.columns.length)
    })
  for (const analysis of analyses)
    test(`${analysis.id}: says why on an empty filter result instead of failing`, async () => {
      const nothing: Ask = { ...ask, filter: [{ kind: 'cases', ids: [] }] }
      const answer = await askAnalysis(analysis, engine, nothing, {}, never)
      expect(answer.findings).toEqual([])
      expect(answer.notes.length + answer.tables.length).toBeGreaterThan(0)
    })
})

describe('by hand', () => {
  test('rework: a is done again once in one of two cases, directly', async () => {
    const { engine, ask } = await over('c1: a@0 a@1h b@4h | c2: a@0 b@1h')
    const answer = await askAnalysis(named('rework'), engine, ask, {}, never)
    expect(answer.findings.map(finding => finding.sentence)).toEqual([
      '50 % of cases have rework; their median throughput time is 3 h longer than that of the others.',
      '1 time *a* is done again, in 50 % of cases (1 directly, 0 after other work).',
    ])
    expect(answer.tables[0]!.rows).toEqual([['a', 3, 1, 0, 1, 1 / 3, 1]])
  })

  test('bottlenecks: the share of an arc is its total over the sum of throughput times', async () => {
    const { engine, ask } = await over('c1: a@0 b@1h c@4h | c2: a@0 b@1h c@2h')
    const answer = await askAnalysis(named('bottlenecks'), engine, ask, {}, never)
    expect(answer.tables[0]!.rows.map(row => [row[0], row[1], row[3]])).toEqual([
      ['b', 'c', 4 / 6],
      ['a', 'b', 2 / 6],
    ])
    expect(answer.findings[0]!.sentence).toMatch(
      /^67 % of all throughput time is time between completions from \*b\* to \*c\*/,
    )
  })

  test('longest waits: without start times nothing is called waiting', async () => {
    const { engine, ask } = await over('c1: a@0 b@1h | c2: a@0 b@3h')
    const answer = await askAnalysis(named('longest-waits'), engine, ask, { atLeast: 1 }, never)
    expect(answer.findings[0]!.sentence).toBe('2 h is the median time between completions from *a* to *b*, in 2 cases.')
    expect(answer.notes.join(' ')).toContain('no start times')
    const started = await over('c1: a@0..1h b@3h..4h')
    const waiting = await askAnalysis(named('longest-waits'), started.engine, started.ask, { atLeast: 1 }, never)
    expect(waiting.findings[0]!.sentence).toBe('2 h is the median waiting time from *a* to *b*, in 1 case.')
  })

  test('end points: rare ends are put together', async () => {
    const { engine, ask } = await over(['x: a b', ...Array.from({ length: 99 }, (_, i) => `c${i}: a c`)].join(' | '))
    const answer = await askAnalysis(named('end-points'), engine, ask, {}, never)
    expect(answer.findings.find(finding => finding.id === 'end:unusual')!.quantities[0]!.value).toBe(1)
    expect(answer.findings.find(finding => finding.id === 'start:usual')!.sentence).toBe(
      '100 % of cases start with *a*; no other activity does.',
    )
  })

  test('ping-pong: leaving a team and coming back to it from the same other one', async () => {
    const { engine, ask } = await over(
      'c1: a{team=X} b{team=Y} c{team=X} d{team=X} | c2: a{team=X} b{team=Y} c{team=Z}',
    )
    const answer = await askAnalysis(named('handovers'), engine, ask, {}, never)
    expect(answer.tables.find(table => table.id === 'ping-pong')!.rows).toEqual([['X', 'Y', 1, 1]])
    expect(answer.findings.find(finding => finding.id === 'handovers')!.sentence).toBe(
      '80 % of steps go to another team.',
    )
  })
  test('handovers: pairs that the person gate holds back are told, and shares are of what is shown', async () => {
    const { engine, ask } = await over('c1: a b a b')
    const answer = {
      resources: ['x', 'y'],
      from: [0, 0],
      to: [1, 0],
      frequency: [3, 1],
      caseFrequency: [3, 1],
      totalMs: [3000, 0],
      suppressed: 2,
    }
    const gate = (part: object): Engine =>
      Object.assign(Object.create(engine) as Engine, { handovers: async () => ({ ...answer, ...part }) })
    const params = { attribute: 'concept:name' }
    const shown = await askAnalysis(named('handovers'), gate({}), ask, params, never)
    expect(shown.findings[0]!.sentence).toBe('75 % of the steps that are shown go to another concept:name.')
    expect(shown.notes[0]).toBe(
      '2 pairs of concept:name are held back, because too few people stand behind them. These numbers are about the others.',
    )
    const none = { from: [], to: [], frequency: [], caseFrequency: [], totalMs: [] }
    const held = await askAnalysis(named('handovers'), gate(none), ask, params, never)
    expect(held.notes).toEqual(['2 pairs of concept:name are held back, because too few people stand behind them.'])
    const nothing = await askAnalysis(named('handovers'), gate({ ...none, suppressed: 0 }), ask, params, never)
    expect(nothing.notes).toEqual(['No two events in a row have a value of concept:name.'])
  })

  test('compare: a planted difference is found, an absent one is not', async () => {
    const cases = Array.from(
      { length: 400 },
      (_, i) =>
        `c${i}[group=${i % 2 ? 'odd' : 'even'}]: a@0 ${i % 2 && i % 8 !== 1 ? 'check@1h ' : ''}b@${i % 2 ? 5 + (i % 7) : 2 + (i % 5)}h`,
    )
    const { engine, ask } = await over(cases.join(' | '))
    const of = (value: string) => [{ kind: 'case-attribute', key: 'group', values: [value] }]
    const answer = await askAnalysis(named('compare'), engine, ask, { a: of('even'), b: of('odd') }, never)
    expect(answer.findings.map(finding => finding.id)).toEqual(
      expect.arrayContaining(['difference:activity:check', 'difference:throughput time:median']),
    )
    const same = await askAnalysis(named('compare'), engine, ask, { a: of('even'), b: of('even') }, never)
    expect(same.findings).toEqual([])
    expect(same.notes.join(' ')).toContain('200 cases are in both groups')
  })

  test('data quality: planted defects are named with their numbers', async () => {
    const { engine, ask } = await over(
      'c1: "Create order"@0 "Craete order"@0 b@5h b@2h | c2: "Create order" b@1h | c3:',
    )
    const answer = await askAnalysis(named('data-quality'), engine, ask, {}, never)
    const ids = answer.findings.map(finding => finding.id)
    expect(ids).toEqual(
      expect.arrayContaining(['ties', 'moved', 'without-time', 'empty-cases', 'similar:Craete order|Create order']),
    )
  })

  test('parameters outside their range are refused with their name', async () => {
    const { engine, ask } = await over('c1: a b')
    await expect(askAnalysis(named('overview'), engine, ask, { coverage: 2 }, never)).rejects.toThrow(/coverage/)
  })
})
