import { afterEach, describe, expect, test } from 'vitest'
import { remoteTasks } from '../analyses/index.ts'
import { editedLog } from '../analyses/task-mining/task-edits.contract.ts'
import { taskLogs } from '../analyses/task-mining/task-engine.examples.fixture.ts'
import type { Json } from '../base/json.ts'
import { writeUiLines } from '../formats/index.ts'
import type { UiLog } from '../log/ui-log.ts'
import { uiLog } from '../log/ui-notation.ts'
import { openDataFolder } from '../store/index.ts'
import { defaultAssumptions, noEdits, type RoutineEdit, type TaskEdits } from '../tasks/index.ts'
import type { ServerOptions } from './options.ts'
import { removeFolder, type TestServer, temporaryFolder, testServer } from './server.fixture.ts'

let servers: TestServer[] = []
const start = async (options: Partial<ServerOptions> = {}) => {
  const server = await testServer(options)
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers) await server.close()
  servers = []
})
async function put(server: TestServer, log: UiLog): Promise<string> {
  const upload = await server.call('POST', '/api/uploads?name=x.ui.jsonl', Buffer.concat([...writeUiLines(log)]))
  const body = { upload: (upload.body as { id: string }).id, wait: true }
  const made = await server.call('POST', '/api/ui-logs', body)
  if (made.status !== 201) throw new Error(made.text)
  return (made.body as unknown as { uiLog: { id: string } }).uiLog.id
}
const tasksOf = (server: TestServer, id: string) =>
  remoteTasks(id, async ({ method, path, body }) => (await server.call(method, path, body)).body)

