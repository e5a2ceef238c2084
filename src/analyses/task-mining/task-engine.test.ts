import { describe, expect, test } from 'vitest'
import { RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import { Cancelled } from '../../base/platform.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { defaultAssumptions, noEdits } from '../../tasks/index.ts'
import type { PeopleRule } from './mined-tasks.ts'
import { answerTask, NO_ROUTINE, remoteTasks, type TaskRequest, taskRequest, tasksOver } from './remote-tasks.ts'
import { taskEditsContract } from './task-edits.contract.ts'
import { lifted, shared, taskEngineContract } from './task-engine.contract.ts'
import { opened, taskLogs } from './task-engine.examples.fixture.ts'
import { memoryTasks, taskQuestions } from './task-engine.ts'

const inMemory = async (log: UiLog, rule: PeopleRule) => memoryTasks(await opened(log), rule)
/** A wire that carries nothing but text. */
const overWire = async (log: UiLog, rule: PeopleRule) => {
  const there = await inMemory(log, rule)
  return tasksOver(async (question, params, cancel) => {
    const arrived = JSON.parse(JSON.stringify(params)) as Json
    return JSON.parse(JSON.stringify((await answerTask(there, question, arrived, cancel)) ?? null)) as Json
  })
}
taskEngineContract('memory', inMemory)
taskEngineContract('an engine over a wire', overWire)
taskEditsContract('memory', inMemory)
taskEditsContract('an engine over a wire', overWire)

describe('a remote engine', () => {
  const answering = (answer: Json) => remoteTasks('log', async () => answer)

  test('asks a server by the paths of the UI log', async () => {
    const asked: TaskRequest[] = []
    const tasks = remoteTasks('a b', async request => {
      asked.push(request)
      return []
    })
    await tasks.events(20, 10)
    await tasks.candidates(defaultAssumptions, { r: { ruleShare: 1 } })
    await tasks.applied()
    await tasks.setEdits(noEdits, 3)
    expect(asked).toEqual([
      { method: 'GET', path: '/api/ui-logs/a%20b/events?from=20&limit=10' },
      {
        method: 'POST',
        path: '/api/ui-logs/a%20b/candidates',
        body: { assumptions: defaultAssumptions, edits: { r: { ruleShare: 1 } } },
      },
      { method: 'GET', path: '/api/ui-logs/a%20b/edits/applied' },
      { method: 'PUT', path: '/api/ui-logs/a%20b/edits', body: { edits: noEdits, revision: 3 } },
    ])
    expect(taskRequest('l', 'routine', { id: 'd-1/..' }).path).toBe('/api/ui-logs/l/routines/d-1%2F..')
    const requests = taskQuestions.map(question => taskRequest('l', question, { id: 'r' }))
    expect(new Set(requests.map(({ method, path }) => `${method} ${path}`)).size).toBe(taskQuestions.length)
  })

  test('throws the errors of the server, and takes a missing routine for an answer', async () => {
    for (const code of ['bad-request', 'not-found', 'refused', 'conflict'])
      await expect(answering({ error: { code, message: 'No.' } }).routines()).rejects.toMatchObject({
        name: 'RequestError',
        code,
      })
    await expect(answering({ error: { code: 'cancelled', message: '' } }).friction()).rejects.toThrow(Cancelled)
    expect(await answering({ error: { code: NO_ROUTINE, message: 'None.' } }).routine('r')).toBe(null)
  })
})

test('the other end knows the questions and no other method', async () => {
  const tasks = memoryTasks(await opened(taskLogs['empty']!), lifted)
  for (const question of ['constructor', '__proto__', ''])
    expect(() => answerTask(tasks, question, {})).toThrow(RequestError)
})

test('on a file of one’s own single events are shown under the minimum too', async () => {
  const log = await opened(taskLogs['demonstrated']!)
  expect((await memoryTasks(log, { minimum: 5 }).events(0, 1000)).withheld).toBe(0)
  expect((await memoryTasks(log, shared).events(0, 1000)).withheld).toBe(3)
})

test('that a source tells its cases apart is no release', async () => {
  const { demonstrations, ...log } = taskLogs['demonstrated']!
  const cases = demonstrations.map(demo => ({ ...demo, task: 'case' }))
  const tasks = memoryTasks(await opened({ ...log, demonstrations: cases }), shared)
  expect(await tasks.events(0, 1000)).toMatchObject({ rows: [], withheld: log.eventCount })
})
