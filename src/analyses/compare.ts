import { z } from 'zod'
import type { Cancel } from '../base/platform.ts'
import { compareProportions, compareSamples, correctedForMany } from '../base/significance.ts'
import { type Arcs, type Ask, type Engine, FROM_START, TO_END } from '../log/engine.ts'
import type { Filter } from '../log/filter.ts'
import { isEventClause } from '../log/filter.ts'
import { parseFilter } from '../log/filter-check.ts'
import type { Analysis, Finding } from './analysis.ts'
import { duration, ms, number, percent, plain, ratio } from './words.ts'

const params = z.object({
  a: z.array(z.unknown()).default([]).describe('Clauses of the first group, appended to the filter (JSON).'),
  b: z.array(z.unknown()).default([]).describe('Clauses of the second group, appended to the filter (JSON).'),
  level: z
    .number()
    .min(0.0001)
    .max(0.2)
    .default(0.05)
    .describe('Differences with a corrected p-value below this are findings.'),
  effect: z.number().min(0).max(1).default(0.1).describe('Smallest effect (Cohen’s h, Cliff’s delta) worth a finding.'),
  sample: z
    .number()
    .int()
    .min(100)
    .max(200_000)
    .default(20_000)
    .describe('Throughput times read of each group for the test of durations.'),
})

interface Difference {
  readonly what: string
  readonly name: string
  readonly a: number | null
  readonly b: number | null
  readonly unit: 'ratio' | 'ms'
  readonly effect: number
  readonly p: number
  readonly evidence: Filter
}

/** What differs between two groups of cases (two periods, two regions), with effect sizes and corrected significance. */
export const compare: Analysis<typeof params> = {
  id: 'compare',
  title: 'Compare two groups',
  asks: 'What differs between two groups of cases?',
  params,
  async answer(engine, ask, chosen, cancel) {
    const a: Ask = { ...ask, filter: [...ask.filter, ...parseFilter(chosen.a)] }
    const b: Ask = { ...ask, filter: [...ask.filter, ...parseFilter(chosen.b)] }
    const sizes = [await engine.size(a, cancel), await engine.size(b, cancel)] as const
    if (sizes[0].cases === 0 || sizes[1].cases === 0)
      return { findings: [], tables: [], notes: ['One of the two groups is empty: choose other clauses.'] }
    const differences = [
      ...(await durations(engine, a, b, chosen.sample, cancel)),
      ...(await activityShares(engine, a, b, sizes[0].cases, sizes[1].cases, cancel)),
      ...(await arcShares(engine, a, b, sizes[0].cases, sizes[1].cases, cancel)),
    ]
    const q = correctedForMany(differences.map(difference => difference.p))
    const rows = differences.map((difference, i) => ({ ...difference, q: q[i]! }))
    rows.sort((x, y) => Math.abs(y.effect) - Math.abs(x.effect) || x.q - y.q || (x.name < y.name ? -1 : 1))
    const found = rows.filter(row => row.q < chosen.level && Math.abs(row.effect) >= chosen.effect)
    const overlap = await overlapping(engine, ask, chosen.a, chosen.b, cancel)
    return {
      findings: found.slice(0, 20).map(row => finding(row)),
      tables: [
        {
          id: 'differences',
          title: 'Differences by size of effect',
          columns: [
            { key: 'what', label: 'What' },
            { key: 'name', label: 'Of' },
            { key: 'a', label: 'First group', unit: 'number' },
            { key: 'b', label: 'Second group', unit: 'number' },
            { key: 'effect', label: 'Effect', unit: 'number' },
            { key: 'q', label: 'Corrected p', unit: 'number' },
          ],
          rows: rows.map(row => [row.what, row.name, row.a, row.b, row.effect, row.q]),
        },
      ],
      notes: [
        `${number(sizes[0].cases)} cases are compared with ${number(sizes[1].cases)}; ${number(differences.length)} differences were tested and their p-values corrected for that (Benjamini & Hochberg 1995).`,
        'A difference between groups is not yet its cause: the groups may differ in what kind of cases they hold.',
        ...(overlap > 0
          ? [`${number(overlap)} cases are in both groups: the tests take the groups as separate and are too sure.`]
          : []),
        ...(found.length === 0 ? ['No difference is both significant and large enough.'] : []),
      ],
    }
  },
}

