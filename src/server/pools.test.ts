import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvLog, type ShownLog, type TestServer, testServer } from './server.fixture.ts'

let server: TestServer
let log: ShownLog
beforeAll(async () => {
  server = await testServer()
  // a, b, c, d in every case
  log = await server.put('orders.csv', csvLog(9))
})
afterAll(() => server.close())

const process = (id: string, ...names: string[]) => {
  const nodes = [`${id}s`, ...names.map((_, i) => `${id}${i}`), `${id}e`]
  const tasks = names.map((name, i) => `<task id="${id}${i}" name="${name}"/>`).join('')
  const flows = nodes
    .slice(1)
    .map((to, i) => `<sequenceFlow id="${id}f${i}" sourceRef="${nodes[i]}" targetRef="${to}"/>`)
  return `<process id="${id}"><startEvent id="${id}s"/>${tasks}<endEvent id="${id}e"/>${flows.join('')}</process>`
}
const model = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
<collaboration id="c"><participant id="p1" name="Customer" processRef="cust"/><participant id="p2" name="Seller" processRef="sell"/></collaboration>
${process('cust', 'Order', 'Pay')}${process('sell', 'a', 'b', 'c', 'd')}</definitions>`

const post = async (path: string, body: object) => {
  const { status, body: answer } = await server.call('POST', `/api/models/${path}`, body)
  return { status, answer: answer as { error?: { message: string } } }
}
/** Every route that takes the text of a model, with what it takes beside. */
const routes = [
  ['check', {}],
  ['convert', { to: 'pnml' }],
  ['conformance', { method: 'alignments' }],
  ['conformance', { method: 'replay' }],
  ['conformance', { method: 'footprints' }],
  ['precision', {}],
  ['measure', {}],
  ['discover/stochastic', {}],
  ['discover/decision-rules', {}],
] as const
const asked = (path: string, part: object) => ({
  ...part,
  ...(['check', 'convert'].includes(path) ? {} : { log: log.id }),
})

test.each(routes)('%s %o is asked of one pool; another is refused with those that there are', async (path, part) => {
  expect(await post(path, { ...asked(path, part), model, pool: 'Seller' })).toMatchObject({ status: 200 })
  const wrong = await post(path, { ...asked(path, part), model, pool: 'Bank' })
  expect([wrong.status, wrong.answer.error?.message]).toEqual([
    400,
    expect.stringContaining('There is no pool "Bank"; there are: cust (Customer), sell (Seller).'),
  ])
})

test('without a choice the refusal says how to make it', async () => {
  const { status, answer } = await post('precision', { log: log.id, model })
  expect([status, answer.error?.message]).toEqual([
    400,
    expect.stringContaining('take one of them alone (pool; --pool on the command line): cust, sell.'),
  ])
})

test('the pool that is meant is the one that is held against the log', async () => {
  const fitting = async (pool: string) => (await post('conformance', { log: log.id, model, pool })).answer
  expect(await fitting('Seller')).toMatchObject({ fitness: 1, fittingCases: 9 })
  expect(await fitting('Customer')).toMatchObject({ fittingCases: 0 })
  const baseline = { parfocal: 'baseline', version: 1, name: 'Seller', model }
  const kept = await post('conformance', { log: log.id, baseline, pool: 'sell' })
  expect(kept.answer).toMatchObject({ fittingCases: 9 })
  const analysis = await server.call('POST', '/api/analyses/conformance', {
    log: log.id,
    params: { model, pool: 'Bank' },
  })
  expect(analysis.text).toContain('cust (Customer), sell (Seller)')
})

test('what has no pools is not asked for one', async () => {
  const { answer: net } = await post('discover', { log: log.id, to: 'pnml' })
  for (const [path, body] of [
    ['measure', { log: log.id }],
    ['discover/stochastic', { log: log.id }],
    ['check', { model: (net as { text: string }).text }],
    ['conformance', { log: log.id, model: '{}', method: 'temporal-profile' }],
  ] as const) {
    const { status, answer } = await post(path, { ...body, pool: 'sell' })
    expect([path, status, answer.error?.message]).toEqual([path, 400, expect.stringContaining('Only BPMN has pools')])
  }
})
