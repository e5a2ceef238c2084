import { Cancelled, type Progress } from '../../../base/platform.ts'
import type { Question } from '../../../log/engine.ts'
import { EngineError, troubleOf } from '../../engine/protocol.ts'
import { askEngine, type ParamsOf } from '../../engine/use-answer.ts'
import type { Answers, FromWorker, Task, ToWorker } from './protocol.ts'

/** Does a task in a worker of its own, which asks the page's engine; an abort ends it at once. */
export function runTask<K extends Task['kind']>(
  task: Extract<Task, { kind: K }>,
  signal: AbortSignal,
  progress?: Progress,
): Promise<Answers[K]> {
  if (signal.aborted) return Promise.reject(new Cancelled())
  const worker = new Worker(new URL('./conformance.worker.ts', import.meta.url), {
    type: 'module',
    name: 'parfocal-conformance',
  })
  const send = (message: ToWorker) => worker.postMessage(message)
  return new Promise<Answers[K]>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Cancelled()), { once: true })
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'progress') progress?.(data.report)
      else if (data.kind === 'done') resolve(data.value as Answers[K])
      else if (data.kind === 'failed') reject(new EngineError(data.error))
      else
        ask(data.question, data.params, signal).then(
          value => send({ kind: 'answer', id: data.id, value }),
          error => send({ kind: 'trouble', id: data.id, error: troubleOf(error) }),
        )
    }
    worker.onerror = event =>
      reject(new Error(`Conformance could not be computed: ${event.message || 'its worker did not start'}.`))
    send({ kind: 'task', task })
  }).finally(() => worker.terminate())
}

const ask = (question: Question, params: unknown, signal: AbortSignal): Promise<unknown> =>
  askEngine(question as 'describe', params as ParamsOf<'describe'>, signal)
