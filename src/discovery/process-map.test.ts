import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Activities, type Arcs, FROM_START, TO_END, type Variant } from '../log/engine.ts'
import { variantLog, variantRows } from '../log/variant-log.ts'
import { directlyFollows } from './directly-follows.ts'
import { happyPath } from './happy-path.ts'
import { drawArcs, keepActivities, keepClause, keepNamed } from './process-map.ts'
import { widestPaths } from './widest-paths.ts'

const none = { n: 0, total: 0, mean: null, median: null, p90: null, min: null, max: null, standardDeviation: null }

/** The engine's answers for a log in textbook notation, counted from the definitions. */
function answers(notation: string): { activities: Activities; arcs: Arcs; variants: Variant[] } {
  const log = variantLog(notation)
  const graph = directlyFollows(log)
  const n = log.activities.length
  const rows = variantRows(log)
  const sum = (of: (row: (typeof rows)[number], activity: string) => number) =>
    log.activities.map(activity => rows.reduce((total, row) => total + row.cases * of(row, activity), 0))
  const arcs = [...graph.frequency]
    .map((frequency, i) => ({ from: Math.floor(i / (n + 2)), to: i % (n + 2), frequency }))
    .map(arc => ({ ...arc, from: arc.from === n ? FROM_START : arc.from, to: arc.to === n + 1 ? n : arc.to }))
    .filter(arc => arc.frequency > 0)
    .sort((a, b) => b.frequency - a.frequency || a.from - b.from || a.to - b.to)
  return {
    activities: {
      activity: log.activities,
      frequency: sum((row, a) => row.activities.filter(x => x === a).length),
      caseFrequency: sum((row, a) => (row.activities.includes(a) ? 1 : 0)),
      startFrequency: sum((row, a) => (row.activities[0] === a ? 1 : 0)),
      endFrequency: sum((row, a) => (row.activities.at(-1) === a ? 1 : 0)),
      maxRepetitions: log.activities.map(() => 1),
      first: log.activities.map(() => null),
      last: log.activities.map(() => null),
      service: log.activities.map(() => null),
    },
    arcs: {
      activities: log.activities,
      from: arcs.map(arc => arc.from),
      to: arcs.map(arc => (arc.to === n ? TO_END : arc.to)),
      frequency: arcs.map(arc => arc.frequency),
      caseFrequency: arcs.map(arc => arc.frequency),
      timeMeaning: 'between-completions',
      time: arcs.map(() => null),
      overlaps: arcs.map(() => 0),
    },
    variants: rows.map((row, i) => ({ id: String(i), ...row, throughput: none })),
  }
}

const printed = (arcs: Arcs, shown: readonly number[]) =>
  shown.map(row => {
    const name = (i: number) => (i === FROM_START ? '▶' : i === TO_END ? '■' : arcs.activities[i])
    return `${name(arcs.from[row]!)}→${name(arcs.to[row]!)} ${arcs.frequency[row]}`
  })

/** Widest path to each node by trying all widths: the definition. */
function widths(arcs: Arcs, shown: readonly number[], backwards: boolean): number[] {
  const n = arcs.activities.length
  const node = (i: number) => (i === FROM_START ? n : i === TO_END ? n + 1 : i)
  const best = new Array<number>(n + 2).fill(0)
  best[backwards ? n + 1 : n] = Number.POSITIVE_INFINITY
  for (let round = 0; round < n + 2; round++)
    for (const row of shown) {
      const [a, b] = backwards
        ? [node(arcs.to[row]!), node(arcs.from[row]!)]
        : [node(arcs.from[row]!), node(arcs.to[row]!)]
      best[b] = Math.max(best[b]!, Math.min(best[a]!, arcs.frequency[row]!))
    }
  return best
}

const traces = fc
  .array(
    fc.tuple(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 8 }), fc.integer({ min: 1, max: 9 })),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map(parts => parts.map(([trace, cases]) => `${trace.join(' ')} *${cases}`).join(' | '))
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('activities slider', () => {
  const { activities } = answers('a b c *6 | a c *3 | a d d d d d d d d d *1')
  test('ranks by cases, then by occurrences', () => {
    expect(keepActivities(activities, 0.75)).toEqual({
      activities: ['a', 'c', 'b'],
      of: 4,
      frequency: 25,
      totalFrequency: 34,
    })
  })
  test('keeps at least one activity, and all at 1', () => {
    expect(keepActivities(activities, 0).activities).toEqual(['a'])
    expect(keepActivities(activities, 1).activities).toEqual(['a', 'c', 'b', 'd'])
  })
  test('asks for a projection only where something leaves', () => {
    expect(keepClause(keepActivities(activities, 1))).toBeNull()
    expect(keepClause(keepActivities(activities, 0.5))).toEqual({
      kind: 'activity',
      mode: 'keep',
      activities: ['a', 'c'],
    })
  })
  test('names that the log has not are left out', () => {
    expect(keepNamed(activities, ['z', 'd']).activities).toEqual(['d'])
  })
  test('keeps more the further it is moved', () =>
    fc.assert(
      fc.property(traces, share, share, (log, x, y) => {
        const { activities } = answers(log)
        const less = keepActivities(activities, Math.min(x, y)).activities
        expect(keepActivities(activities, Math.max(x, y)).activities.slice(0, less.length)).toEqual(less)
      }),
    ))
})

