import { RequestError } from '../../base/errors.ts'
import { compareText } from '../../base/sort.ts'
import { countArcs } from '../../log/count/arcs.ts'
import { eventAttribute } from '../../log/count/attributes.ts'
import { type Coded, coded } from '../../log/count/coded.ts'
import type { Entries } from '../../log/count/entries.ts'
import { byPieces, type Pace } from '../../log/count/pace.ts'
import { PairIndex } from '../../log/count/pair-index.ts'
import type { Handovers, Resources } from '../../log/engine.ts'
import { arcOrder, listOf } from './overview.ts'
import { clockIn, placesOf, type Scene } from './scene.ts'

function resourceOf({ log }: Scene, key: string | undefined): Coded {
  const used = key ?? log.resourceKey
  if (used === null) throw new RequestError('This log has no resource attribute: name an event attribute by "key".')
  return coded(eventAttribute(log, used), log.eventCount)
}

/** Code of each entry. */
function codesOf({ rows, symbols }: Entries, codes: Int32Array): Int32Array {
  if (rows === null) return codes
  const picked = new Int32Array(symbols.length)
  for (let e = 0; e < picked.length; e++) picked[e] = codes[rows[e]!]!
  return picked
}

interface Counts {
  readonly frequency: Int32Array
  readonly caseFrequency: Int32Array
  readonly activities: Int32Array
}

async function count(entries: Entries, codes: Int32Array, size: number, pace: Pace): Promise<Counts> {
  const { from, to, symbols } = entries
  const frequency = new Int32Array(size)
  const caseFrequency = new Int32Array(size)
  const activities = new Int32Array(size)
  const lastCase = new Int32Array(size).fill(-1)
  const classes = entries.seen.texts.length
  const did = size * classes <= 2 ** 24 ? new Uint8Array(size * classes) : null
  const pairs = new PairIndex()
  await byPieces(entries, pace, (a, b) => {
    for (let k = a; k < b; k++)
      for (let e = from[k]!, end = to[k]!; e < end; e++) {
        const code = codes[e]!
        if (code < 0) continue
        frequency[code]!++
        if (lastCase[code] !== k) {
          lastCase[code] = k
          caseFrequency[code]!++
        }
        if (did === null) pairs.add(code, symbols[e]!)
        else if (did[code * classes + symbols[e]!] === 0) {
          did[code * classes + symbols[e]!] = 1
          activities[code]!++
        }
      }
  })
  for (let i = 0; i < pairs.size; i++) activities[pairs.left[i]!]!++
  return { frequency, caseFrequency, activities }
}

export async function resources(scene: Scene, ask: { readonly key?: string }): Promise<Resources> {
  const { entries, pace } = scene
  const { codes, size, text } = resourceOf(scene, ask.key)
  const counts = await count(entries, codesOf(entries, codes), size, pace)
  const { frequency } = counts
  const order = occurring(frequency).sort((a, b) => frequency[b]! - frequency[a]! || compareText(text(a), text(b)))
  return {
    resource: order.map(text),
    frequency: order.map(code => frequency[code]!),
    caseFrequency: order.map(code => counts.caseFrequency[code]!),
    activities: order.map(code => counts.activities[code]!),
  }
}

function occurring(frequency: Int32Array): number[] {
  const codes: number[] = []
  for (let code = 0; code < frequency.length; code++) if (frequency[code]! > 0) codes.push(code)
  return codes
}

export async function handovers(scene: Scene, ask: { readonly key?: string }): Promise<Handovers> {
  const { entries, pace } = scene
  const { codes, size, text } = resourceOf(scene, ask.key)
  const symbols = codesOf(entries, codes)
  const { frequency } = await count(entries, symbols, size, pace)
  const names = occurring(frequency).sort((a, b) => compareText(text(a), text(b)))
  const arcs = await countArcs({ entries, symbols, size, borders: false }, await clockIn(scene), false, pace)
  const { order, from, to } = arcOrder(arcs, placesOf(names, size))
  return {
    resources: names.map(text),
    from,
    to,
    frequency: listOf(order, slot => arcs.frequency[slot]!),
    caseFrequency: listOf(order, slot => arcs.caseFrequency[slot]!),
    totalMs: listOf(order, slot => arcs.time[slot]?.total ?? 0),
  }
}
