import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routineLog, routineLogId } from '../analyses/index.ts'
import { opened, taskLogs } from '../analyses/task-mining/task-engine.examples.fixture.ts'
import { nodePlatform } from '../base/platform.node.ts'
import { createMemoryEngine } from '../engine/index.ts'
import { writeUiLines } from '../formats/index.ts'
import { defaultView, type LogDescription } from '../log/engine.ts'
import type { UiLog } from '../log/ui-log.ts'
import { uiLog } from '../log/ui-notation.ts'
import { noEdits } from '../tasks/index.ts'
import { type TestServer, testServer } from './server.fixture.ts'

let server: TestServer
let open: TestServer
beforeAll(async () => {
  server = await testServer()
  open = await testServer({ liftPersonGate: true })
})
afterAll(async () => {
  await server.close()
  await open.close()
})

async function put(to: TestServer, log: UiLog): Promise<string> {
  const sent = await to.call('POST', '/api/uploads?name=d.ui.jsonl', Buffer.concat([...writeUiLines(log)]))
  const { id: upload } = sent.body as { id: string }
  const made = await to.call('POST', '/api/ui-logs', { upload, wait: true })
  return (made.body as unknown as { uiLog: { id: string } }).uiLog.id
}
const asked = (id: string) => ({ log: routineLogId(id), view: defaultView, filter: [] })
/** Six runs of each of three people; nobody recorded them on purpose. */
const unreleased = uiLog(
  ['ann', 'bob', 'cyd']
    .map((who, p) => [`== ${who}`, ...Array.from({ length: 6 }, (_, i) => run(who, p * 8 + i))].join('\n'))
    .join('\n'),
)
function run(who: string, n: number): string {
  const page = 'on "https://shop.test/new"'
  return `${who} | Excel | copy cell B${n + 2} in Orders of orders.xlsx = ${4700 + n} @${n}h
${who} | Chrome | paste textbox "Order number" #order ${page} = ${4700 + n} @${n}h3s
${who} | Chrome | enter textbox Remark #remark ${page} = "fine ${n}" @${n}h9s
${who} | Chrome | click button Save ${page} @${n}h15s`
}

describe('the routine log of a stored UI log', () => {
  test('is asked like any log, and answers as it does in the process', async () => {
    const id = await put(server, taskLogs['demonstrated']!)
    const engine = createMemoryEngine({ platform: nodePlatform })
    engine.add(routineLogId(id), { log: routineLog((await opened(taskLogs['demonstrated']!)).mined) })
    for (const question of ['size', 'summary', 'activities', 'arcs'] as const)
      expect(await server.ask(question, asked(id)), question).toEqual(
        JSON.parse(JSON.stringify(await engine[question](asked(id)))),
      )
    const { name, cases } = await server.ask<{ name: string; cases: number }>('describe', { log: routineLogId(id) })
    expect({ name, cases }).toEqual({ name: 'd', cases: 12 })
    const filter = [{ kind: 'case-attribute', key: 'routine', values: ['nothing'] }]
    expect(await server.ask('size', { ...asked(id), filter })).toMatchObject({ cases: 0, totalCases: 12 })
  })

  test('follows the name and the edits of the UI log', async () => {
    const id = await put(server, taskLogs['demonstrated']!)
    const [routine] = (await server.call('GET', `/api/ui-logs/${id}/routines`)).body as unknown as {
      id: string
      classes: string[]
    }[]
    const reject = { kind: 'reject', routine: { id: routine!.id, steps: routine!.classes }, reason: 'not ours' }
    const edits = { ...noEdits, routines: [reject] }
    expect(await server.ask('size', asked(id))).toMatchObject({ cases: 12 })
    await server.call('PUT', `/api/ui-logs/${id}/edits`, { revision: 0, edits })
    await server.call('PATCH', `/api/ui-logs/${id}`, { name: 'Orders' })
    expect(await server.ask('size', asked(id))).toMatchObject({ cases: 0 })
    expect(await server.ask('describe', { log: routineLogId(id) })).toMatchObject({ name: 'Orders' })
  })

  test('has saved views like any log, which go with the UI log', async () => {
    const id = await put(server, taskLogs['demonstrated']!)
    const log = routineLogId(id)
    const body = { log, name: 'mine', filter: [], view: defaultView }
    const made = await server.call('POST', '/api/views', body)
    expect(made).toMatchObject({ status: 201, body })
    expect((await server.call('GET', `/api/views?log=${log}`)).body).toEqual([made.body])
    expect((await server.call('GET', `/api/views?log=${id}`)).body).toEqual([])
    const path = `/api/views/${(made.body as { id: string }).id}`
    expect(await server.call('PATCH', path, { name: 'ours' })).toMatchObject({ body: { log, name: 'ours' } })
    expect(await server.call('POST', '/api/views', { ...body, log: routineLogId('none') })).toMatchObject({
      status: 404,
    })
    expect(await server.call('POST', '/api/views', { ...body, log: id })).toMatchObject({ status: 404 })
    await server.call('DELETE', `/api/ui-logs/${id}`)
    expect(await server.call('GET', path)).toMatchObject({ status: 404 })
  })

  test('holds only runs that may be shown one by one; all of them where the gate is lifted', async () => {
    expect(await server.ask('size', asked(await put(server, unreleased)))).toMatchObject({ cases: 0 })
    expect(await open.ask('size', asked(await put(open, unreleased)))).toMatchObject({ cases: 18 })
  })

  test('tells nothing about people', async () => {
    const id = await put(open, taskLogs['demonstrated']!)
    const { attributes } = await open.ask<LogDescription>('describe', { log: routineLogId(id) })
    const own = attributes.filter(({ key }) => !/^(concept:name|time:timestamp|start_timestamp)$/.test(key))
    expect(own.map(({ key }) => key).sort()).toEqual(['action', 'application', 'routine'])
    expect(JSON.stringify(await open.ask('summary', asked(id)))).not.toMatch(/ann|bob/)
  })

  test('is not there without its UI log, and analyses are asked of it too', async () => {
    const missing = await server.call('POST', '/api/ask/size', asked('00000000-0000-4000-8000-000000000000'))
    expect(missing).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } })
    const id = await put(server, taskLogs['demonstrated']!)
    const answer = await server.call('POST', '/api/analyses/overview', { log: routineLogId(id) })
    expect(answer.status).toBe(200)
    expect(await server.ask('logs')).toEqual([])
  })
})
