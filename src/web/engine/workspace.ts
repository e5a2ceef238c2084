import { engineOver } from '../../engine/proxy.ts'
import type { Ask, Engine } from '../../log/engine.ts'
import { editsOf } from '../state/edits-of.ts'
import { pseudonymKey } from '../state/pseudonym-key.ts'
import { store } from '../state/store.ts'
import { withJob } from './job.ts'
import { isHere } from './log-ids.ts'
import { EngineError, type ObjectChoice, type Opened } from './protocol.ts'
import { type Health, probeServer, remoteEngine, request } from './remote.ts'
import { fileId, type StoredFile, storedFile, storeFile } from './stored-files.ts'
import { WorkerClient } from './worker-client.ts'

export const worker = new WorkerClient()

let health: Promise<Health | null> | null = null
export const server = (): Promise<Health | null> => {
  health ??= probeServer()
  return health
}

const opening = new Map<string, Promise<void>>()

/** How the object-centric logs of this browser were made flat, by log. */
export const objectChoices = store<ReadonlyMap<string, ObjectChoice>>(new Map())
const remember = (log: string, { objects }: Opened) => {
  if (objects) objectChoices.set(new Map([...objectChoices.get(), [log, objects]]))
}

/** Makes sure that a log of this browser is in the worker: after a reload its remembered file is read again. */
export async function ready(log: string): Promise<void> {
  const known = opening.get(log)
  if (known) return known
  const work = (async () => {
    const stored = await storedFile(log)
    if (!stored)
      throw new EngineError({
        name: 'NotHere',
        code: 'not-found',
        message:
          'This log was opened from a file that this browser does not have any more. Drop the file on the page to go on.',
      })
    if (stored.recordings) return openStoredRecordings(log, stored)
    const options = {
      pseudonymKey: pseudonymKey(),
      ...(stored.mapping === undefined ? {} : { mapping: stored.mapping }),
      ...(stored.objectType === undefined ? {} : { objectType: stored.objectType }),
    }
    const opened = await withJob(`Reading ${stored.name}`, ({ signal, progress }) =>
      worker.open(log, stored.name, stored.file, options, signal, progress),
    )
    remember(log, opened)
  })()
  opening.set(log, work)
  work.catch(() => opening.delete(log))
  return work
}

async function openStoredRecordings(log: string, { name, recordings }: StoredFile): Promise<void> {
  const { files, ...reading } = recordings!
  const options = { key: pseudonymKey(), edits: editsOf(log).get(), ...reading }
  await withJob(`Reading ${name}`, ({ signal, progress }) =>
    worker.openRecordings(log, files, options, signal, progress),
  )
}

/** Remembers that a log is being opened, so that questions about it wait. */
export function whileOpening<T>(log: string, work: Promise<T>): Promise<T> {
  const done = work.then(() => undefined)
  opening.set(log, done)
  done.catch(() => opening.delete(log))
  return work
}

/** The one engine that pages ask: it sends each question to where its log lives. */
export const engine: Engine = engineOver(async (question, params, cancel) => {
  const ask = (target: Engine) =>
    (target[question] as (params: unknown, cancel?: unknown) => Promise<unknown>)(params, cancel)
  if (question === 'logs') return (await server()) ? remoteEngine.logs(cancel) : []
  const { log } = params as { log: string }
  if (!isHere(log)) return ask(remoteEngine)
  await ready(log)
  return ask(worker.engine)
})

/** Reads a file in the browser and gives the id of its log. It never leaves the machine. */
export async function openHere(file: File, mapping?: unknown, objectType?: string): Promise<string> {
  const log = await fileId(file, mapping, objectType)
  const chosen = {
    ...(mapping === undefined ? {} : { mapping }),
    ...(objectType === undefined ? {} : { objectType }),
  }
  const options = { pseudonymKey: pseudonymKey(), ...chosen }
  const work = withJob(`Reading ${file.name}`, ({ signal, progress }) =>
    worker.open(log, file.name, file, options, signal, progress),
  )
  remember(log, await whileOpening(log, work))
  await storeFile({ id: log, name: file.name, file, opened: Date.now(), ...chosen })
  return log
}

/** The same file with the objects of another type as its cases: another log. */
export async function openAgain(log: string, objectType: string): Promise<string> {
  const stored = await storedFile(log)
  if (!stored)
    throw new EngineError({ name: 'NotHere', message: 'This browser does not keep the file: drop it again.' })
  const file = stored.file instanceof File ? stored.file : new File([stored.file], stored.name)
  return openHere(file, stored.mapping, objectType)
}

/** A named analysis with its findings, wherever the log lives. */
export async function analyse(analysis: string, ask: Ask, params: unknown, signal?: AbortSignal): Promise<unknown> {
  if (!isHere(ask.log))
    return request(`api/analyses/${encodeURIComponent(analysis)}`, {
      method: 'POST',
      body: JSON.stringify({ ...ask, params }),
      ...(signal ? { signal } : {}),
    })
  await ready(ask.log)
  return worker.analyse(analysis, ask, params, signal)
}
