import type { Dictionary } from '../../base/dictionary.ts'
import { RequestError } from '../../base/errors.ts'
import { type Value, valueAt } from '../../log/column.ts'
import { byText, countClasses } from '../../log/count/activities.ts'
import { caseAttribute, eventAttribute } from '../../log/count/attributes.ts'
import { rowsPerCase, spansOf, throughputOf } from '../../log/count/case-times.ts'
import { workingOf } from '../../log/count/clock.ts'
import { topOf } from '../../log/count/top.ts'
import { variantIds } from '../../log/count/variants.ts'
import type { CaseDetail, CaseSort, Cases, Page, Traces } from '../../log/engine.ts'
import { limitOf, orNull, placesOf, rowOf, type Scene } from './scene.ts'

/** The key of the last row of a page: its value in the sort (null: missing), and its case's id. */
interface Key {
  readonly value: number | null
  readonly id: string
}
const byId: CaseSort = { by: 'id', descending: false }

export async function cases(
  scene: Scene,
  ask: Page & { readonly sort?: CaseSort; readonly attributes?: readonly string[] },
): Promise<Cases> {
  const { entries, log } = scene
  const sort = ask.sort ?? byId
  const columns = (ask.attributes ?? []).map(key => caseAttribute(log, key))
  const limit = limitOf(ask.limit, entries.cases.length + 1)
  const values = await sortValues(scene, sort.by)
  const sign = sort.descending ? -1 : 1
  const compareKeys = (x: number, y: number, tie: () => number) => {
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || tie()
    return x < y ? -sign : x > y ? sign : tie()
  }
  const compare = (a: number, b: number) => {
    const tie = () => compareIds(log.caseIds, entries.cases[a]!, entries.cases[b]!)
    return values === null ? sign * tie() : compareKeys(values[a]!, values[b]!, tie)
  }
  const after = ask.cursor === undefined ? null : keyOf(scene, ask.cursor, sort)
  const admit = (k: number) => {
    const tie = () => compareIds(log.caseIds, entries.cases[k]!, after!.code)
    return (values === null ? sign * tie() : compareKeys(values[k]!, after!.value, tie)) > 0
  }
  const found = topOf(entries.cases.length, limit + 1, compare, after === null ? undefined : admit)
  const page = Array.from(found.subarray(0, limit))
  const last = page.at(-1)
  const { first, last: ends } = await spansOf(entries, scene.pace)
  const throughput = await throughputOf(entries, workingOf(log, scene.view.calendar), scene.pace)
  const variant = variantIds(entries)
  const id = (k: number) => log.caseIds.text(entries.cases[k]!)
  return {
    id: page.map(id),
    events: page.map(k => entries.rowTo[k]! - entries.rowFrom[k]!),
    start: page.map(k => orNull(first[k]!)),
    end: page.map(k => orNull(ends[k]!)),
    throughput: page.map(k => orNull(throughput[k]!)),
    variant: page.map(variant),
    attributes: Object.fromEntries(
      columns.map(column => [column.key, page.map(k => valueAt(column, entries.cases[k]!))]),
    ),
    total: entries.cases.length,
    ...(found.length > limit && last !== undefined
      ? { next: printKey(sort, { value: values === null ? null : orNull(values[last]!), id: id(last) }) }
      : {}),
  }
}

async function sortValues({ entries, log, view, pace }: Scene, by: CaseSort['by']): Promise<Float64Array | null> {
  switch (by) {
    case 'id':
      return null
    case 'start':
      return (await spansOf(entries, pace)).first
    case 'end':
      return (await spansOf(entries, pace)).last
    case 'events':
      return rowsPerCase(entries)
    case 'throughput':
      return throughputOf(entries, workingOf(log, view.calendar), pace)
    default:
      throw new RequestError(`Cases cannot be sorted by "${String(by)}". Choose id, start, end, events or throughput.`)
  }
}

/** UTF-8 bytes compare as code points do. */
function compareIds({ bytes, offsets }: Dictionary, a: number, b: number): number {
  if (a === b) return 0
  let i = offsets[a]!
  let j = offsets[b]!
  const iEnd = offsets[a + 1]!
  const jEnd = offsets[b + 1]!
  for (; i < iEnd && j < jEnd; i++, j++) if (bytes[i] !== bytes[j]) return bytes[i]! - bytes[j]!
  return iEnd - i - (jEnd - j)
}

