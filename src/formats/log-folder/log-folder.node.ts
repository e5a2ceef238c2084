import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FormatError } from '../../base/errors.ts'
import { canonicalJson } from '../../base/json.ts'
import { type Cancel, never, type Progress } from '../../base/platform.ts'
import type { Column } from '../../log/column.ts'
import { presenceOf } from '../../log/count/presence.ts'
import type { EventLog } from '../../log/event-log.ts'
import type { Problem } from '../../log/problems.ts'
import type { Reading } from '../format.ts'
import { ArrowFile, damaged } from './arrow-reader.ts'
import { arrowFile, bodyBytes } from './arrow-writer.ts'
import { globalToJson, nestedLines, nodeToJson } from './attribute-tree.ts'
import { FileAccess } from './file-access.node.ts'
import { CASES, CASES_SPARSE, EVENTS, EVENTS_SPARSE, LOG_JSON, layoutOf, NESTED, type Table } from './layout.ts'
import {
  type FileEntry,
  FORMAT,
  type LogJson,
  type PresenceEntry,
  parseLogJson,
  type SegmentEntry,
  VERSION,
} from './log-json.ts'
import { mergeLogs, mergeProblems } from './merge.ts'
import { storedLog } from './stored-log.ts'

export interface WriteOptions {
  readonly progress?: Progress
  readonly cancel?: Cancel
}

/**
 * Write a log into the folder `dir` (made if missing), as FORMATS.md describes, and flush every file and the folder to
 * the disk. Not atomic: write to a folder beside the final one and rename it. Throws `Cancelled` when cancelled; what
 * was written so far is then of no use.
 */
export async function writeLogFolder(
  dir: string,
  log: EventLog,
  problems: readonly Problem[],
  options: WriteOptions = {},
): Promise<LogJson> {
  const { progress, cancel = never } = options
  await mkdir(dir, { recursive: true })
  const layout = layoutOf(log)
  const tables = [layout.events, layout.cases, ...layout.sparse]
  const total = tables.reduce((sum, table) => sum + bodyBytes(table.columns), 0)
  const hasNested = log.nestedOfEvents.rows.length + log.nestedOfCases.rows.length > 0
  const files: Record<string, FileEntry> = {}
  let done = 0
  const wrote = (bytes: number) => {
    cancel.throwIfCancelled()
    done += bytes
    progress?.({ phase: 'store', done: Math.min(done, total), total, unit: 'bytes' })
  }
  for (const table of tables) {
    const metadata = { 'parfocal:format': FORMAT, 'parfocal:version': String(VERSION) }
    files[table.name] = await writeFile(join(dir, table.name), arrowFile(table.columns, table.rows, metadata), wrote)
  }
  if (hasNested) {
    const lines = encoded(nestedLines(log.nestedOfEvents, log.nestedOfCases))
    files[NESTED] = await writeFile(join(dir, NESTED), lines, wrote)
  }
  const described = {
    events: log.eventCount,
    cases: log.caseCount,
    resourceKey: log.resourceKey,
    order: log.order,
    columns: { events: layout.events.entries, cases: layout.cases.entries },
    classifiers: log.classifiers,
    extensions: log.extensions,
    globals: log.globals.map(globalToJson),
    attributes: log.attributes.map(nodeToJson),
    files,
  }
  const fingerprint = hashOf(canonicalJson(described))
  const json: LogJson = {
    format: FORMAT,
    version: VERSION,
    name: log.name,
    fingerprint,
    ...described,
    presence: {
      events: presences(layout.events, log.eventAttributes, log.activity),
      cases: presences(layout.cases, log.caseAttributes, null),
    },
    problems,
    segments: [],
  }
  await writeLogJson(dir, json)
  return json
}

/** Of the activity and the attributes; the others are no one's question. */
function presences({ entries }: Table, attributes: ReadonlyMap<string, Column>, activity: Column | null) {
  return entries.map(({ role, key }): PresenceEntry | null => {
    const column = role === 'activity' ? activity : role === 'attribute' ? attributes.get(key) : null
    if (!column) return null
    const { present, distinct } = presenceOf(column)
    return [present, distinct]
  })
}

const hashOf = (text: string): string => `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`

/** A log in a folder: `close` frees its files; a forgotten one frees them when it is collected. */
export interface StoredReading extends Reading {
  readonly json: LogJson
  /** Bytes read from the columns' files so far. */
  bytesRead(): number
  close(): void
}

/**
 * Open a stored log without reading its columns: each is read from its place in the file when first used. Segments
 * that were appended are merged on the way. `FormatError` where a file is missing, cut off, damaged or newer.
 */
export async function openLogFolder(dir: string): Promise<StoredReading> {
  const json = await readLogJson(dir)
  const opened: FileAccess[] = []
  try {
    const logs = [openSegment(dir, json, opened)]
    const problems = [json.problems]
    for (const segment of json.segments) {
      const folder = join(dir, segment.folder)
      const own = await readLogJson(folder)
      if (own.fingerprint !== segment.fingerprint)
        throw damaged(`${segment.folder}/${LOG_JSON}`, 'it is not the segment that was appended')
      logs.push(openSegment(folder, own, opened))
      problems.push(own.problems)
    }
    const merged = logs.length === 1 ? null : mergeLogs(logs)
    return {
      log: merged ? { ...merged.log, name: json.name } : logs[0]!,
      problems: merged ? mergeProblems([...problems, merged.problems]) : json.problems,
      json,
      bytesRead: () => opened.reduce((sum, file) => sum + file.bytesRead, 0),
      close: () => opened.forEach(file => void file.close()),
    }
  } catch (error) {
    for (const file of opened) file.close()
    throw error
  }
}

