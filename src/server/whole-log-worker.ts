import { parentPort, workerData } from 'node:worker_threads'
import { nodePlatform } from '../base/platform.node.ts'
import { joinBytes } from '../base/platform.ts'
import { formats } from '../formats/index.ts'
import { openLogFolder, type StoredReading } from '../formats/log-folder/log-folder.node.ts'
import { fingerprintByNode } from '../log/fingerprint.node.ts'
import type { FromAsked, ToAsked } from './asked-thread.ts'
import { exportedLog } from './exported-log.ts'
import { failureOf } from './work.ts'

/** The folder of the log. */
export interface WholeLogWorkerData {
  readonly path: string
}
/** How a log is wanted as a file. */
export interface ExportAsked {
  /** Id of a format that is written. */
  readonly format: string
  /** What the log is called in the file. */
  readonly name: string
  /** Least number of people in a group that may be shown; null: whoever asks sees all. */
  readonly minimum: number | null
}
/** `open`: whether it can be opened at all. `export`: begin, and tell what will be missing; each `more` gives bytes, none at the end. */
export type WholeLogAsk =
  | { readonly kind: 'open' }
  | { readonly kind: 'fingerprint' }
  | ({ readonly kind: 'export' } & ExportAsked)
  | { readonly kind: 'more' }
export interface ExportBegun {
  /** Keys of what whoever asks may not have. */
  readonly withheld: readonly string[]
  /** What the format has no place for. */
  readonly lost: readonly { readonly kind: string; readonly count: number }[]
}

/** Bytes that are put together before they are given out. */
const PIECE = 1 << 18

const { path } = workerData as WholeLogWorkerData
let opening: Promise<StoredReading> | null = null
let file: AsyncIterator<Uint8Array> | null = null

async function begin({ format: id, name, minimum }: ExportAsked): Promise<ExportBegun> {
  const format = formats.find(each => each.id === id)
  if (!format?.write) throw new Error(`Bug: "${id}" is not written`)
  const { log, withheld } = await exportedLog(await opening!, minimum)
  file = format.write({ ...log, name }, nodePlatform)[Symbol.asyncIterator]()
  const lost = (format.losses?.(log) ?? []).map(({ kind, count }) => ({ kind, count }))
  return { withheld, lost }
}

async function piece(): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  while (size < PIECE) {
    const next = await file!.next()
    if (next.done === true) break
    chunks.push(next.value)
    size += next.value.length
  }
  return joinBytes(chunks)
}

const json = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value))

async function answer(ask: WholeLogAsk): Promise<Uint8Array<ArrayBuffer>> {
  opening ??= openLogFolder(path)
  switch (ask.kind) {
    case 'open':
      await opening
      return json(null)
    case 'fingerprint':
      return json(fingerprintByNode((await opening).log))
    case 'export':
      return json(await begin(ask))
    case 'more':
      return piece()
  }
}

const tell = (message: FromAsked, move: ArrayBuffer[] = []) => parentPort!.postMessage(message, move)

parentPort!.on('message', async (message: ToAsked<WholeLogAsk>) => {
  // Nobody waits for this log any more: the thread is ended from outside.
  if ('forget' in message) return
  const { id, ask } = message
  try {
    const bytes = await answer(ask)
    tell({ id, bytes }, [bytes.buffer])
  } catch (error) {
    tell({ id, error: failureOf(error) })
  }
})
