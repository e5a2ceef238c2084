import { afterAll, beforeAll, expect, test } from 'vitest'
import { analyses, askAnalysis } from '../analyses/index.ts'
import { nodePlatform } from '../base/platform.node.ts'
import { bytesSource, never } from '../base/platform.ts'
import { random } from '../base/random.ts'
import { createMemoryEngine, engineFor } from '../engine/index.ts'
import { openLog } from '../formats/index.ts'
import { defaultView } from '../log/engine.ts'
import { PersonGate } from '../privacy/person-gate.ts'
import { type TestServer, testServer, until } from './server.fixture.ts'

/** Cases of a dozen activities in any order: hardly two alike. `people`: who did what. */
function csv(cases: number, length: number): string {
  const draw = random(11)
  const lines = ['case,activity,time,resource']
  for (let c = 0; c < cases; c++)
    for (let i = 0; i < length; i++)
      lines.push(
        `c${c},${'abcdefghijkl'[Math.floor(draw() * 12)]},2024-01-01T${String(i % 24).padStart(2, '0')}:00:00Z,person-${Math.floor(draw() * 9)}`,
      )
  return `${lines.join('\n')}\n`
}
const small = csv(30, 5)

let server: TestServer
let log: string
let heavy: string
beforeAll(async () => {
  server = await testServer({ limits: { analysesAtOnce: 1, analysesWaiting: 1 } })
  const mapping = (await server.put('small.csv', small)).mapping as { columns: object[] }
  const plain = { ...mapping, columns: mapping.columns.map(column => ({ ...column, action: 'keep' })) }
  const query = `&mapping=${encodeURIComponent(JSON.stringify(plain))}`
  log = (await server.put('small.csv', small, query)).id
  heavy = (await server.put('heavy.csv', csv(1500, 24))).id
})
afterAll(() => server.close())

const gauge = async (name: string) =>
  Number(new RegExp(`^parfocal_${name} (\\d+)$`, 'm').exec((await server.call('GET', '/metrics')).text)![1])
const ask = (id: string, body: object, signal?: AbortSignal, accept = 'application/json') =>
  fetch(`${server.url}/api/analyses/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  })

test('analyses answer over HTTP as they do in the process', async () => {
  const { mapping } = (await server.call('GET', `/api/logs/${log}`)).body as { mapping: object }
  const bytes = new TextEncoder().encode(small)
  const reading = await openLog(bytesSource('small.csv', bytes), { platform: nodePlatform, mapping })
  const stored = { ...reading.log, name: 'small.csv' }
  const engine = createMemoryEngine({ platform: nodePlatform, logs: new Map([[log, { ...reading, log: stored }]]) })
  const gated = engineFor({ kind: 'member', mayLift: false }, engine, new PersonGate())
  for (const analysis of analyses) {
    const params = analysis.params.parse({})
    const here = await askAnalysis(analysis, gated, { log, view: defaultView, filter: [] }, params, never, nodePlatform)
    const { status, body } = await server.call('POST', `/api/analyses/${analysis.id}`, { log })
    expect([status, body], analysis.id).toEqual([200, JSON.parse(JSON.stringify(here))])
  }
})

test('the person gate refuses an analysis as it refuses a question', async () => {
  const filter = [{ kind: 'event-attribute', key: 'org:resource', mode: 'keep', values: ['person-1'] }]
  for (const path of ['/api/analyses/overview', '/api/ask/summary']) {
    const { status, body } = await server.call('POST', path, { log, filter })
    expect([path, status]).toEqual([path, 403])
    expect(body).toMatchObject({ error: { code: 'refused' } })
  }
})

test('while one works the server answers, others wait or are refused, and it ends with whoever asked', async () => {
  const order: string[] = []
  const [away, left] = [new AbortController(), new AbortController()]
  const working = ask('recommended-model', { log: heavy }, away.signal).then(
    () => order.push('answered'),
    () => order.push('cancelled'),
  )
  await until('it works', async () => (await gauge('analyses_running')) === 1)
  const waiting = ask('overview', { log }, left.signal).catch(() => order.push('left'))
  await until('the next waits', async () => (await gauge('analyses_waiting')) === 1)
  expect(await server.call('POST', '/api/analyses/overview', { log })).toMatchObject({
    status: 429,
    body: { error: { code: 'too-many-analyses' } },
  })
  expect((await server.call('GET', '/api/health')).status).toBe(200)
  order.push('health')
  expect(await server.ask('size', { log: heavy })).toMatchObject({ cases: 1500 })
  order.push('size')
  left.abort()
  await waiting
  expect(await gauge('analyses_running')).toBe(1)
  away.abort()
  await working
  expect(order).toEqual(['health', 'size', 'left', 'cancelled'])
  await until('its place is free', async () => (await gauge('analyses_running')) === 0)
  expect((await server.call('POST', '/api/analyses/overview', { log })).status).toBe(200)
})

const eventsOf = (text: string) =>
  [...text.matchAll(/^event: (.*)\ndata: (.*)$/gm)].map(
    ([, name, data]) => [name, JSON.parse(data!) as object] as const,
  )

test('as a stream of events it tells where it is, then the answer or the error', async () => {
  const plain = (await server.call('POST', '/api/analyses/overview', { log })).body
  const events = eventsOf(await (await ask('overview', { log }, undefined, 'text/event-stream')).text())
  expect(events[0]).toEqual(['progress', { state: 'running', asked: 0, question: null }])
  expect(events.at(-1)).toEqual(['answer', plain])
  const failed = await (await ask('overview', { log: 'none' }, undefined, 'text/event-stream')).text()
  expect(eventsOf(failed).at(-1)).toEqual([
    'error',
    { error: { code: 'not-found', message: 'There is no log "none".' } },
  ])
})
