import { type MinerName, mineModel } from '../../../analyses/models/miners.ts'
import { printModel } from '../../../formats/models/print-model.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import { sizeOf } from '../../../model/model-size.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { openWorkspace } from '../../workspace.ts'
import { valueOrRefusal } from './log-and-net.ts'
import { type TargetOptions, targetFormat, writeModelTo } from './model-file.ts'

export interface InductiveOptions extends LogOptions, Pick<TargetOptions, 'to' | 'force'> {
  readonly noise: number
  readonly directlyFollows?: boolean
  readonly lifeCycle?: boolean
  readonly out?: string
}

/** The tree of a log on standard output, or in a file of any format that can hold it. */
export async function discoverInductive(file: string, options: InductiveOptions, io: Io): Promise<void> {
  const { out, noise, json } = options
  if (options.directlyFollows && options.lifeCycle)
    throw new UsageError('--directly-follows and --life-cycle are two ways: name one.')
  const format = out === undefined ? null : await targetFormat(out, options)
  const { miner, classifier } = wayOf(options)
  const { engine, ask } = await openWorkspace(file, classifier === undefined ? options : { classifier, ...options }, io)
  const { variants, totalCases } = await engine.variants(ask, io.cancel)
  const found = valueOrRefusal(mineModel(miner, variantLogOf(variants), { noise }))
  const written = out === undefined || format === null ? null : await writeModelTo(out, found, format, io)
  const model = written?.model ?? found
  if (json) {
    const about = { miner, noise, cases: totalCases, variants: variants.length }
    const report = { ...about, file: out ?? null, kind: model.kind, ...sizeOf(model), tree: printModel(found) }
    await io.write(`${JSON.stringify(report, null, 2)}\n`)
  } else if (out === undefined) await io.write(`${printModel(found)}\n`)
}

interface Way {
  readonly miner: MinerName
  /** What the classes of events must be for it. */
  readonly classifier?: string
}

function wayOf({ directlyFollows, lifeCycle }: InductiveOptions): Way {
  if (directlyFollows) return { miner: 'inductive-directly-follows' }
  if (lifeCycle) return { miner: 'inductive-life-cycle', classifier: 'activity,lifecycle' }
  return { miner: 'inductive' }
}
