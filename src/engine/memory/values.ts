import { RequestError } from '../../base/errors.ts'
import { compareText } from '../../base/sort.ts'
import type { Column, NumberColumn } from '../../log/column.ts'
import { byText, countClasses } from '../../log/count/activities.ts'
import { caseAttribute, eventAttribute } from '../../log/count/attributes.ts'
import { measureCases, spansOf } from '../../log/count/case-times.ts'
import { coded, isNumber, isText, numbersOf } from '../../log/count/coded.ts'
import { durationsByGroup } from '../../log/count/durations.ts'
import { histogramOf } from '../../log/count/histogram.ts'
import { byPieces } from '../../log/count/pace.ts'
import { topOf } from '../../log/count/top.ts'
import { variantIds, variantsOf } from '../../log/count/variants.ts'
import type { Histogram, Measured, Measures, Values } from '../../log/engine.ts'
import { clockIn, limitOf, rowOf, type Scene } from './scene.ts'

interface ValuesAsk {
  readonly scope: 'event' | 'case'
  readonly key: string
  readonly limit?: number
  readonly search?: string
}

export async function values(scene: Scene, ask: ValuesAsk): Promise<Values> {
  const { entries, log, pace } = scene
  const ofEvents = ask.scope === 'event'
  const column = columnOf(scene, ask.scope, ask.key)
  const { codes, size, text, value } = coded(column, ofEvents ? log.eventCount : log.caseCount)
  const frequency = new Int32Array(size)
  const caseFrequency = ofEvents ? new Int32Array(size) : frequency
  const lastCase = ofEvents ? new Int32Array(size).fill(-1) : null
  let missing = 0
  await byPieces({ from: entries.rowFrom, to: entries.rowTo }, pace, (a, b) => {
    for (let k = a; k < b; k++) {
      if (lastCase === null) {
        const code = codes[entries.cases[k]!]!
        if (code < 0) missing++
        else frequency[code]!++
        continue
      }
      for (let p = entries.rowFrom[k]!, end = entries.rowTo[k]!; p < end; p++) {
        const code = codes[rowOf(entries.rowIds, p)]!
        if (code < 0) missing++
        else {
          frequency[code]!++
          if (lastCase[code] !== k) {
            lastCase[code] = k
            caseFrequency[code]!++
          }
        }
      }
    }
  })
  const search = ask.search?.toLowerCase() ?? ''
  const hits: number[] = []
  for (let code = 0; code < size; code++)
    if (frequency[code]! > 0 && (search === '' || text(code).toLowerCase().includes(search))) hits.push(code)
  const limit = limitOf(ask.limit, hits.length)
  // Numbers and booleans are numbered by size.
  const inOrder = isText(column)
    ? (a: number, b: number) => compareText(text(a), text(b))
    : (a: number, b: number) => a - b
  const compare = (i: number, j: number) =>
    frequency[hits[j]!]! - frequency[hits[i]!]! || inOrder(hits[i]!, hits[j]!) || i - j
  const shown = Array.from(topOf(hits.length, limit, compare), i => hits[i]!)
  return {
    value: shown.map(value),
    frequency: shown.map(code => frequency[code]!),
    caseFrequency: shown.map(code => caseFrequency[code]!),
    missing,
    distinct: hits.length,
    omitted: hits.length - shown.length,
  }
}

function columnOf({ log }: Scene, scope: 'event' | 'case', key: string): Column {
  if (scope !== 'event' && scope !== 'case') throw new RequestError('"scope" must be "event" or "case".')
  return scope === 'event' ? eventAttribute(log, key) : caseAttribute(log, key)
}

function numberColumn(scene: Scene, scope: 'event' | 'case', key: string): NumberColumn {
  const column = columnOf(scene, scope, key)
  if (!isNumber(column)) throw new RequestError(`"${key}" holds no numbers: it is ${column.type}.`)
  return column
}

export async function histogram(
  scene: Scene,
  ask: { readonly measured: Measured; readonly bins?: number },
): Promise<Histogram> {
  const { entries, log } = scene
  const { measured } = ask
  if (measured.of !== 'attribute') {
    if (!['throughput', 'service', 'waiting', 'events'].includes(measured.of))
      throw new RequestError('"measured.of" must be throughput, service, waiting, events or attribute.')
    return histogramOf(await measureCases(entries, measured.of, await clockIn(scene), scene.pace), ask.bins)
  }
  const column = numberColumn(scene, measured.scope, measured.key)
  if (measured.scope === 'case') {
    const all = numbersOf(column, log.caseCount)
    return histogramOf(
      Float64Array.from(entries.cases, c => all[c]!),
      ask.bins,
    )
  }
  const all = numbersOf(column, log.eventCount)
  const picked = new Float64Array(entries.events)
  let n = 0
  for (let k = 0; k < entries.cases.length; k++)
    for (let p = entries.rowFrom[k]!, end = entries.rowTo[k]!; p < end; p++)
      picked[n++] = all[rowOf(entries.rowIds, p)]!
  return histogramOf(picked, ask.bins)
}

