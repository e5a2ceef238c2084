import type { Command } from 'commander'
import { formatDuration, formatInstant } from '../../base/time.ts'
import type { Reading } from '../../formats/format.ts'
import type { Problem } from '../../log/problems.ts'
import type { Io } from '../io.ts'
import { examples, LOG_OR_NAME, type LogOptions, withLogOptions, withServerOptions } from '../options.ts'
import { problemText } from '../tell.ts'
import { onOneLine, textTable } from '../text-table.ts'
import { openWorkspace } from '../workspace.ts'

/** `parfocal info` */
export function addInfo(program: Command, io: Io): void {
  withServerOptions(withLogOptions(program.command('info').argument('[file]', LOG_OR_NAME)))
    .description('what is in a log: cases, events, activities, variants, period, attributes, problems')
    .addHelpText(
      'after',
      examples(
        'parfocal info orders.xes.gz',
        'parfocal info orders.csv --mapping orders.mapping.json --json',
        'zcat log.xes.gz | parfocal info -',
        'parfocal info orders --server http://localhost:7345',
      ),
    )
    .action((file: string | undefined, options: LogOptions) => info(file, options, io))
}

/** The overview of a log: its size, classes, variants, period, attributes, and every problem met while reading. */
async function info(file: string | undefined, options: LogOptions, io: Io): Promise<void> {
  const { engine, ask, description, format, mapping, objects } = await openWorkspace(
    file,
    // who has the file has the names; a server decides itself
    options.server === undefined ? { ...options, showPeople: true } : options,
    io,
  )
  const summary = await engine.summary(ask, io.cancel)
  const { starts, pairing, order, problems, attributes } = description
  const left = description.events - summary.events
  if (ask.view.caseNotion !== null && ask.filter.length === 0 && left > 0)
    io.note(`Warning: ${left} events have no value of "${ask.view.caseNotion}" and belong to no case.`)
  const iso = (ms: number | null) => (ms === null ? null : formatInstant(ms))
  if (options.json) {
    const { start, end, throughput, eventsPerCase, ...counts } = summary
    const json = {
      ...counts,
      start: iso(start),
      end: iso(end),
      medianThroughputMs: throughput.median,
      meanThroughputMs: throughput.mean,
      eventsPerCase: eventsPerCase.mean,
      name: description.name,
      format,
      classifier: ask.view.classifier,
      level: ask.view.level,
      classifiers: description.classifiers,
      starts,
      pairing,
      order,
      attributes,
      mapping,
      objects,
      problems,
    }
    return io.write(`${JSON.stringify(json, null, 2)}\n`)
  }
  const filtered = ask.filter.length > 0 ? ` (of ${summary.totalCases})` : ''
  const lines: [string, string | number][] = [
    ['name', onOneLine(description.name) || '–'],
    ['format', format],
    ['cases', `${summary.cases}${filtered}`],
    ['events', `${summary.events}${ask.filter.length > 0 ? ` (of ${summary.totalEvents})` : ''}`],
    ['activities', summary.activities],
    ['classes', `${summary.classes} by ${ask.view.classifier.join(' + ')}`],
    ['variants', summary.variants],
    ['resources', summary.resources ?? '– (the log names none)'],
    ['start', iso(summary.start) ?? '–'],
    ['end', iso(summary.end) ?? '–'],
    [
      'throughput time',
      `median ${formatDuration(summary.throughput.median)}, mean ${formatDuration(summary.throughput.mean)}`,
    ],
    ['start times', startsText[starts]],
    ...(objects ? objectLines(objects) : []),
  ]
  const width = Math.max(...lines.map(([head]) => head.length))
  await io.write(`${lines.map(([head, value]) => `${head.padEnd(width)}  ${value}`).join('\n')}\n\n`)
  await io.write(
    textTable(
      ['attribute', 'of', 'type', 'values', 'present', 'about people'],
      attributes.map(a => [a.key, a.scope, a.type, a.distinct, a.present, a.personal === 'none' ? '' : a.personal]),
      40,
    ),
  )
  await io.write(problems.length === 0 ? '\nNo problems.\n' : `\nProblems:\n${problems.map(problemLine).join('\n')}\n`)
}

/** Of an object-centric log: its objects, and which of them are the cases. */
function objectLines({ objectType, objectTypes }: NonNullable<Reading['objects']>): [string, string][] {
  return [
    ['objects', objectTypes.map(({ name, objects }) => `${onOneLine(name)} ${objects}`).join(', ')],
    ['cases are', `the objects of type ${onOneLine(objectType)}`],
  ]
}

const startsText = {
  column: 'in a column: service and waiting times are known',
  paired: 'from paired start events: see --level instance',
  none: 'none: arc times are between completions',
} as const

const problemLine = (problem: Problem): string => `  ${problem.severity === 'loss' ? '! ' : ''}${problemText(problem)}`
