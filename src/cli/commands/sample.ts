import { type Command, Option } from 'commander'
import { formatNumber } from '../../formats/map/metric.ts'
import { mustHaveFolder } from '../folder.ts'
import { type Io, writeWhole } from '../io.ts'
import { examples, whole } from '../options.ts'
import { mustBeNew } from '../output.ts'
import { sampleCsv } from '../sample/sample-csv.ts'
import type { SampleTruth } from '../sample/truth.ts'

interface SampleCommandOptions {
  readonly cases: number
  readonly seed: number
  readonly order: 'case' | 'time'
  readonly out?: string
  readonly truth?: boolean
  readonly force?: boolean
}

/** `parfocal sample` */
export function addSample(program: Command, io: Io): void {
  program
    .command('sample')
    .description('make the order-to-cash sample, of any size')
    .option('--cases <number>', 'how many cases', whole(0, 50_000_000), 1000)
    .option('--seed <number>', 'the same seed makes the same file', whole(0, 2 ** 32 - 1), 1)
    .addOption(
      new Option('--order <order>', 'one case after the other, or all by time')
        .choices(['case', 'time'])
        .default('case'),
    )
    .option('-o, --out <file>', 'where to write (standard output)')
    .option('--truth', 'print what was planted, as JSON (with --out)')
    .option('--force', 'replace what is there')
    .option('-q, --quiet', 'no progress and no notes on standard error')
    .addHelpText(
      'after',
      examples('parfocal sample > sample.csv', 'parfocal sample --cases 1185000 --out ten-million-events.csv'),
    )
    .action(options => sample(options, io))
}

/** Write the order-to-cash sample as CSV; what was planted in it is told on standard error, or as JSON with --truth. */
async function sample(options: SampleCommandOptions, io: Io): Promise<void> {
  const made = sampleCsv(options)
  const toFile = options.out !== undefined && options.out !== '-'
  let truth: SampleTruth | undefined
  let done = 0
  function* chunks(): Generator<Uint8Array> {
    for (;;) {
      const next = made.next()
      if (next.done) {
        truth = next.value
        return
      }
      done += next.value.length
      io.progress({ phase: 'writing', done, total: options.cases * 1200, unit: 'bytes' })
      yield next.value
    }
  }
  if (options.out !== undefined && toFile) {
    await mustHaveFolder(options.out)
    await mustBeNew(options.out, options.force)
    await writeWhole(options.out, chunks(), io.cancel)
  } else
    for (const chunk of chunks()) {
      io.cancel.throwIfCancelled()
      // the piece is written over next time: it must have left before
      await io.write(Uint8Array.from(chunk))
    }
  io.close()
  if (options.truth && toFile) await io.write(`${JSON.stringify(truth, null, 2)}\n`)
  io.note(
    `${formatNumber(truth?.cases ?? 0)} cases, ${formatNumber(truth?.events ?? 0)} events, ${(done / 1e6).toFixed(1)} MB.`,
  )
}
