import { compareText } from '../../../base/sort.ts'
import type { Activities, Arcs } from '../../../log/engine.ts'

/** The activities of two groups of cases as one list, frequencies added up; times are left out. */
export function unionOfActivities(a: Activities, b: Activities): Activities {
  const names = [...new Set([...a.activity, ...b.activity])]
  const [rowA, rowB] = [indexOf(a.activity), indexOf(b.activity)]
  const both = (column: 'frequency' | 'caseFrequency' | 'startFrequency' | 'endFrequency', name: string) =>
    (a[column][rowA.get(name) ?? -1] ?? 0) + (b[column][rowB.get(name) ?? -1] ?? 0)
  const all = names
    .map(name => ({ name, frequency: both('frequency', name) }))
    .sort((x, y) => y.frequency - x.frequency || compareText(x.name, y.name))
    .map(({ name }) => name)
  return {
    activity: all,
    frequency: all.map(name => both('frequency', name)),
    caseFrequency: all.map(name => both('caseFrequency', name)),
    startFrequency: all.map(name => both('startFrequency', name)),
    endFrequency: all.map(name => both('endFrequency', name)),
    maxRepetitions: all.map(name =>
      Math.max(a.maxRepetitions[rowA.get(name) ?? -1] ?? 0, b.maxRepetitions[rowB.get(name) ?? -1] ?? 0),
    ),
    first: all.map(() => null),
    last: all.map(() => null),
    service: all.map(() => null),
  }
}

/** The arcs of two groups of cases as one list, frequencies added up; times are left out. */
export function unionOfArcs(a: Arcs, b: Arcs): Arcs {
  const activities = [...new Set([...a.activities, ...b.activities])].sort(compareText)
  const place = indexOf(activities)
  const sums = new Map<string, { from: number; to: number; frequency: number; cases: number }>()
  for (const arcs of [a, b]) {
    const end = (i: number) => (i < 0 ? i : place.get(arcs.activities[i]!)!)
    arcs.frequency.forEach((frequency, i) => {
      const [from, to] = [end(arcs.from[i]!), end(arcs.to[i]!)]
      const sum = sums.get(`${from} ${to}`) ?? { from, to, frequency: 0, cases: 0 }
      sums.set(`${from} ${to}`, {
        ...sum,
        frequency: sum.frequency + frequency,
        cases: sum.cases + arcs.caseFrequency[i]!,
      })
    })
  }
  const rows = [...sums.values()].sort((x, y) => y.frequency - x.frequency || x.from - y.from || x.to - y.to)
  return {
    activities,
    from: rows.map(row => row.from),
    to: rows.map(row => row.to),
    frequency: rows.map(row => row.frequency),
    caseFrequency: rows.map(row => row.cases),
    timeMeaning: a.timeMeaning,
    time: rows.map(() => null),
    overlaps: rows.map(() => 0),
  }
}

const indexOf = (names: readonly string[]) => new Map(names.map((name, i) => [name, i]))
