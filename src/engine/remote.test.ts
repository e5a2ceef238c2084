import { describe, expect, test } from 'vitest'
import { RequestError } from '../base/errors.ts'
import type { Json } from '../base/json.ts'
import { nodePlatform } from '../base/platform.node.ts'
import { Cancelled, cancellable } from '../base/platform.ts'
import { defaultView, questions } from '../log/engine.ts'
import { eventLog } from '../log/notation.ts'
import { engineContract } from './engine.contract.ts'
import { createMemoryEngine } from './memory/memory-engine.ts'
import type { NamedLog } from './naive.fixture.ts'
import { engineOver } from './proxy.ts'
import { remoteEngine, reply, type Send } from './remote.ts'

const memory = (logs: readonly NamedLog[]) =>
  createMemoryEngine({ platform: nodePlatform, logs: new Map(logs.map(({ id, log }) => [id, { log }])) })

/** A wire that carries nothing but text. */
const overText =
  (logs: readonly NamedLog[]): Send =>
  async (question, params, cancel) => {
    const there = memory(logs)
    const arrived = JSON.parse(JSON.stringify({ question, params })) as { question: string; params: Json }
    return JSON.parse(JSON.stringify(await reply(there, arrived.question, arrived.params, cancel))) as Json
  }

engineContract('remote', async logs => remoteEngine(overText(logs)), { runs: 15, seed: 3 })

describe('a remote engine', () => {
  const ask = { log: 'log', view: defaultView, filter: [] }
  const answering = (answer: Json) => remoteEngine(async () => answer)

  test('throws the errors that were thrown there', async () => {
    for (const code of ['bad-request', 'not-found', 'refused', 'conflict'])
      await expect(answering({ error: { code, message: 'No.' } }).size(ask)).rejects.toMatchObject({
        name: 'RequestError',
        code,
        message: 'No.',
      })
    await expect(answering({ error: { code: 'cancelled', message: '' } }).size(ask)).rejects.toThrow(Cancelled)
    const failed = answering({ error: { code: 'internal', message: 'The disk is full.' } }).size(ask)
    await expect(failed).rejects.toThrow('The disk is full.')
    await expect(failed).rejects.not.toBeInstanceOf(RequestError)
    await expect(answering({ error: null }).size(ask)).rejects.toThrow('did not say why')
  })

  test('passes on that nothing came back', async () => {
    const engine = remoteEngine(async () => {
      throw new Error('connection refused')
    })
    await expect(engine.logs()).rejects.toThrow('connection refused')
  })

  test('gives up an answer that nobody waits for', async () => {
    const { cancel, stop } = cancellable()
    const engine = remoteEngine(async () => {
      stop()
      return { cases: 1 }
    })
    await expect(engine.size(ask, cancel)).rejects.toThrow(Cancelled)
  })
})

describe('the other end', () => {
  const engine = memory([{ id: 'log', log: eventLog('c1: a') }])

  test('knows the questions and no other method', async () => {
    expect(await reply(engine, 'logs', {})).toEqual([{ id: 'log', name: 'notation' }])
    for (const question of ['add', 'constructor', '__proto__', ''])
      expect(await reply(engine, question, {})).toMatchObject({ error: { code: 'not-found' } })
  })

  test('does not tell what broke inside', async () => {
    const broken = engineOver(async () => {
      throw new TypeError('secret')
    })
    expect(await reply(broken, 'logs', {})).toEqual({
      error: { code: 'internal', message: 'The engine failed to answer.' },
    })
  })
})

describe('an engine over a function', () => {
  test('puts every question by its name', async () => {
    const asked: string[] = []
    const engine = engineOver(async (question, params) => {
      asked.push(`${question} ${JSON.stringify(params)}`)
      return {}
    })
    await engine.logs()
    await engine.describe({ log: 'l' })
    expect(asked).toEqual(['logs {}', 'describe {"log":"l"}'])
    expect(Object.keys(engine)).toEqual([...questions])
  })

  test('does not put a question that is cancelled already', async () => {
    const { cancel, stop } = cancellable()
    stop()
    let put = 0
    const engine = engineOver(async () => put++)
    await expect(engine.logs(cancel)).rejects.toThrow(Cancelled)
    expect(put).toBe(0)
  })
})
