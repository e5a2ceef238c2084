import { rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { writeLogFolder } from '../../formats/log-folder/log-folder.node.ts'
import { UsageError } from '../exit.ts'
import { makeFolder } from '../folder.ts'
import type { Io } from '../io.ts'
import { examples, LOG_FILE, type LogOptions, withLogOptions } from '../options.ts'
import { mustBeNew, writeOutput } from '../output.ts'
import { readRegrouped } from '../read-log.ts'
import { problemText } from '../tell.ts'

export interface ImportOptions extends LogOptions {
  readonly mappingOut?: string
  readonly force?: boolean
}

/** `parfocal import` */
export function addImport(program: Command, io: Io): void {
  withLogOptions(program.command('import').argument('<file>', LOG_FILE))
    .description('read a log once and store it in a folder that opens at once')
    .argument('[folder]', 'where to store it (the name of the file, with .parfocal)')
    .option('--mapping-out <file>', 'also write the mapping of the columns that was used')
    .option('--force', 'replace what is there')
    .addHelpText('after', examples('parfocal import orders.csv orders.parfocal', 'parfocal map orders.parfocal'))
    .action((file, folder, options) => importLog(file, folder, options, io))
}

/** Store a log as a folder that opens at once; the folder appears whole or not at all. */
async function importLog(file: string, folder: string | undefined, options: ImportOptions, io: Io): Promise<void> {
  if (folder === undefined && file === '-')
    throw new UsageError('Name the folder in which to store what comes from standard input.')
  if (folder !== undefined) await mustBeNew(folder, options.force)
  if (options.mappingOut !== undefined) await mustBeNew(options.mappingOut, options.force)
  const { log, problems, format, stem, mapping } = await readRegrouped(file, options, io)
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
