import { rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { nodePlatform } from '../../base/platform.node.ts'
import type { LogFormat } from '../../formats/format.ts'
import { formats } from '../../formats/index.ts'
import { writeLogFolder } from '../../formats/log-folder/log-folder.node.ts'
import type { ObjectLogFormat } from '../../formats/ocel/object-format.ts'
import { ocelFormats } from '../../formats/ocel/ocel-formats.ts'
import { openSqlite } from '../../formats/ocel/sqlite.node.ts'
import type { EventLog } from '../../log/event-log.ts'
import { type Problem, Problems } from '../../log/problems.ts'
import { regroup } from '../../log/regroup.ts'
import { UsageError } from '../exit.ts'
import { makeFolder, mustHaveFolder } from '../folder.ts'
import { type Io, writeWhole } from '../io.ts'
import type { LogOptions } from '../options.ts'
import { mustBeNew, writeOutput } from '../output.ts'
import { type ReadLog, readLog, sourceOf } from '../read-log.ts'
import { readObjects } from '../read-objects.ts'
import { problemText, tellLosses } from '../tell.ts'

export interface ConvertOptions extends LogOptions {
  readonly to?: string
  readonly force?: boolean
}

const writable = () => formats.filter(format => format.write !== null)

/** The format to write: by --to, else by the ending of the file's name, before `.gz` where there is one. */
function formatFor(out: string, to: string | undefined): LogFormat {
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
export async function checkTarget(out: string, options: ConvertOptions): Promise<void> {
  formatFor(out, options.to)
  await checkPlace(out, options)
}

async function checkPlace(out: string, { json, force }: ConvertOptions): Promise<void> {
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
  options: ConvertOptions,
  io: Io,
): Promise<void> {
  const format = formatFor(out, options.to)
  const all = [...problems, ...(format.losses?.(log) ?? [])]
  await writeBytes(format.write!(log, nodePlatform), out, format.title, io)
  tellLosses(all, io)
  if (options.json)
    await report({ file: out, format: format.title, cases: log.caseCount, events: log.eventCount, problems: all }, io)
}

const report = (written: object, io: Io) => io.write(`${JSON.stringify(written, null, 2)}\n`)

/** Packed where the name ends in .gz; `-` is standard output. */
async function writeBytes(plain: AsyncIterable<Uint8Array>, out: string, title: string, io: Io): Promise<void> {
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

/** The whole log in another format; an object-centric one stays one where the format can hold it and no --object-type is named. */
export async function convert(file: string, out: string, options: ConvertOptions, io: Io): Promise<void> {
  if (options.where !== undefined) throw new UsageError('convert writes the whole log; use filter for a part of it.')
  const objectFormat = options.objectType === undefined ? objectFormatFor(out, options.to) : null
  if (objectFormat === null) formatFor(out, options.to)
  await checkPlace(out, options)
  if (objectFormat !== null && (await convertObjects(file, out, objectFormat, options, io))) return
  formatFor(out, options.to)
  const { log, problems } = await regrouped(file, options, io)
  await writeLog(log, problems, out, options, io)
}

/** The object-centric format that --to or the ending of the file's name says, null where neither does. */
function objectFormatFor(out: string, to: string | undefined): ObjectLogFormat | null {
  if (to !== undefined) return ocelFormats.find(format => format.id === to) ?? null
  const name = out.toLowerCase().replace(/\.gz$/, '')
  const own = ocelFormats.filter(format => format.id.startsWith('ocel2-'))
  return own.find(format => format.extensions.some(extension => name.endsWith(`.${extension}`))) ?? null
}

/** Whether it was an object-centric log, and is written. */
async function convertObjects(
  file: string,
  out: string,
  format: ObjectLogFormat,
  options: ConvertOptions,
  io: Io,
): Promise<boolean> {
  if (file !== '-' && (await stat(file)).isDirectory()) return false
  const { source, done } = await sourceOf(file, io)
  try {
    const reading = await readObjects(source, io)
    if (reading === null && file === '-')
      throw new UsageError(`${format.title} holds object-centric logs, and standard input is none.`)
    if (reading === null) return false
    const problems = new Problems()
    const plain = format.write(reading.log, problems, { platform: nodePlatform, openSqlite })
    await writeBytes(plain, out, format.title, io)
    const all = [...reading.problems, ...problems.list()]
    for (const problem of problems.list()) io.note(`Warning: ${problemText(problem)}`)
    const { objectCount: objects, eventCount: events } = reading.log
    if (options.json) await report({ file: out, format: format.title, objects, events, problems: all }, io)
    return true
  } finally {
    await done()
  }
}

/** The log with the cases that --case-notion asks for; those that belong to none are among the problems. */
async function regrouped(file: string, options: LogOptions, io: Io): Promise<ReadLog> {
  const reading = await readLog(file, options, io)
  if (options.caseNotion === undefined) return reading
  const { log, problems } = regroup(reading.log, options.caseNotion)
  return { ...reading, log, problems: [...reading.problems, ...problems] }
}

export interface ImportOptions extends LogOptions {
  readonly mappingOut?: string
  readonly force?: boolean
}

/** Store a log as a folder that opens at once; the folder appears whole or not at all. */
export async function importLog(
  file: string,
  folder: string | undefined,
  options: ImportOptions,
  io: Io,
): Promise<void> {
  if (folder === undefined && file === '-')
    throw new UsageError('Name the folder in which to store what comes from standard input.')
  if (folder !== undefined) await mustBeNew(folder, options.force)
  if (options.mappingOut !== undefined) await mustBeNew(options.mappingOut, options.force)
  const { log, problems, format, stem, mapping } = await regrouped(file, options, io)
  if (options.mappingOut !== undefined) {
    if (mapping === undefined) throw new UsageError(`--mapping-out: ${format} needs no mapping.`)
    await writeOutput(options.mappingOut, `${JSON.stringify(mapping, null, 2)}\n`, io)
  }
  const target = resolve(folder ?? `${stem}.parfocal`)
  await mustBeNew(target, options.force)
  const beside = join(dirname(target), `.${process.pid}.part`)
  await makeFolder(dirname(target))
  try {
    await writeLogFolder(beside, log, problems, { cancel: io.cancel, progress: io.progress })
    if (options.force) await rm(target, { recursive: true, force: true })
    await rename(beside, target)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    throw error
  }
  if (options.json)
    return io.write(
      `${JSON.stringify({ folder: target, format, cases: log.caseCount, events: log.eventCount, problems }, null, 2)}\n`,
    )
  await io.write(`${target}: ${log.caseCount} cases, ${log.eventCount} events\n`)
  for (const problem of problems) io.note(problemText(problem))
}
