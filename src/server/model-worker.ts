import { parentPort, workerData } from 'node:worker_threads'
import { flagCancel } from './flag-cancel.ts'
import { type ModelWork, modelAnswer } from './model-work.ts'
import { type FromWorker, failureOf } from './work.ts'

const { work, flag } = workerData as { work: ModelWork; flag: Int32Array }
const tell = (message: FromWorker) => parentPort!.postMessage(message)

try {
  tell({ kind: 'done', result: JSON.stringify(await modelAnswer(work.work, flagCancel(flag))) })
} catch (error) {
  tell({ kind: 'failed', error: failureOf(error) })
}
