import { FormatError } from '../../base/errors.ts'
import { type ByteSource, never } from '../../base/platform.ts'
import { Problems } from '../../log/problems.ts'
import { defaultLimits, type Reading, type ReadOptions } from '../format.ts'
import { markPeople } from '../mark-people.ts'
import { ENCODING_HEAD, type Transcoder, transcoderFor } from './encoding.ts'
import { XesReader } from './reader.ts'
import { Scanner } from './scanner.ts'

/** Bytes read between two looks at the clock, the progress and the cancel: a few ms of work. */
const PIECE = 1 << 20
const PAUSE_AFTER = 25 // ms

/**
 * Read an XES file that is not packed. One pass, O(bytes); memory is that of the log plus a few chunks.
 * Throws `FormatError` with line and character where the XML is malformed or cut off, `Cancelled` when cancelled.
 */
export async function readXes(source: ByteSource, options: ReadOptions): Promise<Reading> {
  const { platform, progress, cancel = never } = options
  const limits = { ...defaultLimits, ...options.limits }
  const problems = new Problems()
  const scanner = new Scanner(limits)
  const reader = new XesReader(scanner, problems, limits, platform)
  let transcoder: Transcoder | null = null
  let head: Uint8Array = new Uint8Array(0)
  let done = 0
  let paused = platform.now()

  const take = (bytes: Uint8Array) => {
    if (bytes.length === 0) return
    scanner.append(bytes)
    reader.advance()
  }
  const begin = () => {
    const chosen = transcoderFor(head, platform)
    transcoder = chosen.transcoder
    take(transcoder.push(head.subarray(chosen.skip)))
  }

  try {
    for await (const chunk of source.stream()) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        const piece = chunk.subarray(at, Math.min(at + PIECE, chunk.length))
        done += piece.length
        if (transcoder !== null) take((transcoder as Transcoder).push(piece))
        else {
          head = head.length === 0 && piece.length >= ENCODING_HEAD ? piece : concat(head, piece)
          if (head.length >= ENCODING_HEAD) begin()
        }
        cancel.throwIfCancelled()
        const now = platform.now()
        if (now - paused >= PAUSE_AFTER) {
          progress?.({ phase: 'reading', done, total: source.size, unit: 'bytes', events: reader.events })
          await platform.pause()
          cancel.throwIfCancelled()
          paused = platform.now()
        }
      }
    }
    if (transcoder === null) begin()
    scanner.finished = true
    take(transcoder!.finish())
    reader.advance()
    progress?.({ phase: 'reading', done, total: source.size, unit: 'bytes', events: reader.events })
    const log = markPeople(await reader.finish(transcoder!.malformed, cancel), problems)
    return { log, problems: problems.list() }
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: source.name }) : error
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
