/** What comes after a context, in counts. */
export interface Row {
  readonly symbols: number[]
  readonly counts: number[]
  total: number
  ends: number
  foreign: number
}
export const newRow = (): Row => ({ symbols: [], counts: [], total: 0, ends: 0, foreign: 0 })

/** Occurrences of a symbol in a run that are told apart. */
export const NTH = 8

/** How a symbol comes in the runs of a class. */
export interface Emission {
  count: number
  /** Times the symbol came again in the same run. */
  repeats: number
  valued: number
  linked: number
}

/** What the runs of one class look like, in counts. */
export interface RunClass {
  runs: number
  items: number
  readonly first: Row
  /** What follows a symbol; a symbol at its n-th occurrence in the run; two symbols. */
  readonly rows: Map<number, Row>
  readonly nthRows: Map<number, Row>
  readonly pairRows: Map<number, Row>
  readonly emissions: Map<number, Emission>
  compared: number
  sameRow: number
}

export const newClass = (): RunClass => ({
  runs: 0,
  items: 0,
  first: newRow(),
  rows: new Map(),
  nthRows: new Map(),
  pairRows: new Map(),
  emissions: new Map(),
  compared: 0,
  sameRow: 0,
})

/**
 * Forgets beginnings and ends that are rarer than `share` of the commonest, so that a parse looks for whole runs where a few
 * are cut short.
 */
export function sharpen(c: RunClass, share: number, symbolCount: number): void {
  const most = Math.max(...c.first.counts)
  c.first.counts.forEach((n, k) => {
    if (n < most * share) c.first.counts[k] = 0
  })
  const ends = new Map<number, number>()
  for (const [key, row] of c.nthRows) {
    const s = Math.floor(key / NTH)
    ends.set(s, (ends.get(s) ?? 0) + row.ends)
  }
  const mostEnds = Math.max(...ends.values())
  const rare = (s: number) => ends.get(s)! < mostEnds * share
  for (const [key, row] of c.nthRows) if (rare(Math.floor(key / NTH))) row.ends = 0
  for (const [key, row] of c.pairRows) if (rare(key % symbolCount)) row.ends = 0
}

/** How much a context leaves open: kinds of what follows, for what was seen. */
export const openness = (row: Row) => (row.symbols.length + (row.ends > 0 ? 1 : 0)) / (row.total + row.ends)

/** Probability of a distance >= 1, 6 / (π d)²: near ones are likelier, all are possible. */
export const likelihoodOf = (distance: number) => 6 / (Math.PI * distance) ** 2

export function rowOf(rows: Map<number, Row>, key: number): Row {
  let row = rows.get(key)
  if (!row) rows.set(key, (row = newRow()))
  return row
}

export function count(row: Row, symbol: number): void {
  const at = row.symbols.indexOf(symbol)
  row.total++
  if (at >= 0) row.counts[at]!++
  else {
    row.symbols.push(symbol)
    row.counts.push(1)
  }
}
