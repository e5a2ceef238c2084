import { RequestError } from '../../base/errors.ts'
import { compareText } from '../../base/sort.ts'
import { ACTIVITY, type EventLog, eventColumn } from '../event-log.ts'
import { unknownAttribute } from './attributes.ts'
import { coded } from './coded.ts'
import { bySteps, type Pace } from './pace.ts'
import { PairIndex } from './pair-index.ts'
import { knownPresence } from './presence.ts'

/** The classes of a log's events under a classifier. */
export interface Classes {
  /** Distinct; those of default classifiers may contain some that never occur. */
  readonly texts: readonly string[]
  /** Class of each row. */
  readonly symbols: Int32Array
  /** Place of each class in text order. */
  readonly rank: Int32Array
}

/** Values of `keys` joined by `+`; a missing value is the empty text. The activity alone costs nothing: its codes are the classes. */
export async function classify(log: EventLog, keys: readonly string[], pace: Pace): Promise<Classes> {
  if (keys.length === 0) throw new RequestError('A classifier needs at least one event attribute.')
  const columns = keys.map(key => {
    const column = eventColumn(log, key)
    if (!column) throw unknownAttribute(log, 'event', key)
    return coded(column, log.eventCount)
  })
  const only = columns[0]!
  if (keys.length === 1 && keys[0] === ACTIVITY && !(await hasMissing(log, only.codes, pace))) {
    const texts = Array.from({ length: only.size }, (_, code) => only.text(code))
    return { texts, symbols: only.codes, rank: ranks(texts) }
  }
  let symbols = only.codes
  let texts = Array.from({ length: only.size }, (_, code) => only.text(code))
  texts.unshift('')
  symbols = symbols.map(code => code + 1)
  for (const column of columns.slice(1)) {
    const pairs = new PairIndex()
    const combined = new Int32Array(symbols.length)
    const left = symbols
    await bySteps(left.length, pace, (a, b) => {
      for (let row = a; row < b; row++) combined[row] = pairs.add(left[row]!, column.codes[row]!)
    })
    const leftTexts = texts
    texts = Array.from({ length: pairs.size }, (_, i) => {
      const code = pairs.right[i]!
      return `${leftTexts[pairs.left[i]!]!}+${code < 0 ? '' : column.text(code)}`
    })
    symbols = combined
  }
  return merge(symbols, texts)
}

/** Different values can print alike: a class is its text. */
function merge(symbols: Int32Array, texts: readonly string[]): Classes {
  const codes = new Map<string, number>()
  const to = Int32Array.from(texts, text => {
    let code = codes.get(text)
    if (code === undefined) codes.set(text, (code = codes.size))
    return code
  })
  if (codes.size < texts.length) for (let row = 0; row < symbols.length; row++) symbols[row] = to[symbols[row]!]!
  const distinct = [...codes.keys()]
  return { texts: distinct, symbols, rank: ranks(distinct) }
}

/** Whether some event has no activity; a stored log tells without a pass over it. */
async function hasMissing({ activity, eventCount }: EventLog, codes: Int32Array, pace: Pace): Promise<boolean> {
  const counted = knownPresence(activity)
  if (counted) return counted.present < eventCount
  let signs = 0
  await bySteps(codes.length, pace, (a, b) => {
    for (let i = a; i < b; i++) signs |= codes[i]!
  })
  return signs < 0
}

/** rank[i] = place of text i in text order. */
export function ranks(texts: readonly string[]): Int32Array {
  const order = texts.map((_, i) => i).sort((a, b) => compareText(texts[a]!, texts[b]!) || a - b)
  const rank = new Int32Array(texts.length)
  for (let place = 0; place < order.length; place++) rank[order[place]!] = place
  return rank
}
