import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routineLogId } from '../analyses/index.ts'
import { taskLogs } from '../analyses/task-mining/task-engine.examples.fixture.ts'
import { writeUiLines } from '../formats/index.ts'
import { conformanceAnswer } from './conformance-schemas.ts'
import * as schemas from './model-schemas.ts'
import { csvLog, type ShownLog, type TestServer, testServer } from './server.fixture.ts'

let server: TestServer
let log: ShownLog
beforeAll(async () => {
  server = await testServer({ limits: { modelsAtOnce: 1 } })
  log = await server.put('orders.csv', csvLog(20))
})
afterAll(() => server.close())
type Body = Record<string, unknown>
const post = async (what: string, body: object) => {
  const { status, body: answer } = await server.call('POST', `/api/models/${what}`, body)
  return { status, answer: answer as unknown as Body }
}

const refused = async (what: string, body: object) => {
  const { status, answer } = await post(what, body)
  return [status, (answer['error'] as { message: string }).message] as const
}

describe('models over HTTP', () => {
  test('are found, held against the log and converted, as the schemas say', async () => {
    const found = await post('discover', { log: log.id, to: 'pnml' })
    expect(found).toMatchObject({
      status: 200,
      answer: { miner: 'inductive', noise: 0, cases: 20, variants: 2, kind: 'net' },
    })
    expect(schemas.discovered.parse(found.answer)).toEqual(found.answer)
    const model = found.answer['text'] as string
    for (const method of ['alignments', 'replay']) {
      const checked = await post('conformance', { log: log.id, model, method })
      expect(checked).toMatchObject({
        status: 200,
        answer: { method, fitness: 1, fittingCases: 20, unknownActivities: [] },
      })
      expect(conformanceAnswer.parse(checked.answer)).toEqual(checked.answer)
    }
    const converted = await post('convert', { model, to: 'bpmn', reduce: true })
    expect(converted).toMatchObject({ status: 200, answer: { kind: 'bpmn', format: 'bpmn', activities: 4 } })
    expect(schemas.converted.parse(converted.answer)).toEqual(converted.answer)
  })
  test('deviations have places, impacts and an allowlist, over time, of running cases too', async () => {
    const once = [{ kind: 'rework', of: 'rework', atLeast: 1, not: true }]
    const found = await post('discover', { log: log.id, filter: once, to: 'pnml' })
    const model = found.answer['text'] as string
    const asked = { log: log.id, model, at: '2026-01-01' }
    const { status, answer } = await post('conformance', asked)
    expect(status).toBe(200)
    expect(conformanceAnswer.parse(answer)).toEqual(answer)
    const { deviations, departing } = answer as unknown as {
      deviations: { id: string; cases: number; evidence: object; places: { nodes: string[] }[] }[]
      departing: { cases: number }
    }
    expect([deviations.length > 0, departing.cases]).toEqual([true, 2])
    for (const { cases, evidence, places } of deviations) {
      expect(places[0]!.nodes.length).toBe(1)
      const kept = await server.call('POST', '/api/ask/size', { log: log.id, filter: evidence })
      expect(kept.body).toMatchObject({ cases })
    }
    const allow = deviations.map(({ id: deviation }) => ({
      ...{ deviation, reason: 'agreed', author: 'audit', until: '2027-01-01' },
    }))
    const baseline = {
      parfocal: 'baseline',
      version: 1,
      name: 'orders',
      model,
      allow,
      labels: { version: 1, labels: [] },
    }
    const allowed = await post('conformance', { log: log.id, baseline, at: '2026-01-01' })
    expect(allowed.answer).toMatchObject({ departing: { cases: 0 }, departingWithAllowed: { cases: 2 } })
    const running = await post('conformance', { ...asked, runningDays: 36_500 })
    expect(running.answer).toMatchObject({ runningCases: 20 })
    const refused = await post('conformance', { ...asked, allow: [{ ...allow[0], until: 'soon' }] })
    expect([refused.status, JSON.stringify(refused.answer)]).toEqual([422, expect.stringContaining('is no date')])
    expect((await post('conformance', { log: log.id })).status).toBe(400)
  })
  test('logs are held against footprints, constraints, skeletons and profiles', async () => {
    const { answer: net } = await post('discover', { log: log.id, to: 'pnml' })
    const { answer: rules } = await post('discover', { log: log.id, miner: 'declare', to: 'declare' })
    const head = { format: 'parfocal-statements', version: 1 }
    const skeleton = JSON.stringify({ ...head, kind: 'log-skeleton', frequencies: [{ activity: 'none', counts: [1] }] })
    const profile = JSON.stringify({ ...head, kind: 'temporal-profile', relations: [] })
    for (const [method, model, fittingCases] of [
      ['footprints', net['text'], null],
      ['declare', rules['text'], 18],
      ['skeleton', skeleton, 0],
      ['temporal-profile', profile, 20],
    ] as const) {
      const { status, answer } = await post('conformance', { log: log.id, model, method })
      expect([status, answer]).toEqual([200, expect.objectContaining({ method, fittingCases, cases: 20 })])
      expect(conformanceAnswer.parse(answer)).toEqual(answer)
    }
    const wrong = await post('conformance', { log: log.id, model: net['text'], method: 'declare' })
    expect([wrong.status, JSON.stringify(wrong.answer)]).toEqual([
      400,
      expect.stringContaining('asks for a Declare model'),
    ])
  })
  test('heed filters and other miners', async () => {
    const filter = [{ kind: 'rework', of: 'rework', atLeast: 1, not: true }]
    const found = await post('discover', { log: log.id, filter, miner: 'split', options: { eta: 0.4 } })
    expect(found).toMatchObject({ status: 200, answer: { miner: 'split', cases: 18, variants: 1, kind: 'bpmn' } })
  })
  test('are measured, mined or given, as the schemas say; without time replay counts', async () => {
    const { answer: mined } = await post('discover', { log: log.id, to: 'bpmn' })
    const model = mined['text'] as string
    const found = await post('measure', { log: log.id })
    const given = await post('measure', { log: log.id, model })
    const late = await post('measure', { log: log.id, model, seconds: 0 })
    for (const { status, answer } of [found, given, late]) {
      expect([status, answer['error']]).toEqual([200, undefined])
      expect(schemas.measured.parse(answer)).toEqual(answer)
      const { cases, bpmn } = schemas.measured.parse(answer)
      expect(bpmn!.parts.find(({ id }) => id === 'start')!.cases).toBe(cases)
    }
    expect(given.answer['bpmn']).toEqual(found.answer['bpmn'])
    const { bpmn, notes } = schemas.measured.parse(late.answer)
    expect(bpmn!.countedBy.replay).toBeGreaterThan(0)
    expect(notes.join(' ')).toContain('token-based replay')
  })
  test('are found of routine logs', async () => {
    const lines = Buffer.concat([...writeUiLines(taskLogs['demonstrated']!)])
    const sent = await server.call('POST', '/api/uploads?name=d.ui.jsonl', lines)
    const { id: upload } = sent.body as { id: string }
    const made = await server.call('POST', '/api/ui-logs', { upload, wait: true })
    const { id } = (made.body as unknown as { uiLog: { id: string } }).uiLog
    const found = await post('discover', { log: routineLogId(id), to: 'bpmn' })
    expect(found).toMatchObject({ status: 200, answer: { cases: 12, kind: 'bpmn', format: 'bpmn' } })
  })
  test('of a diagram with several pools, one is checked or converted by its name', async () => {
    const process = (id: string) =>
      `<process id="${id}" name="Pool ${id}"><task id="${id}1" name="do ${id}"/></process>`
    const namespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
    const diagram = `<definitions xmlns="${namespace}" targetNamespace="t">${process('p')}${process('q')}</definitions>`
    expect(await refused('check', { model: diagram })).toEqual([400, expect.stringContaining('(--pool): p (Pool p)')])
    expect((await post('check', { model: diagram, pool: 'Pool q' })).answer).toMatchObject({ tree: '"do q"' })
    const { answer } = await post('convert', { model: diagram, pool: 'p', to: 'ptml' })
    expect(answer).toMatchObject({ format: 'ptml', text: expect.stringContaining('name="do p"') })
    expect(await refused('convert', { model: diagram, pool: 'r', to: 'ptml' })).toEqual([
      400,
      expect.stringContaining('There is no pool "r"; there are: p (Pool p), q (Pool q).'),
    ])
  })
  test('are refused in sentences', async () => {
    expect(await refused('convert', { model: 'nonsense', to: 'pnml' })).toEqual([
      422,
      expect.stringContaining('of no model that is known'),
    ])
    expect(await refused('discover', { log: 'nowhere' })).toEqual([404, expect.stringContaining('nowhere')])
    const { answer } = await post('discover', { log: log.id, miner: 'declare', to: 'declare' })
    expect(await refused('conformance', { log: log.id, model: answer['text'] })).toEqual([
      400,
      expect.stringContaining('Conformance is asked of Petri nets.'),
    ])
    expect((await refused('discover', { log: log.id, miner: 'magic' }))[0]).toBe(400)
    expect((await refused('convert', { model: 'x'.repeat(9 << 20), to: 'pnml' }))[0]).toBe(413)
  })
  test('beyond those that are worked on at once are put off', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => post('discover', { log: log.id })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429])
    expect((await post('discover', { log: log.id })).status).toBe(200)
  })
})
