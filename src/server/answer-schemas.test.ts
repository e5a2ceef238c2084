import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analyses } from '../analyses/index.ts'
import type { Json } from '../base/json.ts'
import { type Question, questions } from '../log/engine.ts'
import { analysisAnswer, answerSchemas } from './answer-schemas.ts'
import { type TestServer, testServer } from './server.fixture.ts'

const sample = fileURLToPath(new URL('../../samples/order-to-cash.csv', import.meta.url))
/** Start and complete events, a due date, money, a person, a missing value and an empty trace: what the sample has not. */
const xes = `<log xes.version="1.0"><classifier name="both" keys="concept:name lifecycle:transition"/>
${[1, 2, 3].map(trace => `<trace><string key="concept:name" value="c${trace}"/><date key="due" value="2024-02-01T00:00:00Z"/>${event('a', 'start', 1)}${event('a', 'complete', 2)}${event('b', 'complete', 3)}</trace>`).join('')}
<trace><string key="concept:name" value="none"/></trace></log>`
function event(name: string, transition: string, hour: number): string {
  return `<event><string key="concept:name" value="${name}"/><string key="lifecycle:transition" value="${transition}"/><string key="org:resource" value="r"/><float key="cost" value="${hour}.5"/><date key="time:timestamp" value="2024-01-01T0${hour}:00:00Z"/></event>`
}

const SAMPLE = 'the sample'
const PAIRED = 'a log of starts and completes, past the person gate'
const servers = new Map<string, { readonly server: TestServer; readonly log: string }>()
beforeAll(async () => {
  const gated = await testServer({ sample })
  servers.set(SAMPLE, { server: gated, log: (await gated.ask<{ id: string }[]>('logs'))[0]!.id })
  const lifted = await testServer({ liftPersonGate: true })
  servers.set(PAIRED, { server: lifted, log: (await lifted.put('paired.xes', xes)).id })
})
afterAll(async () => {
  for (const { server } of servers.values()) await server.close()
})

async function paramsOf(server: TestServer, log: string): Promise<Record<Question, object>> {
  const { attributes } = await server.ask<{
    attributes: { key: string; scope: string; type: string; personal: string }[]
  }>('describe', {
    log,
  })
  const number = attributes.find(each => each.type === 'float' || each.type === 'int')!
  const { activity } = await server.ask<{ activity: string[] }>('activities', { log })
  const { id } = await server.ask<{ id: string[] }>('cases', { log, limit: 1 })
  const shown = (scope: string) =>
    attributes.filter(each => each.scope === scope && each.personal === 'none').map(({ key }) => key)
  const between = { from: activity[0], to: activity[1] }
  const of = { scope: number.scope, key: number.key }
  const none = Object.fromEntries(questions.map(question => [question, { log }])) as Record<Question, object>
  return {
    ...none,
    logs: {},
    arcs: { log, quantiles: true },
    variants: { log, limit: 2 },
    cases: { log, limit: 2, attributes: shown('case') },
    caseDetail: { log, id: id[0] },
    values: { log, scope: 'event', key: 'concept:name', limit: 1 },
    histogram: { log, measured: { of: 'attribute', ...of } },
    timeSeries: { log, of: 'active-cases' },
    throughput: { log, ...between },
    traces: {
      log,
      limit: 2,
      attributes: shown('event'),
    },
    segments: { log, ...between },
    load: { log, ...between },
    measures: { log, ...of, per: 'activity' },
  }
}

describe.each([SAMPLE, PAIRED])('over %s', name => {
  let params: Record<Question, object>
  let server: TestServer
  let log: string
  beforeAll(async () => {
    ;({ server, log } = servers.get(name)!)
    params = await paramsOf(server, log)
  })
  test.each(questions)('the answer to %s is what its schema says, and nothing else', async question => {
    const answer = await server.ask<Json>(question, params[question])
    expect(answerSchemas[question].parse(answer)).toEqual(answer)
  })
  test.each(analyses.map(({ id }) => id))('the answer of the analysis %s is what the schema says', async id => {
    const { status, body } = await server.call('POST', `/api/analyses/${id}`, { log })
    expect(status).toBe(200)
    expect(analysisAnswer.parse(body)).toEqual(body)
  })
})

test('answers of another shape are no answers by the schemas', () => {
  expect(answerSchemas.size.safeParse({ cases: 1 }).success).toBe(false)
  expect(answerSchemas.logs.safeParse([{ id: 'a' }]).success).toBe(false)
  expect(analysisAnswer.safeParse({ findings: [{}], tables: [], notes: [] }).success).toBe(false)
})

test('a due date is answered with how many were on time', async () => {
  const { server, log } = servers.get(PAIRED)!
  const found = await server.ask<{ attributes: { key: string }[] }>('describe', { log })
  expect(found.attributes.map(({ key }) => key)).toContain('due')
  const answer = await server.ask<Json>('measures', { log, scope: 'case', key: 'due', per: 'all' })
  expect(answerSchemas.measures.parse(answer)).toEqual(answer)
})
