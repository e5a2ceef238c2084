import { type BatchesReport, batchesFacts, batchesReport } from '../../../analyses/models/batches-report.ts'
import { formatDuration } from '../../../base/time.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { mustNameRoutine } from '../../routine-log.ts'
import { onOneLine, textTable } from '../../text-table.ts'
import { openWorkspace } from '../../workspace.ts'
import { answerFile, tellAnswer } from './answer-file.ts'
import { valueOrRefusal } from './log-and-net.ts'

export interface BatchesOptions extends LogOptions {
  readonly resource?: string
  readonly enabled?: string
  readonly minSize: number
  /** Seconds. */
  readonly maxGap: number
  readonly out?: string
  readonly force?: boolean
}

/** What one resource does together, after it waited. */
export async function discoverBatches(file: string, options: BatchesOptions, io: Io): Promise<void> {
  await answerFile(options)
  mustNameRoutine(file, options)
  const { engine, ask } = await openWorkspace(file, options, io)
  const { resource = '', enabled = '', minSize, maxGap } = options
  const question = { resource, enabled, minSize, maxGapMs: maxGap * 1000 }
  const facts = await batchesFacts(engine, ask, question, io.cancel)
  const report = valueOrRefusal(io.busy(() => batchesReport(facts)))
  await tellAnswer(report, () => reportText(report), options, io)
}

function reportText({ resource, instances, batched, batches, activities }: BatchesReport): string {
  const head = `${batched} of ${instances} instances were done in ${batches.length} batches, by ${onOneLine(resource)}.\n`
  const rows = activities
    .filter(one => one.batches > 0)
    .map(one => [
      onOneLine(one.activity),
      ...[one.instances, one.batched, one.batches, one.largest],
      ...[one.kinds.simultaneous, one.kinds.sequential, one.kinds.concurrent],
      formatDuration(one.waitedMs),
    ])
  if (rows.length === 0) return head
  const heads = [
    'activity',
    'instances',
    'in batches',
    'batches',
    'largest',
    'at once',
    'in turn',
    'overlapping',
    'waited',
  ]
  return `${head}\n${textTable(heads, rows)}`
}
