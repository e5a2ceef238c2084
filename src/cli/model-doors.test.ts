import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import * as discovery from '../server/discovery-schemas.ts'
import { type RunningServer, startServer } from '../server/index.ts'
import * as schemas from '../server/model-schemas.ts'
import { parfocal } from './cli.fixture.ts'

/** Orders of a cheap and a dear kind, which go two ways; a team packs four at a time. */
const csv = [
  'case,activity,start,time,team,amount',
  ...Array.from({ length: 24 }, (_, c) => {
    const at = (hour: number) => new Date(Date.UTC(2025, 0, 1, hour)).toISOString()
    const first = Math.floor(c / 4) * 10
    const isDear = c % 3 === 0
    return [
      `${c},order,${at(first)},${at(first)},sales,${isDear ? 900 : 90}`,
      `${c},${isDear ? 'approve' : 'note'},${at(first + 1)},${at(first + 2)},sales,`,
      `${c},pack,${at(first + 5)},${at(first + 6)},stock,`,
    ].join('\n')
  }),
].join('\n')
const mapping = {
  ...{ version: 1, caseId: 'case', activity: 'activity', start: 'start', complete: 'time' },
  columns: [
    { column: 'team', action: 'keep', scope: 'event', type: 'string' },
    { column: 'amount', action: 'keep', scope: 'event', type: 'float' },
  ],
}

