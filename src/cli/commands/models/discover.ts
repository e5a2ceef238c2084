import {
  directlyFollows,
  inductiveMiner,
  inductiveMinerDirectlyFollows,
  inductiveMinerInfrequent,
  inductiveMinerLifeCycle,
} from '../../../discovery/index.ts'
import { type VariantLog, variantLogOf } from '../../../log/variant-log.ts'
import type { Model } from '../../../model/model.ts'
import { type ProcessTree, printTree } from '../../../model/process-tree.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { openWorkspace } from '../../workspace.ts'
import { type TargetOptions, targetFormat, writeModelTo } from './model-file.ts'
import { sizeOf } from './model-size.ts'

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
  const { miner, mine, classifier } = wayOf(options)
  const { engine, ask } = await openWorkspace(file, classifier === undefined ? options : { classifier, ...options }, io)
  const { variants, totalCases } = await engine.variants(ask, io.cancel)
  const tree = mine(variantLogOf(variants))
  const found: Model = { kind: 'tree', tree }
  const written = out === undefined || format === null ? null : await writeModelTo(out, found, format, io)
  const model = written?.model ?? found
  if (json) {
    const about = { miner, noise, cases: totalCases, variants: variants.length }
    const report = { ...about, file: out ?? null, kind: model.kind, ...sizeOf(model), tree: printTree(tree) }
    await io.write(`${JSON.stringify(report, null, 2)}\n`)
  } else if (out === undefined) await io.write(`${printTree(tree)}\n`)
}

interface Way {
  readonly miner: string
  readonly mine: (log: VariantLog) => ProcessTree
  /** What the classes of events must be for it. */
  readonly classifier?: string
}

function wayOf({ noise, directlyFollows: isOfGraph, lifeCycle }: InductiveOptions): Way {
  if (isOfGraph)
    return {
      miner: 'inductive-directly-follows',
      mine: log => inductiveMinerDirectlyFollows(directlyFollows(log), noise),
    }
  if (lifeCycle)
    return {
      miner: 'inductive-life-cycle',
      mine: log => inductiveMinerLifeCycle(log, noise),
      classifier: 'activity,lifecycle',
    }
  return { miner: 'inductive', mine: log => (noise === 0 ? inductiveMiner(log) : inductiveMinerInfrequent(log, noise)) }
}
