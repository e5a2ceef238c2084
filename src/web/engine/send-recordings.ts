import { Cancelled, type Progress, type ProgressReport } from '../../base/platform.ts'
import { withJob } from './job.ts'
import { routineLogId } from './log-ids.ts'
import { EngineError, type NamedFile } from './protocol.ts'
import { request } from './remote.ts'
import { nameToSend, sendFile } from './send-file.ts'
import type { RecordingsReading } from './stored-files.ts'
import { zipFiles } from './zip-files.ts'

interface Job {
  readonly id: string
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'
  readonly error: string | null
  readonly progress: ProgressReport | null
}
interface Started {
  readonly uiLog: { readonly id: string }
  readonly job: Job
}

/** ms between looks at a job of the server. */
const LOOK = 400
/** Looks in a row that may fail before the connection counts as lost. */
const MISSED = 10

/**
 * Sends recordings to our own server, which masks them as it reads them and makes one UI log of them; gives the log's id.
 * Whatever goes wrong, or is cancelled, leaves nothing of them on the server.
 */
export function sendRecordings(
  files: readonly NamedFile[],
  { mapping, maskRules }: Omit<RecordingsReading, 'keepValues'> = {},
): Promise<string> {
  const [first] = files
  const name = files.length === 1 ? first!.name : `${first!.name} and ${files.length - 1} more`
  return withJob(`Sending ${name}`, async ({ signal, progress, retitle }) => {
    const one = files.length === 1 ? first!.file : await zipFiles(files, signal, progress)
    const query = new URLSearchParams({ name: nameToSend(files.length === 1 ? name : `${name}.zip`) })
    const upload = await sendFile<{ readonly id: string }>(`api/uploads?${query}`, one, signal, progress)
    retitle(`The server reads ${name}`)
    const title = files.length === 1 ? {} : { title: nameToSend(name) }
    const reading = {
      ...title,
      ...(mapping === undefined ? {} : { mapping }),
      ...(maskRules === undefined ? {} : { maskRules: { version: 1, rules: maskRules.rules } }),
    }
    return imported({ upload: upload.id, ...reading }, signal, progress)
  })
}

/** Imports a recording that was sent before. */
export const importUploaded = (upload: string, name: string): Promise<string> =>
  withJob(`The server reads ${name}`, ({ signal, progress }) => imported({ upload }, signal, progress))

async function imported(
  body: { readonly upload: string; readonly title?: string; readonly mapping?: unknown; readonly maskRules?: unknown },
  signal: AbortSignal,
  progress: Progress,
): Promise<string> {
  let started: Started
  try {
    started = await request<Started>('api/ui-logs', { method: 'POST', body: JSON.stringify(body), signal })
  } catch (error) {
    await remove(`api/uploads/${encodeURIComponent(body.upload)}`)
    throw error
  }
  const { uiLog, job } = started
  try {
    await ended(job, signal, progress)
    return routineLogId(uiLog.id)
  } catch (error) {
    await remove(`api/ui-logs/${encodeURIComponent(uiLog.id)}`)
    throw error
  }
}

/** Waits until a job of the server is done; throws what became of it else. A look that fails is taken again. */
async function ended(job: Job, signal: AbortSignal, progress: Progress): Promise<void> {
  let now = job
  for (let missed = 0; now.status === 'queued' || now.status === 'running'; ) {
    if (now.progress) progress(now.progress)
    await pause(signal)
    try {
      now = await request<Job>(`api/jobs/${encodeURIComponent(job.id)}`, { signal })
      missed = 0
    } catch (error) {
      if (!(error instanceof EngineError) || error.name !== 'Unreachable' || ++missed === MISSED) throw error
    }
  }
  if (now.status === 'done') return
  const why = {
    failed: now.error ?? 'The server could not read the recording.',
    cancelled: 'Somebody cancelled the import on the server.',
    interrupted: 'The server was stopped while it read the recording: send it again.',
  }[now.status]
  throw new EngineError({ name: 'RequestError', message: why })
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Cancelled())
    const stop = () => {
      clearTimeout(timer)
      reject(new Cancelled())
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, LOOK)
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** What cannot be removed now, the server removes after a day. */
const remove = (path: string): Promise<void> =>
  request(path, { method: 'DELETE', headers: { 'x-parfocal': '1' } }).then(
    () => undefined,
    () => undefined,
  )