let folder: string
let server: RunningServer
let log: string
const at = (name: string) => join(folder, name)
const post = async (path: string, body: string | object, type = 'application/json') => {
  const headers = { 'content-type': type, 'x-parfocal': '1' }
  const sent = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: sent })
  return { status: answer.status, answer: (await answer.json()) as Record<string, unknown> }
}
const cli = async (...words: string[]) => {
  const { code, out, err } = await parfocal(...words, '--mapping', at('mapping.json'), '--json')
  expect([code, err]).toEqual([0, expect.any(String)])
  return JSON.parse(out) as Record<string, unknown>
}
/** The answer of HTTP as its schema has it, less what only the one door or the other can say. */
const http = async (path: string, body: object, schema: z.ZodType) => {
  const { status, answer } = await post(`/api/models/${path}`, body)
  expect([status, answer['error']]).toEqual([200, undefined])
  expect(schema.parse(answer)).toEqual(answer)
  return answer
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-doors-'))
  writeFileSync(at('log.csv'), csv)
  writeFileSync(at('mapping.json'), JSON.stringify(mapping))
  server = await startServer({ dataFolder: null, port: 0, webRoot: null, handleSignals: false })
  const query = `wait=true&name=log.csv&mapping=${encodeURIComponent(JSON.stringify(mapping))}`
  const made = await post(`/api/logs?${query}`, csv, 'text/csv')
  expect(made.status, JSON.stringify(made.answer)).toBe(201)
  log = (made.answer as unknown as { log: { id: string } }).log.id
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the command line and HTTP say the same', () => {
  test('of what must hold in a log', async () => {
    for (const [name, schema] of [
      ['skeleton', discovery.skeletonAnswer],
      ['temporal-profile', discovery.profileAnswer],
      ['footprints', discovery.footprintsAnswer],
    ] as const)
      expect(await http(`discover/${name}`, { log }, schema)).toEqual(await cli('discover', name, at('log.csv')))
  })
  test('of batches, by a team', async () => {
    const found = await http('discover/batches', { log, resource: 'team', minSize: 3 }, discovery.batchesAnswer)
    const words = ['discover', 'batches', at('log.csv'), '--resource', 'team', '--min-size', '3']
    expect(found).toEqual(await cli(...words))
    const hour = 3_600_000
    expect(found).toMatchObject({ resource: 'team', cases: 24, instances: 72 })
    expect((found['activities'] as object[])[0]).toMatchObject({
      activity: 'pack',
      batches: 6,
      waitedMs: 24 * 3 * hour,
    })
    const { status, answer } = await post('/api/models/discover/batches', { log, resource: 'nobody' })
    expect([status, JSON.stringify(answer)]).toEqual([400, expect.stringContaining('no attribute \\"nobody\\"')])
  })
  test('of decision rules, of a mined model and of a given one', async () => {
    const { notes, ...found } = await http('discover/decision-rules', { log }, discovery.decisionRulesAnswer)
    expect(found).toEqual(await cli('discover', 'decision-rules', at('log.csv')))
    expect(notes).toEqual([])
    const [point] = found['points'] as { isExplained: boolean; rules: { tests: string[]; activity: string }[] }[]
    expect(point).toMatchObject({ isExplained: true, accuracy: 1, attributes: ['amount'] })
    expect(point!.rules.map(({ tests, activity }) => `${tests[0]} → ${activity}`)).toContain('amount > 500 → approve')
    await parfocal('discover', 'split', at('log.csv'), '--mapping', at('mapping.json'), '--out', at('m.bpmn'))
    const given = await cli(
      'discover',
      'decision-rules',
      at('log.csv'),
      '--model',
      at('m.bpmn'),
      '--attributes',
      'team',
    )
    expect(given).toMatchObject({ attributes: ['team'], points: [{ isExplained: false }] })
  })
  test('of weights, which a file keeps', async () => {
    const { text, format, problems, notes, ...found } = await http(
      'discover/stochastic',
      { log, to: 'pnml' },
      discovery.stochasticAnswer,
    )
    expect([format, problems, notes]).toEqual(['pnml', [], []])
    expect(found).toEqual(await cli('discover', 'stochastic', at('log.csv')))
    const weights = found['weights'] as { activity: string; weight: number }[]
    expect(weights.filter(({ activity }) => activity === 'approve' || activity === 'note')).toMatchObject([
      { activity: 'approve', weight: 8 },
      { activity: 'note', weight: 16 },
    ])
    writeFileSync(at('weighted.pnml'), text as string)
    for (const name of ['again.json', 'again.pnml'])
      expect((await parfocal('model', 'convert', at('weighted.pnml'), at(name))).code).toBe(0)
    expect(readFileSync(at('again.pnml'), 'utf8')).toBe(text)
    expect(readFileSync(at('again.json'), 'utf8')).toContain('"weight": 16')
    const lost = await parfocal('model', 'convert', at('weighted.pnml'), at('again.ptml'))
    expect([lost.code, lost.err]).toEqual([0, expect.stringContaining('weights: a process tree has none')])
  })
  test('of prefix trees', async () => {
    const found = await http('discover', { log, miner: 'prefix-tree' }, schemas.discovered)
    expect(found).toEqual(await cli('discover', 'prefix-tree', at('log.csv')))
    expect(found).toMatchObject({
      kind: 'system',
      states: 6,
      model: 'order 24 (approve 8 (pack 8■8) note 16 (pack 16■16))',
    })
  })
  test('of a model and its qualities', async () => {
    const made = await http('discover', { log, to: 'pnml' }, schemas.discovered)
    const model = made['text'] as string
    writeFileSync(at('model.pnml'), model)
    const check = await http('check', { model }, schemas.checkAnswer)
    const checked = await parfocal('model', 'check', at('model.pnml'), '--json')
    expect({ ...check, file: at('model.pnml') }).toEqual(JSON.parse(checked.out))
    expect(check).toMatchObject({ soundness: { verdict: 'sound' }, workflowNet: { is: true } })
    const { notes, ...precision } = await http('precision', { log, model }, schemas.precisionAnswer)
    expect(precision).toEqual(await cli('precision', at('log.csv'), at('model.pnml')))
    expect([notes, precision['fScore']]).toEqual([[], 1])
  })
  test('and measures have times where they are asked for', async () => {
    const measured = await http('measure', { log, times: true }, schemas.measured)
    const { net } = schemas.measured.parse(measured)
    const pack = net.parts.find(({ id, durations }) => durations?.service && id !== '' && durations.service.n === 24)
    expect([net.timedCases, pack !== undefined]).toEqual([{ counted: 24, cases: 24 }, true])
    expect(net.parts.some(({ durations }) => durations?.waiting?.mean === 3 * 3_600_000)).toBe(true)
  })
})
