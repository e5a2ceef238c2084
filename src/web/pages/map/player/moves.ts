import { END, START, type Traces } from '../../../../log/engine.ts'
import { arcKey } from '../model.ts'

/** Movements of cases along drawn arcs, in columns: between two times something runs along an arc. */
export interface Moves {
  /** Keys of arcs; `arc` points into it. */
  readonly arcs: readonly string[]
  readonly arc: Int32Array
  readonly from: Float64Array
  readonly to: Float64Array
  readonly begin: number
  readonly end: number
  readonly cases: number
  /** Steps of cases whose arc is not drawn or that have no times. */
  readonly unseen: number
}

/**
 * What the cases do on the drawn arcs: from the completion of one activity to the start (else the completion) of the
 * next. `together`: every case begins at 0. The short run from the start and to the end of the map takes `lead` ms.
 */
export function movesOf(traces: Traces, drawn: ReadonlySet<string>, together: boolean, lead: number): Moves {
  const code = new Map<string, number>()
  const arcs: string[] = []
  const arc: number[] = []
  const from: number[] = []
  const to: number[] = []
  let unseen = 0
  let begin = Number.POSITIVE_INFINITY
  let end = Number.NEGATIVE_INFINITY
  const put = (a: string, b: string, start: number | null, stop: number | null, shift: number) => {
    const key = arcKey(a, b)
    if (start === null || stop === null || !drawn.has(key)) {
      unseen++
      return
    }
    let at = code.get(key)
    if (at === undefined) {
      at = arcs.length
      code.set(key, at)
      arcs.push(key)
    }
    arc.push(at)
    from.push(start - shift)
    to.push(Math.max(start, stop) - shift)
    begin = Math.min(begin, start - shift)
    end = Math.max(end, stop - shift)
  }
  const cases = traces.offsets.length - 1
  for (let c = 0; c < cases; c++) {
    const first = traces.offsets[c]!
    const after = traces.offsets[c + 1]!
    if (first === after) continue
    const arrives = (i: number) => traces.start[i] ?? traces.complete[i] ?? null
    const leaves = (i: number) => traces.complete[i] ?? traces.start[i] ?? null
    const name = (i: number) => traces.activities[traces.symbols[i]!]!
    const origin = arrives(first)
    const shift = together ? (origin ?? 0) : 0
    put(START, name(first), origin === null ? null : origin - lead, origin, shift)
    for (let i = first + 1; i < after; i++) put(name(i - 1), name(i), leaves(i - 1), arrives(i), shift)
    const last = leaves(after - 1)
    put(name(after - 1), END, last, last === null ? null : last + lead, shift)
  }
  return {
    arcs,
    arc: Int32Array.from(arc),
    from: Float64Array.from(from),
    to: Float64Array.from(to),
    begin: begin === Number.POSITIVE_INFINITY ? 0 : begin,
    end: end === Number.NEGATIVE_INFINITY ? 0 : end,
    cases,
    unseen,
  }
}

/** Every n-th of the cases of several pages, as one. Pages number their activities themselves. */
export function thinned(pages: readonly Traces[], every: number): Traces {
  const activities: string[] = []
  const code = new Map<string, number>()
  const id: string[] = []
  const offsets = [0]
  const symbols: number[] = []
  const start: (number | null)[] = []
  const complete: (number | null)[] = []
  let seen = 0
  for (const page of pages)
    for (let c = 0; c + 1 < page.offsets.length; c++) {
      if (seen++ % every !== 0) continue
      id.push(page.id[c]!)
      for (let i = page.offsets[c]!; i < page.offsets[c + 1]!; i++) {
        const name = page.activities[page.symbols[i]!]!
        let at = code.get(name)
        if (at === undefined) {
          at = activities.length
          code.set(name, at)
          activities.push(name)
        }
        symbols.push(at)
        start.push(page.start[i] ?? null)
        complete.push(page.complete[i] ?? null)
      }
      offsets.push(symbols.length)
    }
  return { activities, id, offsets, symbols, start, complete, attributes: {}, total: pages[0]?.total ?? 0 }
}