function openSegment(dir: string, json: LogJson, opened: FileAccess[]): EventLog {
  const access = (name: string): FileAccess | null => {
    const entry = json.files[name]
    if (!entry) return null
    const file = new FileAccess(join(dir, name))
    opened.push(file)
    if (file.size !== entry.bytes) throw damaged(name, `it has ${file.size} bytes instead of ${entry.bytes}`)
    return file
  }
  const arrow = (name: string): ArrowFile | null => {
    const file = access(name)
    return file && new ArrowFile(file)
  }
  const events = arrow(EVENTS)
  const cases = arrow(CASES)
  if (events === null || cases === null) throw damaged(LOG_JSON, `"files" lacks ${EVENTS} or ${CASES}`)
  const nested = access(NESTED)
  return storedLog(json, {
    events,
    cases,
    sparseEvents: arrow(EVENTS_SPARSE),
    sparseCases: arrow(CASES_SPARSE),
    nested: nested && (() => nested.lines()),
  })
}

/**
 * Add a log to a stored one as a new segment, without touching what is there. Nothing changes until the last step, the
 * rename of log.json, so a crash leaves the log as it was. One writer at a time.
 */
export async function appendSegment(
  dir: string,
  log: EventLog,
  problems: readonly Problem[] = [],
  options: WriteOptions = {},
): Promise<LogJson> {
  const json = await readLogJson(dir)
  const folder = `segment-${json.segments.length + 2}`
  const part = join(dir, `${folder}.part`)
  // Left over from an append that did not come to its end.
  await rm(part, { recursive: true, force: true })
  await rm(join(dir, folder), { recursive: true, force: true })
  const written = await writeLogFolder(part, log, problems, options)
  await rename(part, join(dir, folder))
  await syncFolder(dir)
  const segment: SegmentEntry = {
    folder,
    events: log.eventCount,
    cases: log.caseCount,
    fingerprint: written.fingerprint,
  }
  const next = { ...json, segments: [...json.segments, segment] }
  await writeLogJson(dir, next)
  return next
}

/** Write the log of `dir` with all its segments merged into one to the new folder `target`; the caller swaps them. */
export async function compactLogFolder(dir: string, target: string, options: WriteOptions = {}): Promise<LogJson> {
  const reading = await openLogFolder(dir)
  try {
    return await writeLogFolder(target, reading.log, reading.problems, options)
  } finally {
    reading.close()
  }
}

/** Compare every file of the folder with its recorded hash; `FormatError` naming the first that differs. */
export async function verifyLogFolder(dir: string): Promise<void> {
  const json = await readLogJson(dir)
  for (const [name, entry] of Object.entries(json.files)) {
    const file = new FileAccess(join(dir, name))
    try {
      const hash = createHash('sha256')
      for (let at = 0; at < file.size; at += CHECKED) {
        const bytes = new Uint8Array(Math.min(CHECKED, file.size - at))
        file.read(at, bytes)
        hash.update(bytes)
      }
      if (file.size !== entry.bytes || hash.digest('hex') !== entry.sha256)
        throw damaged(name, 'its content is not what was written')
    } finally {
      file.close()
    }
  }
  for (const segment of json.segments) await verifyLogFolder(join(dir, segment.folder))
}
const CHECKED = 1 << 24

async function readLogJson(dir: string): Promise<LogJson> {
  let text: string
  try {
    text = await readFile(join(dir, LOG_JSON), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
    throw new FormatError(`There is no stored log: ${LOG_JSON} is missing.`, {
      file: dir,
      fix: 'Name the folder that an import wrote.',
    })
  }
  return parseLogJson(text, LOG_JSON)
}

/** Replace log.json in one step. */
async function writeLogJson(dir: string, json: LogJson): Promise<void> {
  const part = join(dir, `${LOG_JSON}.part`)
  await writeFile(part, encoded([`${JSON.stringify(json, null, 1)}\n`]), () => {})
  await rename(part, join(dir, LOG_JSON))
  await syncFolder(dir)
}

async function writeFile(
  path: string,
  chunks: Iterable<Uint8Array>,
  wrote: (bytes: number) => void,
): Promise<FileEntry> {
  const hash = createHash('sha256')
  const file = await open(path, 'w')
  let size = 0
  try {
    for (const bytes of joined(chunks)) {
      hash.update(bytes)
      await writeAll(file, bytes)
      size += bytes.length
      wrote(bytes.length)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes: size, sha256: hash.digest('hex') }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done, bytes.length - done)).bytesWritten
}

/** The same bytes with small pieces put together, so that thousands of columns do not mean thousands of writes. */
function* joined(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  const buffer = new Uint8Array(1 << 16)
  let used = 0
  for (const chunk of chunks) {
    if (used + chunk.length > buffer.length) {
      if (used > 0) yield buffer.subarray(0, used)
      used = 0
    }
    if (chunk.length > buffer.length) yield chunk
    else {
      buffer.set(chunk, used)
      used += chunk.length
    }
  }
  if (used > 0) yield buffer.subarray(0, used)
}

function* encoded(lines: Iterable<string>): Generator<Uint8Array> {
  for (const line of lines) yield Buffer.from(line, 'utf8')
}

/** Make renames and new files of a folder durable; systems that cannot open folders do it by themselves. */
async function syncFolder(dir: string): Promise<void> {
  let handle: FileHandle
  try {
    handle = await open(dir, 'r')
  } catch {
    return
  }
  try {
    await handle.sync()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  } finally {
    await handle.close()
  }
}
