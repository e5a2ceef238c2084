import { RequestError } from '../../base/errors.ts'
import type { Cancel } from '../../base/platform.ts'
import { notApplicable, ok, type Result } from '../../base/result.ts'
import { compareText } from '../../base/sort.ts'
import { type Batch, type BatchKind, batches } from '../../discovery/index.ts'
import type { Ask, Engine } from '../../log/engine.ts'
import { type TimedCases, timedCases } from './timed-cases.ts'

export interface BatchesQuestion {
  /** Attribute of events that says who does the work; empty: that of the log. */
  readonly resource: string
  /** Date attribute of events that tells since when one could be done; empty: since the event before it in its case. */
  readonly enabled: string
  /** Fewest members of a batch, at least 2. */
  readonly minSize: number
  /** Longest pause between members, ms. */
  readonly maxGapMs: number
}

/** What of an activity is done in batches; times in ms. */
export interface BatchedActivity {
  readonly activity: string
  readonly instances: number
  /** Instances in a batch. */
  readonly batched: number
  readonly batches: number
  readonly kinds: Readonly<Record<BatchKind, number>>
  readonly largest: number
  /** How long the members waited for their batch, all together. */
  readonly waitedMs: number
  readonly cases: number
}

/** What `discover batches --json` and `POST /api/models/discover/batches` answer. Instants are epoch ms. */
export interface BatchesReport {
  readonly resource: string
  readonly cases: number
  /** With both times and a resource: others cannot be told. */
  readonly instances: number
  readonly batched: number
  /** Most time waited first. */
  readonly activities: readonly BatchedActivity[]
  /** By start. */
  readonly batches: readonly Batch[]
}

/** Plain data, so that batches can be looked for in another thread. */
export interface BatchesFacts {
  readonly cases: TimedCases
  readonly resource: string
  readonly question: BatchesQuestion
}

/** What is asked of the engine, which refuses resources that are people and held back. */
export async function batchesFacts(
  engine: Engine,
  ask: Ask,
  question: BatchesQuestion,
  cancel: Cancel,
): Promise<BatchesFacts> {
  const { resourceKey, attributes } = await engine.describe({ log: ask.log }, cancel)
  const resource = question.resource || resourceKey
  if (resource === null || resource === '')
    throw new RequestError('The log does not say who works: name an attribute of events that does, such as a team.')
  const known = (key: string, what: string) => {
    if (!attributes.some(one => one.scope === 'event' && one.key === key))
      throw new RequestError(`${what}: events have no attribute "${key}".`)
  }
  known(resource, 'resource')
  if (question.enabled !== '') known(question.enabled, 'enabled')
  const keys = [...new Set([resource, ...(question.enabled === '' ? [] : [question.enabled])])]
  return { cases: await timedCases(engine, ask, cancel, keys), resource, question }
}

/** Refuses where nothing has a start, an end and a resource. */
export function batchesReport({ cases, resource, question }: BatchesFacts): Result<BatchesReport> {
  const { enabled, minSize, maxGapMs } = question
  const instances = new Map<string, number>()
  cases.symbols.forEach((symbol, e) => {
    if (cases.start[e] === null || cases.complete[e] === null || cases.attributes[resource]![e] === null) return
    const activity = cases.activities[symbol]!
    instances.set(activity, (instances.get(activity) ?? 0) + 1)
  })
  if (instances.size === 0)
    return notApplicable(
      `No activity has a start, an end and a value of "${resource}", so that batches cannot be told. Where starts are events of their own, pair them: level instance.`,
    )
  const options = { minSize, maxGap: maxGapMs, ...(enabled === '' ? {} : { enabledKey: enabled }) }
  const found = batches(cases, resource, options)
  const activities = [...instances]
    .map(([activity, count]) => activityOf(activity, count, found))
    .sort((a, b) => b.waitedMs - a.waitedMs || b.batched - a.batched || compareText(a.activity, b.activity))
  const sum = (of: (one: BatchedActivity) => number) => activities.reduce((total, one) => total + of(one), 0)
  return ok({
    resource,
    cases: cases.id.length,
    instances: sum(one => one.instances),
    batched: sum(one => one.batched),
    activities,
    batches: found,
  })
}

function activityOf(activity: string, instances: number, found: readonly Batch[]): BatchedActivity {
  const own = found.filter(batch => batch.activity === activity)
  const kinds = { simultaneous: 0, sequential: 0, concurrent: 0 }
  for (const { kind } of own) kinds[kind]++
  return {
    activity,
    instances,
    batched: own.reduce((sum, { members }) => sum + members.length, 0),
    batches: own.length,
    kinds,
    largest: own.reduce((most, { members }) => Math.max(most, members.length), 0),
    waitedMs: own.reduce((sum, { waitedMs }) => sum + waitedMs, 0),
    cases: new Set(own.flatMap(({ members }) => members.map(({ caseId }) => caseId))).size,
  }
}