const printKey = (sort: CaseSort, { value, id }: Key): string => JSON.stringify([sort.by, sort.descending, value, id])

function keyOf({ log }: Scene, cursor: string, sort: CaseSort): { value: number; code: number } {
  let parsed: unknown
  try {
    parsed = JSON.parse(cursor)
  } catch {
    parsed = null
  }
  if (Array.isArray(parsed) && parsed.length === 4 && parsed[0] === sort.by && parsed[1] === sort.descending) {
    const [, , value, id] = parsed as unknown[]
    const code = typeof id === 'string' ? log.caseIds.codeOf(id) : -1
    if (code >= 0 && (value === null || typeof value === 'number')) return { value: value ?? Number.NaN, code }
  }
  throw new RequestError('The cursor is not one of a page of this list in this order. Ask for the first page again.')
}

export function caseDetail({ entries, log }: Scene, { id }: { readonly id: string }): CaseDetail {
  const k = placeOf(entries.cases, log.caseIds.codeOf(id))
  if (k < 0) throw new RequestError(`There is no case "${id.slice(0, 80)}" under this filter.`, 'not-found')
  const { symbols, seen, start, complete, rows } = entries
  const at = Array.from({ length: entries.to[k]! - entries.from[k]! }, (_, i) => entries.from[k]! + i)
  const eventAttributes: Record<string, readonly Value[]> = {}
  for (const [key, column] of log.eventAttributes) {
    const values = at.map(e => valueAt(column, rowOf(rows, e)))
    if (values.some(value => value !== null)) setOwn(eventAttributes, key, values)
  }
  const caseAttributes: Record<string, Value> = {}
  for (const [key, column] of log.caseAttributes) {
    const value = valueAt(column, entries.cases[k]!)
    if (value !== null) setOwn(caseAttributes, key, value)
  }
  return {
    id,
    activity: at.map(e => seen.texts[symbols[e]!]!),
    start: at.map(e => (start === null ? null : orNull(start[e]!))),
    complete: at.map(e => orNull(complete[e]!)),
    eventAttributes,
    caseAttributes,
  }
}

/** Keys come from files: `__proto__` is a key like any other. */
function setOwn<T>(record: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true })
}

function placeOf(sorted: Int32Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] === value) return middle
    if (sorted[middle]! < value) low = middle + 1
    else high = middle - 1
  }
  return -1
}

export async function traces(scene: Scene, ask: Page & { readonly attributes?: readonly string[] }): Promise<Traces> {
  const { entries, log, pace } = scene
  const { cases: selected, from, to, symbols, seen, start, complete, rows } = entries
  const columns = (ask.attributes ?? []).map(key => eventAttribute(log, key))
  const first = ask.cursor === undefined ? 0 : behind(selected, ask.cursor)
  const end = first + limitOf(ask.limit, selected.length - first)
  const classes = byText(await countClasses(entries, pace), seen.rank)
  const places = placesOf(classes, seen.texts.length)
  const at: number[] = []
  const offsets = [0]
  for (let k = first; k < end; k++) {
    for (let e = from[k]!; e < to[k]!; e++) at.push(e)
    offsets.push(at.length)
  }
  return {
    activities: classes.map(symbol => seen.texts[symbol]!),
    id: Array.from(selected.subarray(first, end), c => log.caseIds.text(c)),
    offsets,
    symbols: at.map(e => places[symbols[e]!]!),
    start: at.map(e => (start === null ? null : orNull(start[e]!))),
    complete: at.map(e => orNull(complete[e]!)),
    attributes: Object.fromEntries(columns.map(column => [column.key, at.map(e => valueAt(column, rowOf(rows, e)))])),
    total: selected.length,
    ...(end < selected.length ? { next: `case ${selected[end - 1]}` } : {}),
  }
}

/** Place of the first selected case behind the one that the cursor names. */
function behind(selected: Int32Array, cursor: string): number {
  const last = /^case (\d{1,10})$/.exec(cursor)
  if (!last) throw new RequestError('The cursor is not one of a page of traces. Ask for the first page again.')
  const c = Number(last[1])
  let k = 0
  while (k < selected.length && selected[k]! <= c) k++
  return k
}
