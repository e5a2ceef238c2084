import { nodePlatform } from '../base/platform.node.ts'
import type { LogFormat } from '../formats/format.ts'
import { formats } from '../formats/index.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Problem } from '../log/problems.ts'
import { UsageError } from './exit.ts'
import { mustHaveFolder } from './folder.ts'
import { type Io, writeWhole } from './io.ts'
import type { LogOptions } from './options.ts'
import { mustBeNew } from './output.ts'
import { tellLosses } from './tell.ts'

export interface WriteOptions extends LogOptions {
  readonly to?: string
  readonly force?: boolean
}

const writable = () => formats.filter(format => format.write !== null)

/** The format to write: by --to, else by the ending of the file's name, before `.gz` where there is one. */
export function formatFor(out: string, to: string | undefined): LogFormat {
  const known = `Formats that can be written: ${writable()
    .map(format => format.id)
    .join(', ')}.`
  if (to !== undefined) {
    const named = formats.find(format => format.id === to)
    if (!named) throw new UsageError(`There is no format "${to}". ${known}`)
    if (named.write === null) throw new UsageError(`${named.title} can be read, not written. ${known}`)
    return named
  }
  const name = out.toLowerCase().replace(/\.gz$/, '')
  const found = writable().find(format => format.extensions.some(extension => name.endsWith(`.${extension}`)))
  if (found) return found
  throw new UsageError(`The ending of "${out}" says no format: give --to. ${known}`)
}

/** Refuses a target before the log is read: no format is known for it, or something is there. */
export async function checkTarget(out: string, options: WriteOptions): Promise<void> {
  formatFor(out, options.to)
  await checkPlace(out, options)
}

export async function checkPlace(out: string, { json, force }: WriteOptions): Promise<void> {
  if (out === '-' && json)
    throw new UsageError('--json writes to standard output, where the log is to go: name a file for the log.')
  if (out === '-') return
  await mustHaveFolder(out)
  await mustBeNew(out, force)
}

/**
 * Write a log to a file, packed where its name ends in .gz, or to standard output. `problems` are those met while reading; to them
 * comes what the format has no place for.
 */
export async function writeLog(
  log: EventLog,
  problems: readonly Problem[],
  out: string,
  options: WriteOptions,
  io: Io,
): Promise<void> {
  const format = formatFor(out, options.to)
  const all = [...problems, ...(format.losses?.(log) ?? [])]
  await writeBytes(format.write!(log, nodePlatform), out, format.title, io)
  tellLosses(all, io)
  if (options.json)
    await report({ file: out, format: format.title, cases: log.caseCount, events: log.eventCount, problems: all }, io)
}

export const report = (written: object, io: Io) => io.write(`${JSON.stringify(written, null, 2)}\n`)

/** Packed where the name ends in .gz; `-` is standard output. */
export async function writeBytes(plain: AsyncIterable<Uint8Array>, out: string, title: string, io: Io): Promise<void> {
  if (out === '-') {
    for await (const chunk of plain) {
      io.cancel.throwIfCancelled()
      await io.write(chunk)
    }
    return
  }
  const chunks = out.toLowerCase().endsWith('.gz') ? nodePlatform.gzip(plain) : plain
  const bytes = await writeWhole(out, chunks, io.cancel)
  io.note(`Wrote ${out} (${title}, ${(bytes / 1e6).toFixed(1)} MB).`)
}