describe('edits on a server', () => {
  test('change the answers, and inputs of candidates count where a question gives no others', async () => {
    const server = await start()
    const id = await put(server, taskLogs['demonstrated']!)
    const [routine] = await tasksOf(server, id).routines()
    const candidates = { [routine!.id]: { ruleShare: 0.5 } }
    await tasksOf(server, id).setEdits({ ...noEdits, candidates, assumptions: { hourlyCost: 80 } }, 0)
    const ask = async (body: object) =>
      (
        (await server.call('POST', `/api/ui-logs/${id}/candidates`, body)).body as unknown as {
          inputs: Record<string, { value: number; source: string }>
        }[]
      )[0]!.inputs
    const saved = await ask({})
    expect(saved['ruleShare']).toMatchObject({ value: 0.5, source: 'given' })
    expect(saved['hourlyCost']).toMatchObject({ value: 80, source: 'assumed' })
    const given = await ask({ assumptions: defaultAssumptions, edits: {} })
    expect(given['hourlyCost']).toMatchObject({ value: defaultAssumptions.hourlyCost })
    expect(given['ruleShare']).toMatchObject({ source: 'measured' })
  })

  test('that are none are refused with the words of every door, and those in force stay', async () => {
    const server = await start()
    const id = await put(server, taskLogs['demonstrated']!)
    const path = `/api/ui-logs/${id}/edits`
    const edits = { ...noEdits, names: { a: 'A' } }
    expect((await server.call('PUT', path, { revision: 0, edits })).status).toBe(200)
    const key = { id: 'r', steps: [] }
    for (const [wrong, said] of [
      [{ revision: 1, edits: { more: 1 } }, 'Edits: more is not known'],
      [{ revision: 1, edits: { routines: [{ kind: 'split', routine: key }] } }, 'Edits: routines[0] (split).variants'],
      [
        {
          revision: 1,
          edits: {
            routines: [
              { kind: 'rename', routine: key, name: 'X' },
              { kind: 'reject', routine: key },
            ],
          },
        },
        'Edits: routines[1] (reject).reason must be a text',
      ],
      [{ revision: 1, edits: { candidates: { r: { ruleShare: 2 } } } }, 'candidates["r"].ruleShare'],
      [{ revision: 1, edits: { assumptions: { adoption: 7 } } }, 'assumptions.adoption'],
      [{ revision: 1, edits: { version: 2 } }, 'version is 2'],
      [{ revision: 1, edits: [] }, 'the document must be an object'],
      [{ revision: 1 }, 'body is not as it should be: edits: '],
      [{ edits: {} }, 'body is not as it should be: revision: '],
      [{ revision: -1, edits: {} }, 'revision'],
      [{ revision: 1, edits: {}, more: 1 }, 'more'],
      [{}, 'body is not as it should be: revision: '],
    ] as const) {
      const { status, body } = await server.call('PUT', path, wrong)
      expect([status, (body as { error: { code: string } }).error.code], JSON.stringify(wrong)).toEqual([
        400,
        'bad-request',
      ])
      expect((body as { error: { message: string } }).error.message).toContain(said)
    }
    expect((await server.call('GET', path)).body).toEqual({ revision: 1, edits })
    const body = { revision: 0, edits: {} }
    expect(await server.call('PUT', '/api/ui-logs/none/edits', body)).toMatchObject({
      status: 404,
      body: { error: { code: 'not-found' } },
    })
    expect(await server.call('PUT', path, body)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    expect((await server.call('GET', path)).body).toEqual({ revision: 1, edits })
  })

  test('of many who save at once none is lost: who is told of a conflict adds to what is there', async () => {
    const server = await start()
    const id = await put(server, taskLogs['demonstrated']!)
    const tasks = tasksOf(server, id)
    let conflicts = 0
    const add = async (name: string): Promise<void> => {
      for (;;) {
        const { revision, edits } = await tasks.edits()
        const next: TaskEdits = { ...edits, names: { ...edits.names, [name]: name } }
        const failed = await tasks.setEdits(next, revision).catch(error => error as { code?: string })
        if (!('code' in failed)) return
        expect(failed.code).toBe('conflict')
        conflicts++
      }
    }
    const names = Array.from({ length: 6 }, (_, i) => `name ${i}`)
    await Promise.all(names.map(add))
    const { revision, edits } = await tasks.edits()
    expect(Object.keys(edits.names).sort()).toEqual(names)
    expect(revision).toBe(names.length)
    expect(conflicts).toBeGreaterThan(0)
  })

  test('two outputs that are made at once are whole, and of one and the same edits each', async () => {
    const server = await start()
    const id = await put(server, editedLog)
    const tasks = tasksOf(server, id)
    const [order] = await tasks.routines()
    const routine = { id: order!.id, steps: order!.classes }
    const make = async (kind: string) => {
      const answer = await server.call('GET', `/api/ui-logs/${id}/outputs/${kind}?as=json&routine=${order!.id}`)
      expect(answer.status).toBe(200)
      return answer.text
    }
    const kinds = ['playwright', 'bpmn']
    const before = await Promise.all(kinds.map(make))
    expect(await Promise.all(kinds.map(make))).toEqual(before)
    const rename: RoutineEdit = { kind: 'rename', routine, name: 'Renamed meanwhile' }
    const [one, other] = await Promise.all([...kinds.map(make), tasks.setEdits({ ...noEdits, routines: [rename] }, 0)])
    const after = await Promise.all(kinds.map(make))
    expect(after).not.toEqual(before)
    for (const [i, made] of [one, other].entries()) expect([before[i], after[i]]).toContain(made)
  })

  test('that an older version kept are read, and the next save keeps them in the new form', async () => {
    const dataFolder = temporaryFolder()
    try {
      const first = await start({ dataFolder })
      const id = await put(first, editedLog)
      const [order, mail] = await tasksOf(first, id).routines()
      await first.close()
      servers = []
      const folder = await openDataFolder({ path: dataFolder })
      const old: Json = {
        names: { 'Order no.': 'Number' },
        routines: [
          { kind: 'rename', routine: order!.id, name: 'Order entry' },
          { kind: 'reject', routine: mail!.id, because: '' },
        ],
        candidates: {},
        assumptions: { hourlyCost: 70 },
      }
      expect(await folder.store.uiLogs.setEdits(id, old, 0)).toBe(true)
      await folder.close()
      const tasks = tasksOf(await start({ dataFolder }), id)
      const { revision, edits } = await tasks.edits()
      expect(edits).toEqual({
        ...noEdits,
        names: { 'Order no.': 'Number' },
        routines: [
          { kind: 'rename', routine: { id: order!.id, steps: [] }, name: 'Order entry' },
          { kind: 'reject', routine: { id: mail!.id, steps: [] }, reason: 'No reason was given' },
        ],
        assumptions: { hourlyCost: 70 },
      })
      expect((await tasks.routines()).map(({ name }) => name)).toEqual(['Order entry'])
      expect(await tasks.applied()).toMatchObject({ rejected: [{ name: 'Read mail', instances: 2 }], lost: [] })
      expect(await tasks.setEdits(edits, revision)).toEqual({ revision: revision + 1, edits })
    } finally {
      removeFolder(dataFolder)
    }
  })

  test('lift no protection of people', async () => {
    const server = await start()
    const log = uiLog(
      ['ann', 'bob', 'cyd', 'dan', 'eve', 'fay']
        .map(
          who => `== ${who}\n${who} | Mail | click button Read in Inbox\n${who} | Mail | click button Reply in Inbox`,
        )
        .join('\n'),
    )
    const tasks = tasksOf(server, await put(server, log))
    const hidden = { total: 12, rows: [], withheld: 12 }
    expect(await tasks.events(0, 100)).toMatchObject(hidden)
    await tasks.setEdits({ ...noEdits, tasks: [{ recording: 'ann', task: 'Answer mail' }] }, 0)
    const [alone] = await tasks.routines()
    expect(alone).toMatchObject({ name: 'Answer mail', instances: 1, people: null })
    expect((await tasks.routine(alone!.id))!.examples).toBe(null)
    expect(await tasks.events(0, 100)).toMatchObject(hidden)
    await tasks.setEdits({ ...noEdits, tasks: [{ recording: null, task: 'Answer mail' }] }, 1)
    const [all] = await tasks.routines()
    expect(all).toMatchObject({ instances: 6, people: 6 })
    expect((await tasks.routine(all!.id))!.examples).toBe(null)
    expect(await tasks.events(0, 100)).toMatchObject(hidden)
    expect((await tasks.recordings()).recordings.every(({ handsOnMs }) => handsOnMs === null)).toBe(true)
  })
})