describe('paths slider', () => {
  test('at 0 draws the widest paths alone', () => {
    const { arcs } = answers('a b d *8 | a c d *4 | a d *2 | a b c d *1')
    const { shown, hidden } = drawArcs(arcs, 0)
    expect(printed(arcs, shown)).toEqual(['▶→a 15', 'd→■ 15', 'a→b 9', 'b→d 8', 'c→d 5', 'a→c 4'])
    expect(hidden[0]).toEqual({ inArcs: 0, inFrequency: 0, inTotal: 15, outArcs: 1, outFrequency: 2, outTotal: 15 })
  })
  test('a detour over stronger arcs is wider than a weak direct arc', () => {
    expect(widestPaths(3, [0, 0, 1], [2, 1, 2], [1, 5, 4], 0)).toEqual([1, 2])
  })
  test('the steps of a trace to go along are drawn, whatever the slider says', () => {
    const { arcs } = answers('a a b *3 | a b *9 | b a *4')
    expect(printed(arcs, drawArcs(arcs, 0).shown)).not.toContain('a→a 3')
    expect(printed(arcs, drawArcs(arcs, 0, ['a', 'a', 'b']).shown)).toContain('a→a 3')
    expect(drawArcs(arcs, 0, ['z', 'a', 'b', 'z'])).toEqual(drawArcs(arcs, 0, ['a', 'b']))
  })
  test('an empty case is drawn from start to end', () => {
    const { arcs } = answers(' *3')
    expect(printed(arcs, drawArcs(arcs, 0).shown)).toEqual(['▶→■ 3'])
  })
  test('a node keeps its widest path from the start and to the end', () =>
    fc.assert(
      fc.property(traces, share, (log, x) => {
        const { arcs } = answers(log)
        const all = arcs.from.map((_, row) => row)
        const { shown } = drawArcs(arcs, x)
        expect(widths(arcs, shown, false)).toEqual(widths(arcs, all, false))
        expect(widths(arcs, shown, true)).toEqual(widths(arcs, all, true))
        expect(
          widths(arcs, shown, false)
            .slice(0, -1)
            .every(width => width > 0),
        ).toBe(true)
      }),
    ))
  test('at 1 everything is drawn', () =>
    fc.assert(
      fc.property(traces, log => {
        const { arcs } = answers(log)
        expect(drawArcs(arcs, 1).shown).toEqual(arcs.from.map((_, row) => row))
      }),
    ))
  test('draws more the further it is moved', () =>
    fc.assert(
      fc.property(traces, share, share, (log, x, y) => {
        const { arcs } = answers(log)
        const more = new Set(drawArcs(arcs, Math.max(x, y)).shown)
        expect(drawArcs(arcs, Math.min(x, y)).shown.filter(row => !more.has(row))).toEqual([])
      }),
    ))
  test('what is shown and what is hidden make up the whole', () =>
    fc.assert(
      fc.property(traces, share, (log, x) => {
        const { arcs, activities } = answers(log)
        const { shown, hidden } = drawArcs(arcs, x)
        for (let node = 0; node < arcs.activities.length; node++) {
          const into = shown.filter(row => arcs.to[row] === node).reduce((sum, row) => sum + arcs.frequency[row]!, 0)
          const out = shown.filter(row => arcs.from[row] === node).reduce((sum, row) => sum + arcs.frequency[row]!, 0)
          expect(into + hidden[node]!.inFrequency).toBe(activities.frequency[node])
          expect(out + hidden[node]!.outFrequency).toBe(activities.frequency[node])
          expect(hidden[node]!.inTotal).toBe(activities.frequency[node])
        }
        const hiddenArcs = hidden.reduce((sum, h) => sum + h.inArcs, 0)
        expect(hiddenArcs).toBe(hidden.reduce((sum, h) => sum + h.outArcs, 0))
        expect(shown.length + hiddenArcs).toBe(arcs.from.length)
      }),
    ))
})

describe('happy path', () => {
  test('is the most frequent way from the usual start to the usual end', () => {
    const { activities, variants } = answers('x y *5 | a b d *4 | a c d *3 | a c *1')
    const path = happyPath(activities, variants)
    expect(path.variant?.activities).toEqual(['a', 'b', 'd'])
    expect(path.selection).toEqual({ activities: ['a', 'd', 'b'], of: 6, frequency: 19, totalFrequency: 33 })
    expect(path.share).toBe(0.5)
  })
  test('where no variant connects the two, it is the most frequent variant', () => {
    const { activities, variants } = answers('a x *3 | a y *3 | b z *5')
    expect(happyPath(activities, variants).variant?.activities).toEqual(['b', 'z'])
    const apart = answers('a x *2 | a y *2 | b z *3')
    expect(happyPath(apart.activities, apart.variants).variant?.activities).toEqual(['b', 'z'])
  })
  test('of a log without events is empty', () => {
    const { activities, variants } = answers(' *3')
    expect(happyPath(activities, variants)).toMatchObject({ variant: null, share: 0 })
  })
})