interface MeasuresAsk {
  readonly scope: 'event' | 'case'
  readonly key: string
  readonly per: 'all' | 'activity' | 'variant' | 'case'
}

/** One value to be summed up: its group, and what happened against a due date. */
interface Items {
  readonly value: Float64Array
  /** When the entry, or the case, was done; NaN where it is not known. */
  readonly done: Float64Array
  readonly group: Int32Array
}

export async function measures(scene: Scene, ask: MeasuresAsk): Promise<Measures> {
  const column = numberColumn(scene, ask.scope, ask.key)
  const groups = await groupsOf(scene, ask.per)
  const items = ask.scope === 'event' ? eventItems(scene, column, groups) : await caseItems(scene, column, groups)
  const stats = durationsByGroup(items.value, items.group, groups.keys.length)
  const order = groups.keys.map((_, i) => i).sort((a, b) => compareText(groups.keys[a]!, groups.keys[b]!))
  const answer = { key: order.map(g => groups.keys[g]!), stats: order.map(g => stats[g]!) }
  if (column.meaning?.kind !== 'due') return answer
  const onTime = new Int32Array(groups.keys.length)
  const decided = new Int32Array(groups.keys.length)
  for (let i = 0; i < items.value.length; i++) {
    const group = items.group[i]!
    if (Number.isNaN(items.done[i]!) || Number.isNaN(items.value[i]!)) continue
    decided[group]!++
    if (items.done[i]! <= items.value[i]!) onTime[group]!++
  }
  return { ...answer, onTime: order.map(g => onTime[g]!), decided: order.map(g => decided[g]!) }
}

/** Keys of the groups, and the group of an entry (by class) or of a case. */
interface Groups {
  readonly keys: readonly string[]
  readonly ofClass: Int32Array | null
  readonly ofCase: Int32Array | null
}

async function groupsOf({ entries, log, pace }: Scene, per: MeasuresAsk['per']): Promise<Groups> {
  const { seen, cases } = entries
  if (per === 'all') return { keys: [''], ofClass: null, ofCase: new Int32Array(cases.length) }
  if (per === 'case') {
    const keys = Array.from(cases, c => log.caseIds.text(c))
    return { keys, ofClass: null, ofCase: Int32Array.from(cases, (_, k) => k) }
  }
  if (per === 'variant') {
    const variants = await variantsOf(entries, pace)
    const id = variantIds(entries)
    return { keys: Array.from(variants.example, id), ofClass: null, ofCase: variants.of }
  }
  if (per !== 'activity') throw new RequestError('"per" must be all, activity, variant or case.')
  const classes = byText(await countClasses(entries, pace), seen.rank)
  const ofClass = new Int32Array(seen.texts.length).fill(-1)
  classes.forEach((symbol, place) => {
    ofClass[symbol] = place
  })
  return { keys: classes.map(symbol => seen.texts[symbol]!), ofClass, ofCase: null }
}

function eventItems({ entries, log }: Scene, column: NumberColumn, { ofClass, ofCase }: Groups): Items {
  const all = numbersOf(column, log.eventCount)
  const value = new Float64Array(entries.size)
  const done = new Float64Array(entries.size)
  const group = new Int32Array(entries.size)
  let n = 0
  for (let k = 0; k < entries.cases.length; k++)
    for (let e = entries.from[k]!, end = entries.to[k]!; e < end; e++) {
      value[n] = all[rowOf(entries.rows, e)]!
      done[n] = entries.complete[e]!
      group[n++] = ofClass === null ? ofCase![k]! : ofClass[entries.symbols[e]!]!
    }
  return { value, done, group }
}

/** One value a case; per class: one for each class that the case contains. */
async function caseItems(
  { entries, log, pace }: Scene,
  column: NumberColumn,
  { ofClass, ofCase }: Groups,
): Promise<Items> {
  const all = numbersOf(column, log.caseCount)
  const { last } = await spansOf(entries, pace)
  const of: number[] = []
  const group: number[] = []
  const lastCase = new Int32Array(entries.seen.texts.length).fill(-1)
  for (let k = 0; k < entries.cases.length; k++) {
    if (ofClass === null) {
      of.push(k)
      group.push(ofCase![k]!)
      continue
    }
    for (let e = entries.from[k]!, end = entries.to[k]!; e < end; e++) {
      const symbol = entries.symbols[e]!
      if (lastCase[symbol] === k) continue
      lastCase[symbol] = k
      of.push(k)
      group.push(ofClass[symbol]!)
    }
  }
  return {
    value: Float64Array.from(of, k => all[entries.cases[k]!]!),
    done: Float64Array.from(of, k => last[k]!),
    group: Int32Array.from(group),
  }
}
