import { RequestError } from '../../base/errors.ts'
import { type Cancel, never, type Platform } from '../../base/platform.ts'
import type { Ask, Engine } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import type { Problem } from '../../log/problems.ts'
import { caseDetail, cases, traces } from './case-pages.ts'
import { OpenedLog } from './opened-log.ts'
import { activities, arcs, pairs, rework, size, summary, variants } from './overview.ts'
import { handovers, resources } from './people.ts'
import { quality } from './quality.ts'
import type { Scene } from './scene.ts'
import { load, segments, throughput, timeSeries } from './times.ts'
import { histogram, measures, values } from './values.ts'

export interface MemoryLog {
  readonly log: EventLog
  readonly problems?: readonly Problem[]
}

/** The engine, and its workspace: logs come and go. */
export interface MemoryEngine extends Engine {
  /** Opens a log under an id, in place of one that had it. */
  add(id: string, log: MemoryLog): void
  /** Whether there was one. */
  remove(id: string): boolean
  rename(id: string, name: string): void
}

/**
 * Every question over logs that lie in memory as columns: the embedded default, and the oracle of the other engines.
 * Answers are plain JSON. Loops rest every 25 ms through `platform.pause` and heed `cancel`; selections are kept for
 * the next question in bounded memory.
 */
export function createMemoryEngine(options: {
  readonly platform: Platform
  readonly logs?: ReadonlyMap<string, MemoryLog>
}): MemoryEngine {
  const { platform } = options
  const opened = new Map<string, OpenedLog>()
  const open = (id: string, { log, problems = [] }: MemoryLog) =>
    opened.set(id, new OpenedLog(id, log, problems, platform))
  for (const [id, log] of options.logs ?? []) open(id, log)
  const find = (id: string): OpenedLog => {
    const found = opened.get(id)
    if (!found) throw new RequestError(`There is no log "${id}".`, 'not-found')
    return found
  }
  /** Look at the log through view and filter, then answer. */
  const asked =
    <P, R>(answer: (scene: Scene, params: P) => R | Promise<R>) =>
    async (ask: Ask & P, cancel: Cancel = never): Promise<R> => {
      cancel.throwIfCancelled()
      const log = find(ask.log).under(ask.view.caseNotion)
      const entries = await log.entries(ask, cancel)
      return answer({ opened: log, log: log.log, view: ask.view, entries, pace: log.pace(cancel) }, ask)
    }
  return {
    add(id, log) {
      open(id, log)
    },
    remove: id => opened.delete(id),
    rename(id, name) {
      const { log, problems } = find(id)
      open(id, { log: { ...log, name }, problems })
    },
    async logs(cancel = never) {
      cancel.throwIfCancelled()
      return Array.from(opened.values(), ({ id, log }) => ({ id, name: log.name }))
    },
    async describe(params, cancel = never) {
      cancel.throwIfCancelled()
      return find(params.log).describe(cancel)
    },
    size: asked(size),
    summary: asked(summary),
    activities: asked(activities),
    arcs: asked(arcs),
    variants: asked(variants),
    cases: asked(cases),
    caseDetail: asked(caseDetail),
    values: asked(values),
    histogram: asked(histogram),
    timeSeries: asked(timeSeries),
    eventuallyFollows: asked(pairs),
    resources: asked(resources),
    handovers: asked(handovers),
    rework: asked(rework),
    throughput: asked(throughput),
    traces: asked(traces),
    segments: asked(segments),
    load: asked(load),
    measures: asked(measures),
    quality: asked(quality),
  }
}
