import type { Pieces } from '../../base/pieces.ts'
import { elementTexts, textAt, uiActions } from '../../log/ui-log.ts'
import { adaptiveBits, firstOrderBits } from './adaptive-code.ts'
import type { Items } from './items.ts'

/** The class of every item (normalised UI of Leno et al., 2020): what it does to which kind of element, values apart. */
export interface EventClasses {
  /** Class by item. */
  readonly codes: Int32Array
  /** Class in words, parts joined by ` | `; equal texts are the same class in every log. */
  readonly texts: readonly string[]
  /** An item of each class, to look up its element. */
  readonly example: Int32Array
  /** Attributes that carry the class, by action and application. */
  readonly context: readonly { readonly of: string; readonly attributes: readonly string[] }[]
}

export const contextAttributes: readonly string[] = [
  ...elementTexts.filter(text => text !== 'application'),
  'column',
  'row',
]

/** Items that the choice is learned from, and choices tried in turn: more make it slower, hardly better. */
const SAMPLE = 10_000
/** Choices tried one by one in a round; where there are more, those of the commonest bases. */
const TRIALS = 500

/**
 * Chooses by description length which attributes of an element are context (part of the class) and which are data. Under a
 * first-order adaptive code an attribute belongs to the class where the class of the event before predicts it better than
 * its own frequencies do, what it costs to tell more classes apart included. So a field's name is context, a row number or
 * the title of one order is not. Replaces the threshold on distinct values of Leno et al. (2020).
 */
export function* learnEventClasses(items: Items): Pieces<EventClasses> {
  const table = attributeTable(items)
  const bases = internBases(items)
  const chosen = yield* choose(items, table, bases)
  return name(items, table, bases, chosen)
}

interface Bases {
  readonly code: Int32Array
  readonly texts: readonly string[]
}

/** Columns of codes by attribute, and a way to tell them. */
interface AttributeTable {
  readonly codes: readonly Int32Array[]
  text(attribute: number, code: number): string
}

function attributeTable({ ui, size, element, place }: Items): AttributeTable {
  const texts = contextAttributes.slice(0, -2).map(key => ui.elements[key as (typeof elementTexts)[number]])
  const codes = texts.map(({ codes }) => Int32Array.from(element, e => (e < 0 ? -1 : codes[e]!)))
  const position = (column: Int32Array) => {
    const found = new Int32Array(size)
    for (let i = 0; i < size; i++) found[i] = column[place[i]!]! || -1
    return found
  }
  return {
    codes: [...codes, position(ui.position.column), position(ui.position.row)],
    text: (attribute, code) => (code < 0 ? '' : (texts[attribute]?.dictionary.text(code) ?? String(code))),
  }
}

function internBases({ ui, size, action, sourceAction, element }: Items): Bases {
  const { application } = ui.elements
  const known = new Map<string, number>()
  const texts: string[] = []
  const code = new Int32Array(size)
  for (let i = 0; i < size; i++) {
    const app = element[i]! < 0 ? null : textAt(application, element[i]!)
    const word = sourceAction[i]! < 0 ? uiActions[action[i]!]! : ui.sourceAction.dictionary.text(sourceAction[i]!)
    const key = app === null ? word : `${word} | ${app}`
    let base = known.get(key)
    if (base === undefined) {
      known.set(key, (base = known.size))
      texts.push(key)
    }
    code[i] = base
  }
  return { code, texts }
}

/** Attributes of one base that split its events alike: taken or left together. */
interface Bundle {
  readonly base: number
  readonly attributes: readonly number[]
  /** Code of the value by event of the base, in order. */
  readonly values: Int32Array
  /** Bits of each event's value under its own frequencies. */
  readonly bits: Float64Array
  readonly total: number
}

/** By base, the attributes that are context. */
function* choose(items: Items, table: AttributeTable, bases: Bases): Pieces<readonly (readonly number[])[]> {
  const m = Math.min(items.size, SAMPLE)
  const members: number[][] = bases.texts.map(() => [])
  for (let i = 0; i < m; i++) members[bases.code[i]!]!.push(i)
  const bundles = members.flatMap((events, base) => bundlesOf(base, events, table))
  const coder = new ClassCoder(items, bases, members, bundles, m)
  const taken = bundles.map(() => true)
  let best = coder.bits(taken)
  const attempt = (changed: readonly number[]) => {
    if (changed.length === 0) return false
    for (const b of changed) taken[b] = !taken[b]
    const bits = coder.bits(taken)
    if (bits < best) {
      best = bits
      return true
    }
    for (const b of changed) taken[b] = !taken[b]
    return false
  }
  const indexes = bundles.map((_, b) => b)
  const events = (b: number) => members[bundles[b]!.base]!.length
  const single =
    indexes.length <= TRIALS ? indexes : [...indexes].sort((a, b) => events(b) - events(a) || a - b).slice(0, TRIALS)
  for (let round = 0, improved = true; improved && round < 4; round++) {
    improved = false
    const done = (trial: number) => 1 - 2 ** -round * (1 - (0.5 * trial) / Math.max(1, single.length))
    yield done(0)
    for (let a = contextAttributes.length - 1; a >= 0; a--) {
      const all = indexes.filter(b => bundles[b]!.attributes.includes(a))
      improved = attempt(all.filter(b => taken[b])) || improved
      improved = attempt(all.filter(b => !taken[b])) || improved
    }
    for (const [trial, b] of single.entries()) {
      improved = attempt([b]) || improved
      yield done(trial)
    }
  }
  return bases.texts.map((_, base) =>
    indexes
      .filter(b => bundles[b]!.base === base && taken[b])
      .flatMap(b => bundles[b]!.attributes)
      .sort((x, y) => x - y),
  )
}

