import { parentPort, workerData } from 'node:worker_threads'
import { Cancelled } from '../base/platform.ts'
import { type ModelWork, modelAnswer } from './model-work.ts'
import { type FromWorker, failureOf } from './work.ts'

const { work, flag } = workerData as { work: ModelWork; flag: Int32Array }
const tell = (message: FromWorker) => parentPort!.postMessage(message)
const isCancelled = () => Atomics.load(flag, 0) === 1

try {
  const cancel = {
    get cancelled() {
      return isCancelled()
    },
    throwIfCancelled() {
      if (isCancelled()) throw new Cancelled()
    },
  }
  tell({ kind: 'done', result: JSON.stringify(await modelAnswer(work.work, cancel)) })
} catch (error) {
  tell({ kind: 'failed', error: failureOf(error) })
}
