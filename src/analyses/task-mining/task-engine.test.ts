import { describe, expect, test } from 'vitest'
import { RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import { Cancelled } from '../../base/platform.ts'
import { defaultAssumptions } from '../../tasks/index.ts'
import { answerTask, NO_ROUTINE, remoteTasks, type TaskRequest, taskRequest, tasksOver } from './remote-tasks.ts'
import { lifted, shared, taskEngineContract } from './task-engine.contract.ts'
import { mined, taskLogs } from './task-engine.examples.fixture.ts'
import { memoryTasks, taskQuestions } from './task-engine.ts'

taskEngineContract('memory', async (log, rule) => memoryTasks(await mined(log), rule))

/** A wire that carries nothing but text. */
taskEngineContract('an engine over a wire', async (log, rule) => {
  const there = memoryTasks(await mined(log), rule)
  return tasksOver(async (question, params, cancel) => {
    const arrived = JSON.parse(JSON.stringify(params)) as Json
    return JSON.parse(JSON.stringify((await answerTask(there, question, arrived, cancel)) ?? null)) as Json
  })
})

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
    expect(asked).toEqual([
      { method: 'GET', path: '/api/ui-logs/a%20b/events?from=20&limit=10' },
      {
        method: 'POST',
        path: '/api/ui-logs/a%20b/candidates',
        body: { assumptions: defaultAssumptions, edits: { r: { ruleShare: 1 } } },
      },
    ])
    expect(taskRequest('l', 'routine', { id: 'd-1/..' }).path).toBe('/api/ui-logs/l/routines/d-1%2F..')
    expect(new Set(taskQuestions.map(question => taskRequest('l', question, { id: 'r' }).path)).size).toBe(7)
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
  const tasks = memoryTasks(await mined(taskLogs['empty']!), lifted)
  for (const question of ['constructor', '__proto__', ''])
    expect(() => answerTask(tasks, question, {})).toThrow(RequestError)
})

test('on a file of one’s own single events are shown under the minimum too', async () => {
  const log = await mined(taskLogs['demonstrated']!)
  expect((await memoryTasks(log, { minimum: 5 }).events(0, 1000)).withheld).toBe(0)
  expect((await memoryTasks(log, shared).events(0, 1000)).withheld).toBe(3)
})

test('that a source tells its cases apart is no release', async () => {
  const { demonstrations, ...log } = taskLogs['demonstrated']!
  const cases = demonstrations.map(demo => ({ ...demo, task: 'case' }))
  const tasks = memoryTasks(await mined({ ...log, demonstrations: cases }), shared)
  expect(await tasks.events(0, 1000)).toMatchObject({ rows: [], withheld: log.eventCount })
})
