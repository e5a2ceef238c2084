import type { Command } from 'commander'
import { nodePlatform } from '../../base/platform.node.ts'
import { filteredLog } from '../../log/count/filtered-log.ts'
import { UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { examples, LOG_FILE, withLogOptions } from '../options.ts'
import { readLog } from '../read-log.ts'
import { filterOf, viewOf } from '../view.ts'
import { checkTarget, type WriteOptions, writeLog } from '../write-log.ts'

/** `parfocal filter` */
export function addFilter(program: Command, io: Io): void {
  withLogOptions(
    program
      .command('filter')
      .argument('<file>', LOG_FILE)
      .argument('<out>', 'the file to write, or - for standard output'),
  )
    .description('write the part of a log that --where keeps')
    .option('--to <format>', 'the format; else the ending of <out> says it')
    .option('--force', 'replace what is there')
    .addHelpText(
      'after',
      examples(
        'parfocal filter orders.xes late.xes --where late.json',
        `parfocal filter orders.csv 2024.csv --where '[{"kind":"time","mode":"started","from":1704067200000,"to":1735689600000}]'`,
      ),
    )
    .action((file, out, options) => filter(file, out, options, io))
}

/** Write the part of a log that --where keeps, as a log. */
async function filter(file: string, out: string, options: WriteOptions, io: Io): Promise<void> {
  if (options.where === undefined) throw new UsageError('Nothing to filter by: give --where, or use convert.')
  const clauses = await filterOf(options)
  await checkTarget(out, options)
  const reading = await readLog(file, options, io)
  const log = await filteredLog(reading.log, await viewOf(options, reading.log), clauses, nodePlatform, io.cancel)
  await writeLog(log, reading.problems, out, options, io)
  io.note(`${log.caseCount} of ${reading.log.caseCount} cases, ${log.eventCount} of ${reading.log.eventCount} events.`)
}
