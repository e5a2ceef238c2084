import { nodePlatform } from '../../base/platform.node.ts'
import { filteredLog } from '../../log/count/filtered-log.ts'
import { UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { readLog } from '../read-log.ts'
import { filterOf, viewOf } from '../view.ts'
import { type ConvertOptions, checkTarget, writeLog } from './convert.ts'

/** Write the part of a log that --where keeps, as a log. */
export async function filter(file: string, out: string, options: ConvertOptions, io: Io): Promise<void> {
  if (options.where === undefined) throw new UsageError('Nothing to filter by: give --where, or use convert.')
  const clauses = await filterOf(options)
  await checkTarget(out, options)
  const reading = await readLog(file, options, io)
  const log = await filteredLog(reading.log, await viewOf(options, reading.log), clauses, nodePlatform, io.cancel)
  await writeLog(log, reading.problems, out, options, io)
  io.note(`${log.caseCount} of ${reading.log.caseCount} cases, ${log.eventCount} of ${reading.log.eventCount} events.`)
}
