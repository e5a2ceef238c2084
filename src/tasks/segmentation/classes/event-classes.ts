import type { Pieces } from '../../../base/pieces.ts'
import type { Items } from '../items.ts'
import { type AttributeTable, attributeTable, type Bases, contextAttributes, internBases } from './attribute-table.ts'
import { chooseAttributes } from './choose-attributes.ts'

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

/**
 * Chooses by description length which attributes of an element are context (part of the class) and which are data. Under a
 * first-order adaptive code an attribute belongs to the class where the class of the event before predicts it better than
 * its own frequencies do, what it costs to tell more classes apart included. So a field's name is context, a row number or
 * the title of one order is not. Replaces the threshold on distinct values of Leno et al. (2020).
 */
export function* learnEventClasses(items: Items): Pieces<EventClasses> {
  const table = attributeTable(items)
  const bases = internBases(items)
  const chosen = yield* chooseAttributes(items, table, bases)
  return name(items, table, bases, chosen)
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