function finding(row: Difference & { q: number }): Finding {
  const isTime = row.unit === 'ms'
  const shown = (value: number | null) => (isTime ? duration(value) : percent(value ?? 0))
  const quantity = isTime ? ms : ratio
  return {
    id: `difference:${row.what}:${row.name}`,
    sentence: isTime
      ? `${shown(row.b)} is the median throughput time of the second group, ${shown(row.a)} that of the first.`
      : `${shown(row.b)} of cases of the second group have ${row.what === 'arc' ? 'the arc' : ''} *${row.name}*, ${shown(row.a)} of the first.`.replace(
          'have  ',
          'have ',
        ),
    importance: Math.min(1, Math.abs(row.effect)),
    quantities: [
      quantity('first group', row.a),
      quantity('second group', row.b),
      plain(isTime ? 'Cliff’s delta' : 'Cohen’s h', row.effect),
      plain('corrected p-value', row.q),
    ],
    evidence: row.evidence,
    actions: [],
  }
}

async function durations(engine: Engine, a: Ask, b: Ask, sample: number, cancel: Cancel): Promise<Difference[]> {
  const [x, y] = [await throughputs(engine, a, sample, cancel), await throughputs(engine, b, sample, cancel)]
  if (x.values.length === 0 || y.values.length === 0) return []
  const { delta, p } = compareSamples(x.values, y.values)
  return [
    { what: 'throughput time', name: 'median', a: x.median, b: y.median, unit: 'ms', effect: delta, p, evidence: [] },
  ]
}

/** Throughput times of a group, ascending; every n-th case where there are more than `sample`. */
async function throughputs(engine: Engine, ask: Ask, sample: number, cancel: Cancel) {
  const { throughput } = await engine.summary(ask, cancel)
  const step = Math.max(1, Math.ceil(throughput.n / sample))
  const values: number[] = []
  let cursor: string | undefined
  let seen = 0
  do {
    const page = await engine.cases(
      {
        ...ask,
        limit: 10_000,
        sort: { by: 'throughput', descending: false },
        ...(cursor === undefined ? {} : { cursor }),
      },
      cancel,
    )
    for (const value of page.throughput) if (value !== null && seen++ % step === 0) values.push(value)
    cursor = page.next
  } while (cursor !== undefined)
  return { values: values.sort((p, q) => p - q), median: throughput.median }
}

async function activityShares(
  engine: Engine,
  a: Ask,
  b: Ask,
  n: number,
  m: number,
  cancel: Cancel,
): Promise<Difference[]> {
  const [x, y] = [await engine.activities(a, cancel), await engine.activities(b, cancel)]
  const inA = new Map(x.activity.map((name, i) => [name, x.caseFrequency[i]!]))
  const inB = new Map(y.activity.map((name, i) => [name, y.caseFrequency[i]!]))
  return [...new Set([...inA.keys(), ...inB.keys()])].map(name => {
    const [hits, others] = [inA.get(name) ?? 0, inB.get(name) ?? 0]
    const { effect, p } = compareProportions(hits, n, others, m)
    return {
      what: 'activity',
      name,
      a: hits / n,
      b: others / m,
      unit: 'ratio' as const,
      effect,
      p,
      evidence: [{ kind: 'activity' as const, activities: [name], mode: 'mandatory' as const }],
    }
  })
}

async function arcShares(engine: Engine, a: Ask, b: Ask, n: number, m: number, cancel: Cancel): Promise<Difference[]> {
  const inA = arcCases(await engine.arcs(a, cancel))
  const inB = arcCases(await engine.arcs(b, cancel))
  return [...new Map([...inA, ...inB])].map(([key, { from, to }]) => {
    const [hits, others] = [inA.get(key)?.cases ?? 0, inB.get(key)?.cases ?? 0]
    const { effect, p } = compareProportions(hits, n, others, m)
    return {
      what: 'arc',
      name: `${from} → ${to}`,
      a: hits / n,
      b: others / m,
      unit: 'ratio' as const,
      effect,
      p,
      evidence: [{ kind: 'follows' as const, from: [from], to: [to], relation: 'directly' as const }],
    }
  })
}

function arcCases(arcs: Arcs) {
  const found = new Map<string, { from: string; to: string; cases: number }>()
  arcs.from.forEach((from, i) => {
    const to = arcs.to[i]!
    if (from === FROM_START || to === TO_END) return
    const names = { from: arcs.activities[from]!, to: arcs.activities[to]! }
    found.set(JSON.stringify([names.from, names.to]), { ...names, cases: arcs.caseFrequency[i]! })
  })
  return found
}

/** Cases in both groups; 0 where clauses cut events, since then the groups cannot be laid over each other. */
async function overlapping(engine: Engine, ask: Ask, a: readonly unknown[], b: readonly unknown[], cancel: Cancel) {
  const both = parseFilter([...a, ...b])
  if (both.some(isEventClause)) return 0
  return (await engine.size({ ...ask, filter: [...ask.filter, ...both] }, cancel)).cases
}
