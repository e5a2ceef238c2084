import type { Cancel } from '../../base/platform.ts'
import type { Value } from '../../log/column.ts'
import type { Ask, Engine, Traces } from '../../log/engine.ts'

/** Whole cases with their times, and the values of some attributes of events. */
export type TimedCases = Pick<Traces, 'activities' | 'id' | 'offsets' | 'symbols' | 'start' | 'complete' | 'attributes'>

const PAGE = 20_000

/** All cases under a question, with their times. `keys`: attributes of events; the engine refuses what it holds back. */
export async function timedCases(
  engine: Engine,
  ask: Ask,
  cancel: Cancel,
  keys: readonly string[] = [],
): Promise<TimedCases> {
  const code = new Map<string, number>()
  const whole = { id: [] as string[], offsets: [0], symbols: [] as number[] }
  const [start, complete] = [[] as (number | null)[], [] as (number | null)[]]
  const attributes: Record<string, Value[]> = Object.fromEntries(keys.map(key => [key, []]))
  let cursor: string | undefined
  do {
    const asked = { ...ask, limit: PAGE, attributes: keys, ...(cursor === undefined ? {} : { cursor }) }
    const page = await engine.traces(asked, cancel)
    const codes = page.activities.map(name => {
      if (!code.has(name)) code.set(name, code.size)
      return code.get(name)!
    })
    const before = whole.symbols.length
    page.id.forEach((id, c) => {
      whole.id.push(id)
      whole.offsets.push(before + page.offsets[c + 1]!)
    })
    page.symbols.forEach((symbol, e) => {
      whole.symbols.push(codes[symbol]!)
      start.push(page.start[e]!)
      complete.push(page.complete[e]!)
    })
    for (const key of keys) for (const value of page.attributes[key]!) attributes[key]!.push(value)
    cursor = page.next
  } while (cursor !== undefined)
  return { activities: [...code.keys()], ...whole, start, complete, attributes }
}

/** The values of attributes of cases, in the order of `ids`; null where a case has none. */
export async function caseValues(
  engine: Engine,
  ask: Ask,
  ids: readonly string[],
  keys: readonly string[],
  cancel: Cancel,
): Promise<Readonly<Record<string, readonly Value[]>>> {
  const place = new Map(ids.map((id, c) => [id, c]))
  const values: Record<string, Value[]> = Object.fromEntries(
    keys.map(key => [key, new Array<Value>(ids.length).fill(null)]),
  )
  if (keys.length === 0) return values
  let cursor: string | undefined
  do {
    const asked = { ...ask, limit: PAGE, attributes: keys, ...(cursor === undefined ? {} : { cursor }) }
    const page = await engine.cases(asked, cancel)
    page.id.forEach((id, i) => {
      const c = place.get(id)
      if (c !== undefined) for (const key of keys) values[key]![c] = page.attributes[key]![i]!
    })
    cursor = page.next
  } while (cursor !== undefined)
  return values
}

/** The same cases without the events of some activities. */
export function withoutEvents(cases: TimedCases, ignored: ReadonlySet<string>): TimedCases {
  if (ignored.size === 0) return cases
  const kept = cases.symbols.flatMap((symbol, e) => (ignored.has(cases.activities[symbol]!) ? [] : [e]))
  const before = new Int32Array(cases.symbols.length + 1)
  for (const e of kept) before[e + 1] = 1
  for (let e = 0; e < cases.symbols.length; e++) before[e + 1]! += before[e]!
  const of = <T>(column: readonly T[]): T[] => kept.map(e => column[e]!)
  return {
    ...cases,
    offsets: cases.offsets.map(offset => before[offset]!),
    symbols: of(cases.symbols),
    start: of(cases.start),
    complete: of(cases.complete),
    attributes: Object.fromEntries(Object.entries(cases.attributes).map(([key, values]) => [key, of(values)])),
  }
}
