import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Cancelled } from '../../base/platform.ts'
import { ok, type Result } from '../../base/result.ts'
import { workerArguments, workerEntry } from '../../base/worker-entry.node.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { activitiesOf, casesDone, type LogAlignment, type LogAlignmentOptions, logAlignment } from './align.ts'
import { Aligner } from './aligner.ts'
import { type Alignment, defaultBudget, unitCosts } from './alignment.ts'

export interface ThreadOptions {
  /** Default: one a processor. */
  readonly threads?: number
  /** How long this thread tries alone, ms: what is small is done before other threads would have started. */
  readonly aloneMs?: number
}
/** What a thread begins with. Costs by name and running variants by place, since functions do not travel. */
export interface AlignTask {
  readonly log: VariantLog
  readonly net: PetriNet
  readonly running: readonly boolean[]
  readonly budget: NonNullable<LogAlignmentOptions['budget']>
  readonly costs: { readonly log: ReadonlyMap<string, number>; readonly model: ReadonlyMap<string, number> }
}
/** Variants from..to (not included) to align. */
export type Block = readonly [from: number, to: number]
export type FromThread =
  | { readonly kind: 'ready' }
  /** Its time ended while it learned the net. */
  | { readonly kind: 'late' }
  | { readonly kind: 'done'; readonly block: Block; readonly alignments: readonly Alignment[] }

const ALONE = 2000
/** Variants that a thread is given at once. */
const BLOCK = 32
/** How often whoever cancels is asked, ms. */
const LOOK = 50

/**
 * As `align`, with what takes long shared among threads. An alignment does not depend on what was aligned before it, so the
 * answer is the same with any number of threads; each learns the net for itself, in memory of its own.
 */
export async function alignInThreads(
  log: VariantLog,
  net: PetriNet,
  options: LogAlignmentOptions & ThreadOptions = {},
): Promise<Result<LogAlignment>> {
  const { threads = availableParallelism(), aloneMs = ALONE } = options
  const begin = performance.now()
  const opened = await Aligner.open(net, options)
  if (!opened.ok) return opened
  const isRunning = (v: number) => options.isRunning?.(v) === true
  const aligned = (v: number) => opened.value.alignAs(activitiesOf(log, v), isRunning(v))
  const count = log.cases.length
  const variants: Alignment[] = []
  const progress = casesDone(log, options.progress)
  const isShared = () => threads > 1 && count - variants.length > BLOCK && performance.now() - begin >= aloneMs
  while (variants.length < count && !isShared()) {
    const v = variants.length
    variants.push(await aligned(v))
    progress(v)
    await options.pace?.step()
  }
  if (variants.length < count) {
    const timeMs = Math.max(0, (options.budget?.timeMs ?? defaultBudget.timeMs) - (performance.now() - begin))
    const task = taskOf(log, net, options, options.now ? timeMs : Number.POSITIVE_INFINITY)
    await share(task, variants, { threads, progress, cancel: options.pace?.cancel })
    // what threads left because their time was over gets its bounds here
    for (let v = 0; v < count; v++) variants[v] ??= await aligned(v)
  }
  return ok(logAlignment(log, opened.value, variants, options))
}

function taskOf(
  log: VariantLog,
  net: PetriNet,
  { budget, costs = unitCosts, isRunning }: LogAlignmentOptions,
  timeMs: number,
): AlignTask {
  const labels = net.transitions.flatMap(({ label }) => (label === null ? [] : [label]))
  return {
    log,
    net,
    running: Array.from(log.cases, (_, v) => isRunning?.(v) === true),
    budget: { ...budget, timeMs },
    costs: {
      log: new Map(log.activities.map(activity => [activity, costs.logMove(activity)])),
      model: new Map(labels.map(label => [label, costs.modelMove(label)])),
    },
  }
}

interface Sharing {
  readonly threads: number
  readonly progress: (variant: number) => void
  readonly cancel: { readonly cancelled: boolean } | undefined
}

/** Fills `variants` from its length on, as far as the time goes; ends with every thread ended. */
async function share(task: AlignTask, variants: Alignment[], { threads, progress, cancel }: Sharing): Promise<void> {
  const count = task.log.cases.length
  let next = variants.length
  let open = count - next
  let late = 0
  variants.length = count
  const needed = Math.min(threads, Math.ceil(open / BLOCK))
  const workers = Array.from(
    { length: needed },
    () =>
      new Worker(workerEntry('align-thread.node', import.meta.url), {
        workerData: task,
        execArgv: [...workerArguments],
      }),
  )
  let look: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      look = setInterval(() => cancel?.cancelled && reject(new Cancelled()), LOOK)
      for (const worker of workers) {
        worker.on('error', reject)
        worker.on('message', (message: FromThread) => {
          if (message.kind === 'done') {
            const [from] = message.block
            message.alignments.forEach((alignment, i) => {
              variants[from + i] = alignment
              progress(from + i)
            })
            open -= message.alignments.length
          }
          if (cancel?.cancelled) return reject(new Cancelled())
          if (message.kind === 'late') late++
          if (open === 0 || late === needed) return resolve()
          if (message.kind === 'late' || next >= count) return
          const from = next
          next = Math.min(count, next + BLOCK)
          worker.postMessage([from, next] satisfies Block)
        })
      }
    })
  } finally {
    clearInterval(look)
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}
