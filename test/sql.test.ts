import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { fileSource, nodePlatform } from '../src/base/platform.node.ts'
import { createMemoryEngine } from '../src/engine/index.ts'
import { openLog } from '../src/formats/index.ts'
import { defaultView } from '../src/log/engine.ts'

const sample = resolve(import.meta.dirname, '..', 'samples', 'order-to-cash.csv')

const duckdb = await import('@duckdb/node-api').catch(() => null)

test.skipIf(duckdb === null)('every arc of the map of the sample is what the published SQL query counts', async () => {
  const { log, problems } = await openLog(await fileSource(sample), { platform: nodePlatform })
  const engine = createMemoryEngine({ platform: nodePlatform, logs: new Map([['sample', { log, problems }]]) })
  const arcs = await engine.arcs({
    log: 'sample',
    view: { ...defaultView, level: 'event' },
    filter: [],
    quantiles: true,
  })
  const ours = arcs.from
    .map((from, i) => ({ from, to: arcs.to[i]!, i }))
    .filter(({ from, to }) => from >= 0 && to >= 0)
    .map(({ from, to, i }) => ({
      arc: `${arcs.activities[from]}→${arcs.activities[to]}`,
      frequency: arcs.frequency[i]!,
      caseFrequency: arcs.caseFrequency[i]!,
      mean: arcs.time[i]?.mean ?? null,
      median: arcs.time[i]?.median ?? null,
    }))

  const connection = await (await duckdb!.DuckDBInstance.create(':memory:')).connect()
  const columns = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_csv('${sample}')`))
    .getRowObjects()
    .map(row => String(row['column_name']))
  const has = (...names: string[]) =>
    names.find(name => columns.includes(name)) ?? expect.fail(`none of ${names} among ${columns}`)
  const [caseId, activity, start, complete] = [
    has('case_id', 'case', 'order'),
    has('activity'),
    has('start'),
    has('complete', 'end'),
  ]
  const result = await connection.runAndReadAll(`
    WITH events AS (
      SELECT "${caseId}" AS case_id, "${activity}" AS activity, epoch_ms("${start}"::TIMESTAMPTZ) AS started, epoch_ms("${complete}"::TIMESTAMPTZ) AS done, row_number() OVER () AS position
      FROM read_csv('${join(sample)}')
    ), ordered AS (
      SELECT case_id, activity, lead(activity) OVER w AS next, lead(coalesce(started, done)) OVER w - done AS gap
      FROM events WINDOW w AS (PARTITION BY case_id ORDER BY done, position)
    )
    SELECT activity || '→' || next AS arc, count(*) AS frequency, count(DISTINCT case_id) AS cases, avg(gap) AS mean, quantile_cont(gap, 0.5) AS median
    FROM ordered WHERE next IS NOT NULL GROUP BY activity, next`)
  const theirs = result.getRowObjects().map(row => ({
    arc: String(row['arc']),
    frequency: Number(row['frequency']),
    caseFrequency: Number(row['cases']),
    mean: Number(row['mean']),
    median: Number(row['median']),
  }))
  const byArc = (rows: typeof ours) => [...rows].sort((a, b) => (a.arc < b.arc ? -1 : 1))
  expect(ours.length).toBeGreaterThan(10)
  expect(byArc(ours).map(({ arc, frequency, caseFrequency }) => ({ arc, frequency, caseFrequency }))).toEqual(
    byArc(theirs).map(({ arc, frequency, caseFrequency }) => ({ arc, frequency, caseFrequency })),
  )
  byArc(theirs).forEach((row, i) => {
    expect(byArc(ours)[i]!.mean!).toBeCloseTo(row.mean!, 3)
    expect(byArc(ours)[i]!.median!).toBeCloseTo(row.median!, 3)
  })
})
