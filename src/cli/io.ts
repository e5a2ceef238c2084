import { once } from 'node:events'
import { open, rename, rm } from 'node:fs/promises'
import cliProgress from 'cli-progress'
import { type Cancel, cancellable, type Progress, type ProgressReport } from '../base/platform.ts'

/** What a command may do with the world outside. */
export interface Io {
  /** Answers, on standard output; waits while the reader is slow. */
  write(text: string | Uint8Array): Promise<void>
  /** A sentence for people, on standard error; silent under --quiet. */
  note(text: string): void
  /** Why the command ends without an answer, on standard error, under --quiet too. */
  trouble(text: string): void
  readonly cancel: Cancel
  /** A bar on a terminal, a line now and then elsewhere; silent under --quiet. */
  readonly progress: Progress
  /** Does what hears nothing until it is done: meanwhile a signal ends the process at once. Nothing may be half written. */
  busy<T>(work: () => T): T
  quiet(): void
  /** Take the bar away. */
  close(): void
}

const EVERY = 2000

export function nodeIo(): Io & { stop(): void } {
  const { cancel, stop } = cancellable()
  let silent = false
  let bar: cliProgress.SingleBar | null = null
  let phase = ''
  let told = Date.now()
  const terminal = process.stderr.isTTY === true
  const close = () => {
    bar?.stop()
    bar = null
    phase = ''
  }
  return {
    cancel,
    stop,
    close,
    busy: atOnce,
    quiet() {
      silent = true
    },
    note(text) {
      if (silent) return
      close()
      process.stderr.write(`${text}\n`)
    },
    trouble(text) {
      close()
      process.stderr.write(text)
    },
    async write(text) {
      close()
      if (!process.stdout.write(text)) await once(process.stdout, 'drain')
    },
    progress(report) {
      if (silent) return
      if (!terminal) {
        if (Date.now() - told < EVERY) return
        told = Date.now()
        process.stderr.write(`${describe(report)}\n`)
        return
      }
      if (phase !== report.phase) {
        close()
        phase = report.phase
        bar = new cliProgress.SingleBar({
          format: '{text} {bar}',
          barsize: 30,
          barCompleteChar: '█',
          barIncompleteChar: '░',
          clearOnComplete: true,
          hideCursor: true,
          stream: process.stderr,
          fps: 10,
        })
        bar.start(report.total ?? 1, 0, { text: describe(report) })
      }
      if (report.total !== null) bar?.setTotal(report.total)
      bar?.update(report.total === null ? 0 : report.done, { text: describe(report) })
    },
  }
}

/** Without listeners the system ends the process by itself, which needs no turn of the event loop. */
function atOnce<T>(work: () => T): T {
  const heard = (['SIGINT', 'SIGTERM'] as const).map(signal => [signal, process.listeners(signal)] as const)
  for (const [signal] of heard) process.removeAllListeners(signal)
  try {
    return work()
  } finally {
    for (const [signal, listeners] of heard) for (const listener of listeners) process.on(signal, listener)
  }
}

/** `reading: 12.3 of 45.6 MB, 120000 events`, `looking for routines: 34 %`. */
export function describe({ phase, done, total, unit, events }: ProgressReport): string {
  if (unit === 'share') return `${phase}: ${Math.floor(100 * done)} %`
  const size = (value: number) => (unit === 'bytes' ? (value / 1e6).toFixed(1) : String(value))
  const of = total === null ? '' : ` of ${size(total)}`
  const counted = events === undefined || unit === 'events' ? '' : `, ${events} events`
  return `${phase}: ${size(done)}${of} ${unit === 'bytes' ? 'MB' : unit}${counted}`
}

/** Write a file as a whole or not at all: beside its place first, then moved. */
export async function writeWhole(
  path: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  cancel: Cancel,
): Promise<number> {
  const beside = `${path}.${process.pid}.part`
  const file = await open(beside, 'w').catch(error => {
    throw Object.assign(error as NodeJS.ErrnoException, { path })
  })
  let bytes = 0
  try {
    for await (const chunk of chunks) {
      cancel.throwIfCancelled()
      await file.writeFile(chunk)
      bytes += chunk.length
      // lets a SIGINT be heard between chunks that need no waiting
      await new Promise(resolve => setImmediate(resolve))
    }
    await file.sync()
    await file.close()
    await rename(beside, path).catch(error => {
      throw Object.assign(error as NodeJS.ErrnoException, { path })
    })
  } catch (error) {
    await file.close().catch(() => {})
    await rm(beside, { force: true })
    throw error
  }
  return bytes
}
