import { Worker } from 'node:worker_threads'
import { FormatError, type Place, RequestError } from '../base/errors.ts'
import { Cancelled, type ProgressReport } from '../base/platform.ts'
import { workerArguments, workerEntry } from '../base/worker-entry.node.ts'
import type { Limits } from '../formats/format.ts'
import type { Problem } from '../log/problems.ts'
import type { IdentifierForm, MaskingRule } from '../privacy/index.ts'
import type { Holder } from '../privacy/sealed-names.node.ts'
import type { ModelWork } from './model-work.ts'

/** A file to be read. */
export interface Part {
  readonly path: string
  readonly name: string
  /** null: as its format proposes. */
  readonly mapping: unknown
  /** Object-centric files: the type whose objects become the cases. */
  readonly objectType?: string | undefined
}

/** What a worker is asked to do, as one message. */
export type Work =
  | {
      readonly kind: 'import'
      readonly parts: readonly Part[]
      /** Folder of a stored log that the parts are appended to; null for a new log. */
      readonly base: string | null
      /** Empty folder that the log is written to. */
      readonly target: string
      readonly logName: string
      /** Key for pseudonyms; null: people's columns stay as they are. */
      readonly key: Uint8Array | null
      /** To whom the names behind pseudonyms are sealed; null: nobody. `must`: refused where there are none. */
      readonly seal: { readonly holders: readonly Holder[]; readonly must: boolean } | null
      readonly limits: Partial<Limits>
    }
  | { readonly kind: 'propose'; readonly part: Part; readonly limits: Partial<Limits> }
  | UiImport
  | ModelWork

/** Business identifiers whose hashes stay with a recording, and the key of the project that hashes them; `{}`: none. */
export interface DeclaredIdentifiers {
  readonly identifiers?: readonly IdentifierForm[]
  readonly projectKey?: Uint8Array
}

/** A recording to be read and masked. */
export interface UiImport {
  readonly kind: 'ui-import'
  readonly path: string
  readonly name: string
  readonly reading: UiReadingOptions
  /** Values stay in clear; else a file that has any is refused. */
  readonly keepValues: boolean
  /** Empty folder that the UI log is written to. */
  readonly target: string
  readonly logName: string
  /** Key of hashes and pseudonyms. */
  readonly key: Uint8Array
  readonly declared: DeclaredIdentifiers
  readonly limits: Partial<Limits>
}

/** How a recording is read, where its content does not tell. */
export interface UiReadingOptions {
  /** Id of the format. */
  readonly format?: string | undefined
  /** Of the columns of a table. */
  readonly mapping?: unknown
  /** IANA name, for times without one. */
  readonly timeZone?: string | undefined
  readonly cases?: 'demonstrations' | 'ignore' | undefined
  /** Rules on values, in their order. */
  readonly maskRules?: readonly MaskingRule[] | undefined
}

export interface ImportedUi {
  readonly format: string
  readonly events: number
  readonly recordings: number
  readonly capture: readonly string[]
  /** Without values of the file. */
  readonly problems: readonly Problem[]
}

export interface Imported {
  readonly cases: number
  readonly events: number
  readonly activities: number
  readonly fingerprint: string
  /** Without values where the log tells about people: these stay with the log, behind the gate. */
  readonly problems: readonly Problem[]
  /** Of each part, in order: its format, and the mapping that it was read with (null for formats that need none). */
  readonly parts: readonly { readonly format: string; readonly mapping: unknown; readonly objectType?: string }[]
}

/** What the first look at a file finds; `proposal` and `preview` are null for formats that say themselves what is what. */
export interface Proposed {
  readonly format: string
  readonly formatTitle: string
  readonly proposal: unknown
  readonly preview: unknown
  /** The types whose objects could become the cases; null where the file is not object-centric. */
  readonly objectTypes: readonly { readonly name: string; readonly objects: number }[] | null
  readonly problems: readonly Problem[]
}
export interface Results {
  readonly import: Imported
  readonly propose: Proposed
  readonly 'ui-import': ImportedUi
  /** JSON as it goes out. */
  readonly model: string
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly report: ProgressReport }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: Failure }

/** An error as it crosses from the worker. */
export interface Failure {
  readonly name: string
  readonly message: string
  readonly what?: string
  readonly place?: Place
  readonly fix?: string
  readonly code?: string
  readonly stack?: string
}

/** How long a worker may take to notice that it is cancelled before it is ended from outside, in ms. */
const PATIENCE = 3000

export const OUT_OF_MEMORY =
  'Reading the file needs more memory than Node gives; start the server with NODE_OPTIONS=--max-old-space-size=8000, or split the file.'

const TOO_LARGE =
  'The work needs more memory than Node gives: ask for fewer variants by a filter, or start the server with NODE_OPTIONS=--max-old-space-size=8000.'

/** Where the code of a worker of the server lies. */
export const serverWorker = (name: string): URL => workerEntry(name, import.meta.url)

/**
 * Do one piece of work in a worker thread of its own, so that the server goes on answering and all memory of it is
 * given back at its end. Throws what the work threw; `Cancelled` once `signal` is aborted and the thread has ended.
 */
export async function inWorker<K extends Work['kind']>(
  work: Extract<Work, { kind: K }>,
  signal: AbortSignal,
  progress: (report: ProgressReport) => void = () => {},
): Promise<Results[K]> {
  if (signal.aborted) throw new Cancelled()
  // Shared, because a message would not be read while the thread is busy.
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const entry = serverWorker(work.kind === 'model' ? 'model-worker' : 'worker')
  const worker = new Worker(entry, { workerData: { work, flag }, execArgv: [...workerArguments] })
  let impatient: NodeJS.Timeout | undefined
  const cancel = () => {
    Atomics.store(flag, 0, 1)
    impatient = setTimeout(() => void worker.terminate(), PATIENCE)
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await new Promise<Results[K]>((resolve, reject) => {
      let outcome: (() => void) | null = null
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'progress') progress(message.report)
        else if (message.kind === 'done') outcome = () => resolve(message.result as Results[K])
        else outcome = () => reject(errorFrom(message.error))
      })
      worker.on('error', error => {
        const full = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
        outcome ??= () => reject(full ? new RequestError(work.kind === 'model' ? TOO_LARGE : OUT_OF_MEMORY) : error)
      })
      // Only the end of the thread ends the work: until then it may still write into its folder.
      worker.on('exit', code => {
        if (signal.aborted) reject(new Cancelled())
        else if (outcome) outcome()
        else reject(new Error(`The worker ended with code ${code}.`))
      })
    })
  } finally {
    clearTimeout(impatient)
    signal.removeEventListener('abort', cancel)
  }
}

export function errorFrom(failure: Failure): Error {
  const { name, message, what, place, fix, code, stack } = failure
  if (name === 'FormatError')
    return new FormatError(what ?? message, { ...place, ...(fix === undefined ? {} : { fix }) })
  if (name === 'RequestError') return new RequestError(message, (code ?? 'bad-request') as RequestError['code'])
  if (name === 'Cancelled') return new Cancelled()
  const error = Object.assign(new Error(message), { name, ...(code === undefined ? {} : { code }) })
  if (stack !== undefined) error.stack = stack
  return error
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, message, stack } = error
  const code = (error as { code?: unknown }).code
  return {
    name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(typeof code === 'string' ? { code } : {}),
    ...(error instanceof FormatError ? { what: error.what, place: error.place } : {}),
    ...(error instanceof FormatError && error.fix !== undefined ? { fix: error.fix } : {}),
  }
}
