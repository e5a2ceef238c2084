import { stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { nodePlatform } from '../../base/platform.node.ts'
import type { ObjectLogFormat } from '../../formats/ocel/object-format.ts'
import { ocelFormats } from '../../formats/ocel/ocel-formats.ts'
import { openSqlite } from '../../formats/ocel/sqlite.node.ts'
import { Problems } from '../../log/problems.ts'
import { UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { examples, LOG_FILE, withLogOptions } from '../options.ts'
import { readRegrouped, sourceOf } from '../read-log.ts'
import { readObjects } from '../read-objects.ts'
import { problemText } from '../tell.ts'
import { checkPlace, formatFor, report, type WriteOptions, writeBytes, writeLog } from '../write-log.ts'

/** `parfocal convert` */
export function addConvert(program: Command, io: Io): void {
  withLogOptions(
    program
      .command('convert')
      .argument('<file>', LOG_FILE)
      .argument('<out>', 'the file to write, or - for standard output'),
  )
    .description('write a log in another format')
    .option('--to <format>', 'the format; else the ending of <out> says it')
    .option('--force', 'replace what is there')
    .addHelpText(
      'after',
      examples('parfocal convert orders.csv orders.xes.gz', 'parfocal convert orders.xes - --to csv'),
    )
    .action((file, out, options) => convert(file, out, options, io))
}

/** The whole log in another format; an object-centric one stays one where the format can hold it and no --object-type is named. */
export async function convert(file: string, out: string, options: WriteOptions, io: Io): Promise<void> {
  if (options.where !== undefined) throw new UsageError('convert writes the whole log; use filter for a part of it.')
  const objectFormat = options.objectType === undefined ? objectFormatFor(out, options.to) : null
  if (objectFormat === null) formatFor(out, options.to)
  await checkPlace(out, options)
  if (objectFormat !== null && (await convertObjects(file, out, objectFormat, options, io))) return
  formatFor(out, options.to)
  const { log, problems } = await readRegrouped(file, options, io)
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
  options: WriteOptions,
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