function bundlesOf(base: number, events: readonly number[], table: AttributeTable): Bundle[] {
  const found = new Map<string, { attributes: number[]; values: Int32Array }>()
  table.codes.forEach((codes, attribute) => {
    const known = new Map<number, number>()
    const values = Int32Array.from(events, i => {
      const code = codes[i]!
      let value = known.get(code)
      if (value === undefined) known.set(code, (value = known.size))
      return value
    })
    if (known.size < 2) return
    const key = values.join()
    const same = found.get(key)
    if (same) same.attributes.push(attribute)
    else found.set(key, { attributes: [attribute], values })
  })
  return [...found.values()].map(({ attributes, values }) => {
    const bits = adaptiveBits(values)
    return { base, attributes, values, bits, total: bits.reduce((sum, b) => sum + b, 0) }
  })
}

/** Bits of the whole sample under a choice of attributes. */
class ClassCoder {
  private readonly symbol: Int32Array
  private readonly state: string[]
  private readonly baseBits: Float64Array
  private readonly items: Items
  private readonly members: readonly (readonly number[])[]
  private readonly bundles: readonly Bundle[]
  private readonly bundlesOfBase: number[][]
  private readonly known = new Map<string, number>()

  constructor(items: Items, bases: Bases, members: number[][], bundles: readonly Bundle[], m: number) {
    this.items = items
    this.members = members
    this.bundles = bundles
    this.symbol = new Int32Array(m)
    this.state = members.map(() => '?')
    this.bundlesOfBase = members.map(() => [])
    bundles.forEach((bundle, b) => {
      this.bundlesOfBase[bundle.base]!.push(b)
    })
    this.baseBits = firstOrderBits(bases.code.subarray(0, m), items.starts, null)
  }

  bits(taken: readonly boolean[]): number {
    let left = 0
    for (let base = 0; base < this.members.length; base++) this.encode(base, taken)
    const novel = Float64Array.from(this.baseBits)
    this.bundles.forEach(({ base, bits, total }, b) => {
      if (taken[b]) {
        const events = this.members[base]!
        for (let k = 0; k < events.length; k++) novel[events[k]!]! += bits[k]!
      } else left += total
    })
    return firstOrderBits(this.symbol, this.items.starts, novel).reduce((sum, bits) => sum + bits, left)
  }

  private encode(base: number, taken: readonly boolean[]): void {
    const bundles = this.bundlesOfBase[base]!.filter(b => taken[b])
    const state = bundles.join()
    if (state === this.state[base]) return
    this.state[base] = state
    const events = this.members[base]!
    for (let k = 0; k < events.length; k++) {
      let key = String(base)
      for (const b of bundles) key += `:${b}=${this.bundles[b]!.values[k]}`
      let code = this.known.get(key)
      if (code === undefined) this.known.set(key, (code = this.known.size))
      this.symbol[events[k]!] = code
    }
  }
}

/** The text of a class: the base, and what its context attributes say. */
export const classText = (base: string, said: readonly (readonly [attribute: string, text: string])[]): string =>
  [base, ...said.filter(([, text]) => text !== '').map(([attribute, text]) => `${attribute} ${text}`)].join(' | ')

function name(
  { size }: Items,
  table: AttributeTable,
  bases: Bases,
  chosen: readonly (readonly number[])[],
): EventClasses {
  const codes = new Int32Array(size)
  const known = new Map<string, number>()
  const texts: string[] = []
  const example: number[] = []
  for (let i = 0; i < size; i++) {
    const base = bases.code[i]!
    let key = String(base)
    for (const a of chosen[base]!) key += `:${table.codes[a]![i]}`
    let code = known.get(key)
    if (code === undefined) {
      known.set(key, (code = known.size))
      example.push(i)
      texts.push(
        classText(
          bases.texts[base]!,
          chosen[base]!.map(a => [contextAttributes[a]!, table.text(a, table.codes[a]![i]!)] as const),
        ),
      )
    }
    codes[i] = code
  }
  const context = bases.texts.map((of, base) => ({ of, attributes: chosen[base]!.map(a => contextAttributes[a]!) }))
  return { codes, texts, example: Int32Array.from(example), context }
}
