import { z } from 'zod'
import { RequestError } from '../base/errors.ts'
import type { Analysis, Answer, Finding, Table } from './analysis.ts'
import { MOST_IDS } from './cases-evidence.ts'
import { type BatchedActivity, type BatchesReport, batchesFacts, batchesReport } from './models/batches-report.ts'
import { cases, duration, ms, number, percent, plain, ratio, times } from './words.ts'

const params = z.object({
  resource: z
    .string()
    .default('')
    .describe('Attribute of events that says who works, such as a team; empty: that of the log.'),
  enabled: z
    .string()
    .default('')
    .describe(
      'Date attribute of events that tells since when one could be done; empty: since the event before it in its case.',
    ),
  minSize: z.number().int().min(2).max(10_000).default(3).describe('Fewest members of a batch.'),
  maxGapMinutes: z
    .number()
    .min(0)
    .max(10_000)
    .default(0)
    .describe('Longest pause between the members of a batch, in minutes.'),
  limit: z.number().int().min(1).max(50).default(5).describe('How many activities become findings.'),
})

/** What waits to be done together, and how long. */
export const batchesAnalysis: Analysis<typeof params> = {
  id: 'batches',
  title: 'Batches',
  asks: 'Which activities are done in batches, and how long do cases wait for that?',
  params,
  async answer(engine, ask, { resource, enabled, minSize, maxGapMinutes, limit }, cancel) {
    try {
      const question = { resource, enabled, minSize, maxGapMs: maxGapMinutes * 60_000 }
      const found = batchesReport(await batchesFacts(engine, ask, question, cancel))
      if (!found.ok) return only(found.because)
      const report = found.value
      const batched = report.activities.filter(one => one.batches > 0)
      return {
        findings: batched.slice(0, limit).map(one => finding(one, report, batched[0]!.waitedMs)),
        tables: [table(report)],
        notes: notesOf(report, batched.length, limit),
      }
    } catch (error) {
      if (error instanceof RequestError && error.code !== 'not-found') return only(error.message)
      throw error
    }
  },
}

const only = (note: string): Answer => ({ findings: [], tables: [], notes: [note] })

function finding(one: BatchedActivity, { batches }: BatchesReport, most: number): Finding {
  const { activity, batched, instances, waitedMs } = one
  const share = batched / instances
  const size = batched / one.batches
  return {
    id: `batch:${activity}`,
    sentence: `${percent(share)} of *${activity}* are done in batches of ${number(size)} on average; each waits ${duration(waitedMs / batched)} for its batch to begin.`,
    importance: most > 0 ? (0.8 * waitedMs) / most : 0.2 * share,
    quantities: [
      ratio('share of instances in batches', share),
      plain('batches', one.batches),
      plain('largest batch', one.largest),
      ms('waited for batches, in total', waitedMs),
      ms('waited on average', waitedMs / batched),
      cases('cases', one.cases),
    ],
    evidence: evidenceOf(one, batches),
    actions: [],
  }
}

/** The cases with an instance in a batch; where these are too many to be named, those with the activity. */
function evidenceOf(
  { activity, cases: count }: BatchedActivity,
  batches: BatchesReport['batches'],
): Finding['evidence'] {
  if (count > MOST_IDS) return [{ kind: 'activity', activities: [activity], mode: 'mandatory' }]
  const own = batches.filter(batch => batch.activity === activity)
  return [{ kind: 'cases', ids: [...new Set(own.flatMap(({ members }) => members.map(({ caseId }) => caseId)))] }]
}

const table = ({ activities }: BatchesReport): Table => ({
  id: 'batches',
  title: 'Activities by the time that is waited for batches',
  columns: [
    { key: 'activity', label: 'Activity' },
    { key: 'instances', label: 'Instances', unit: 'number' },
    { key: 'batched', label: 'In batches', unit: 'number' },
    { key: 'batches', label: 'Batches', unit: 'number' },
    { key: 'largest', label: 'Largest', unit: 'number' },
    { key: 'simultaneous', label: 'At once', unit: 'number' },
    { key: 'sequential', label: 'In turn', unit: 'number' },
    { key: 'concurrent', label: 'Overlapping', unit: 'number' },
    { key: 'waited', label: 'Waited in total', unit: 'ms' },
  ],
  rows: activities
    .filter(one => one.batches > 0)
    .map(({ activity, instances, batched, batches, largest, kinds, waitedMs }) => [
      ...[activity, instances, batched, batches, largest],
      ...[kinds.simultaneous, kinds.sequential, kinds.concurrent, waitedMs],
    ]),
})

function notesOf({ resource, instances, batched }: BatchesReport, shown: number, limit: number): string[] {
  return [
    shown === 0
      ? `No batch was found among ${times(instances, 'instance', 'instances')} with a start, an end and a value of ${resource}.`
      : `${number(batched)} of ${number(instances)} instances with a start, an end and a value of ${resource} were done in batches.`,
    ...(shown > limit ? [`${number(shown - limit)} more activities stand in the table.`] : []),
  ]
}
