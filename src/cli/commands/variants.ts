import type { Command } from 'commander'
import { formatDuration } from '../../base/time.ts'
import type { Io } from '../io.ts'
import { examples, LOG_OR_NAME, type LogOptions, whole, withLogOptions, withServerOptions } from '../options.ts'
import { columnsOf, MISSING, onOneLine, textTable } from '../text-table.ts'
import { openWorkspace } from '../workspace.ts'

interface VariantsOptions extends LogOptions {
  readonly limit?: number
}

/** `parfocal variants` */
export function addVariants(program: Command, io: Io): void {
  withServerOptions(withLogOptions(program.command('variants').argument('[file]', LOG_OR_NAME)))
    .description('the distinct sequences of activities, most cases first')
    .option('-n, --limit <number>', 'at most so many (text: 20, JSON: all)', whole(1))
    .addHelpText(
      'after',
      examples('parfocal variants orders.xes', 'parfocal variants orders.xes --classifier activity,lifecycle --json'),
    )
    .action((file, options) => variants(file, options, io))
}

/** The distinct sequences, most cases first; all of them as JSON, the first 20 as text. */
async function variants(file: string | undefined, options: VariantsOptions, io: Io): Promise<void> {
  const { engine, ask } = await openWorkspace(file, options, io)
  const limit = options.limit ?? (options.json ? undefined : 20)
  const answer = await engine.variants(limit === undefined ? ask : { ...ask, limit }, io.cancel)
  if (options.json) {
    await io.write('[')
    for (let i = 0; i < answer.variants.length; i++) {
      io.cancel.throwIfCancelled()
      const { id, activities, cases, throughput } = answer.variants[i]!
      const row = { activities, cases, id, medianThroughputMs: throughput.median, meanThroughputMs: throughput.mean }
      await io.write(`${i === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`)
    }
    return io.write(answer.variants.length === 0 ? ']\n' : '\n]\n')
  }
  let covered = 0
  const rows = answer.variants.map((variant, i) => {
    covered += variant.cases
    const percent = (n: number) => `${Math.round((1000 * n) / Math.max(1, answer.totalCases)) / 10} %`
    return [
      i + 1,
      variant.cases,
      percent(variant.cases),
      percent(covered),
      formatDuration(variant.throughput.median),
      sequence(variant.activities),
    ]
  })
  await io.write(textTable(['#', 'cases', 'share', 'so far', 'median', 'activities'], rows, 140))
  const left = answer.omittedVariants
  await io.write(
    `\n${answer.totalVariants} variants in ${answer.totalCases} cases${left > 0 ? `; ${left} more with ${answer.omittedCases} cases (--limit, --json)` : ''}.\n`,
  )
}

/** `a → b → c`; in the middle of a long one only a number. */
function sequence(activities: readonly string[]): string {
  const names = activities.map(activity => onOneLine(activity) || MISSING)
  const whole = names.join(' → ')
  if (columnsOf(whole) <= 140 || names.length <= 6) return whole
  return [...names.slice(0, 3), `… ${names.length - 5} more …`, ...names.slice(-2)].join(' → ')
}
