import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FormatError } from '../base/errors.ts'
import { fileSource, nodePlatform } from '../base/platform.node.ts'
import type { ByteSource } from '../base/platform.ts'
import type { Reading } from '../formats/format.ts'
import { formats, openLog } from '../formats/index.ts'
import { openLogFolder } from '../formats/log-folder/log-folder.node.ts'
import { openSqlite } from '../formats/ocel/sqlite.node.ts'
import { regroup } from '../log/regroup.ts'
import { duckParquet } from '../sources/duckdb.node.ts'
import { UsageError } from './exit.ts'
import type { Io } from './io.ts'
import { jsonArgument } from './json-file.ts'
import type { LogOptions } from './options.ts'

export interface ReadLog extends Reading {
  /** For people: `XES (IEEE 1849)`. */
  readonly format: string
  /** Name for what is made of it: `orders` of `orders.xes.gz`. */
  readonly stem: string
}

/** Read a log from a file of any format, from standard input (`-`), or from a stored folder, with the cases that it has. */
export async function readLog(file: string, options: LogOptions, io: Io): Promise<ReadLog> {
  if (file !== '-' && (await stat(file)).isDirectory()) {
    const stored = await openLogFolder(file)
    return { ...stored, format: 'stored log', stem: stemOf(resolve(file)) }
  }
  const mapping = options.mapping === undefined ? undefined : await jsonArgument(options.mapping, '--mapping')
  const { source, done } =
    file === '-' ? await standardInput(io) : { source: await fileSource(file), done: async () => {} }
  try {
    const stem = file === '-' ? 'log' : stemOf(file)
    const reading = await openLog(source, {
      platform: nodePlatform,
      cancel: io.cancel,
      progress: io.progress,
      openSqlite,
      ...(file === '-' ? {} : { readParquet: duckParquet(file) }),
      ...(options.objectType === undefined ? {} : { objectType: options.objectType }),
      ...(mapping === undefined ? {} : { mapping }),
      ...(options.key === undefined ? {} : { pseudonymKey: await readFile(options.key) }),
    })
    if (reading.objects === undefined && options.objectType !== undefined)
      throw new UsageError(`--object-type: ${source.name} is no object-centric log.`)
    const format = formats.find(({ id }) => id === reading.format)?.title ?? reading.format ?? 'unknown'
    return { ...reading, format, stem }
  } finally {
    io.close()
    await done()
  }
}

/** The bytes of a file or of standard input; `done` when they are no longer needed. */
export const sourceOf = async (file: string, io: Io): Promise<{ source: ByteSource; done(): Promise<void> }> =>
  file === '-' ? standardInput(io) : { source: await fileSource(file), done: async () => {} }

/** The name without folders and without the endings of formats and packing. */
export const stemOf = (file: string): string => basename(file).replace(/(\.[a-z0-9]{1,8}){1,2}$/i, '') || basename(file)

/** Standard input as a file, because a log may be passed over twice: kept in a temporary folder until `done`. */
async function standardInput(io: Io): Promise<{ source: ByteSource; done(): Promise<void> }> {
  if (process.stdin.isTTY)
    throw new FormatError('Standard input is a terminal, there is no log to read.', {
      fix: 'Name a file, or pipe one in.',
    })
  const folder = await mkdtemp(join(tmpdir(), 'parfocal-'))
  const done = () => rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, 'standard input')
    let bytes = 0
    const counted = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        io.cancel.throwIfCancelled()
        bytes += chunk.length
        io.progress({ phase: 'receiving', done: bytes, total: null, unit: 'bytes' })
        yield chunk
      }
    }
    await pipeline(process.stdin, counted, createWriteStream(path))
    return { source: await fileSource(path), done }
  } catch (error) {
    await done()
    throw error
  }
}

/** The log with the cases that --case-notion asks for; those that belong to none are among the problems. */
export async function readRegrouped(file: string, options: LogOptions, io: Io): Promise<ReadLog> {
  const reading = await readLog(file, options, io)
  if (options.caseNotion === undefined) return reading
  const { log, problems } = regroup(reading.log, options.caseNotion)
  return { ...reading, log, problems: [...reading.problems, ...problems] }
}
