import { afterEach, expect, test } from 'vitest'
import { Cancelled } from '../base/platform.ts'
import { type AnalysisLimits, type AnalysisProgress, createAnalysisThreads } from './analysis-threads.ts'
import { Written } from './written.ts'

/** A thread whose work holds it: `heed` until it is cancelled, `deaf` for ever; `ask` puts one question; others are done at once. */
const code = `
  import { parentPort, threadId } from 'node:worker_threads'
  const tell = value => parentPort.postMessage({ done: new TextEncoder().encode(JSON.stringify(value)) })
  let flag
  parentPort.on('message', message => {
    if ('json' in message) return tell(JSON.parse(new TextDecoder().decode(message.json)))
    if ('error' in message) return parentPort.postMessage({ failed: message.error })
    const { analysis } = message.work
    if (analysis === 'ask') return parentPort.postMessage({ id: 7, question: 'size', params: { log: 'a' } })
    if (analysis === 'die') process.exit(3)
    while (analysis === 'deaf') {}
    if (analysis !== 'heed') return tell({ analysis, threadId })
    while (Atomics.load(message.flag, 0) === 0) {}
    parentPort.postMessage({ failed: { name: 'Cancelled', message: 'cancelled' } })
  })`
const entry = new URL(`data:text/javascript,${encodeURIComponent(code)}`)

let close: () => Promise<void>
afterEach(() => close())
function threads(limits: Partial<AnalysisLimits> = {}) {
  const made = createAnalysisThreads({ atOnce: 1, waiting: 2, patience: 20, entry, ...limits })
  close = made.close
  const put = (analysis: string, more: { signal?: AbortSignal; progress?: (report: AnalysisProgress) => void } = {}) =>
    made.answer(
      { kind: 'analysis', analysis, ask: { log: 'a' } as never, params: {} },
      {
        ask: async (question, params) => Written.of({ question, params }),
        signal: new AbortController().signal,
        ...more,
      },
    )
  return { made, put }
}
const answerOf = async (answer: Promise<Written>) => (await answer).value as { analysis: string; threadId: number }

test('an analysis that never rests holds up nothing but its own place', async () => {
  const { made, put } = threads({ atOnce: 2 })
  const order: string[] = []
  const away = new AbortController()
  const heavy = put('heed', { signal: away.signal }).catch(() => order.push('heavy'))
  for (const name of ['one', 'two']) order.push((await answerOf(put(name))).analysis)
  expect([made.running, order]).toEqual([1, ['one', 'two']])
  away.abort()
  await heavy
  expect(order).toEqual(['one', 'two', 'heavy'])
})

test.each(['heed', 'deaf'])('one that is cancelled gives its place to the next (%s)', async kind => {
  const { made, put } = threads()
  const away = new AbortController()
  const cancelled = put(kind, { signal: away.signal })
  const told: AnalysisProgress[] = []
  const next = put('next', { progress: report => told.push(report) })
  expect([made.running, made.waiting]).toEqual([1, 1])
  away.abort()
  await expect(cancelled).rejects.toThrow(Cancelled)
  expect((await answerOf(next)).analysis).toBe('next')
  expect(told).toEqual([
    { state: 'waiting', ahead: 0 },
    { state: 'running', asked: 0, question: null },
  ])
})

test('a thread is used again, and replaced where it died', async () => {
  const { put } = threads()
  const [first, second] = [await answerOf(put('a')), await answerOf(put('b'))]
  expect(second.threadId).toBe(first.threadId)
  await expect(put('die')).rejects.toThrow(Cancelled)
  expect((await answerOf(put('c'))).threadId).not.toBe(first.threadId)
})

test('the queue is in order and bounded; who goes away while waiting leaves it', async () => {
  const { made, put } = threads()
  const [away, gone] = [new AbortController(), new AbortController()]
  const heavy = put('heed', { signal: away.signal })
  const ahead: number[] = []
  const left = put('left', { signal: gone.signal })
  const last = put('last', { progress: report => report.state === 'waiting' && ahead.push(report.ahead) })
  await expect(put('more')).rejects.toMatchObject({ status: 429, code: 'too-many-analyses' })
  gone.abort()
  await expect(left).rejects.toThrow(Cancelled)
  expect(made.waiting).toBe(1)
  away.abort()
  await expect(heavy).rejects.toThrow(Cancelled)
  expect((await answerOf(last)).analysis).toBe('last')
  expect(ahead).toEqual([1, 0])
})

test('its questions are answered through the engine that was given, and their errors are its own', async () => {
  const { made, put } = threads()
  expect(await answerOf(put('ask'))).toEqual({ question: 'size', params: { log: 'a' } })
  const refusing = made.answer(
    { kind: 'analysis' as const, analysis: 'ask', ask: { log: 'a' } as never, params: {} },
    { ask: () => Promise.reject(new Cancelled()), signal: new AbortController().signal },
  )
  await expect(refusing).rejects.toThrow(Cancelled)
})
