import { assert } from '../base/errors.ts'
import { compareText } from '../base/sort.ts'

/**
 * The narrow waist: the distinct sequences of classes with their cases. Variant v is
 * symbols[offsets[v]..offsets[v+1]) over `activities`, and `cases[v]` cases follow it.
 * Variants stand by cases descending, then by sequence of symbols.
 */
export interface VariantLog {
  readonly activities: readonly string[]
  readonly offsets: Int32Array
  readonly symbols: Int32Array
  readonly cases: Float64Array
}

export const variantCount = (log: VariantLog): number => log.cases.length

/**
 * The textbook notation, for tests and docs: `a b c d *3 | a c b d *2 | a e d`; an empty trace is an empty part.
 * Activities are numbered in order of first appearance.
 */
export function variantLog(notation: string): VariantLog {
  const code = new Map<string, number>()
  const variants = notation.split('|').map(part => {
    const words = part.trim().split(/\s+/).filter(Boolean)
    const times = words.at(-1)?.match(/^\*(\d+)$/)
    if (times) words.pop()
    return {
      cases: times ? Number(times[1]) : 1,
      symbols: words.map(word => {
        if (!code.has(word)) code.set(word, code.size)
        return code.get(word)!
      }),
    }
  })
  variants.sort((a, b) => b.cases - a.cases || compareSymbols(a.symbols, b.symbols))
  const offsets = new Int32Array(variants.length + 1)
  for (let v = 0; v < variants.length; v++) offsets[v + 1] = offsets[v]! + variants[v]!.symbols.length
  return {
    activities: [...code.keys()],
    offsets,
    symbols: Int32Array.from(variants.flatMap(v => v.symbols)),
    cases: Float64Array.from(variants, v => v.cases),
  }
}

/** The same of variants by the names of their activities. They stand in the order given. */
export function variantLogOf(
  variants: readonly { readonly activities: readonly string[]; readonly cases: number }[],
): VariantLog {
  const code = new Map<string, number>()
  const offsets = new Int32Array(variants.length + 1)
  const symbols: number[] = []
  for (const [v, { activities }] of variants.entries()) {
    for (const activity of activities) {
      if (!code.has(activity)) code.set(activity, code.size)
      symbols.push(code.get(activity)!)
    }
    offsets[v + 1] = symbols.length
  }
  return {
    activities: [...code.keys()],
    offsets,
    symbols: Int32Array.from(symbols),
    cases: Float64Array.from(variants, ({ cases }) => cases),
  }
}

/** The inverse of `variantLog`. Activities with blanks are printed as they are. */
export function printVariants(log: VariantLog): string {
  return Array.from(log.cases, (cases, v) => {
    const names = Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), s => log.activities[s]!)
    return [...names, ...(cases === 1 ? [] : [`*${cases}`])].join(' ')
  }).join(' | ')
}

export function compareSymbols(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

/** The sequences as text, most cases first; ties by the text, so that two engines that number classes differently agree. */
export function variantRows(log: VariantLog): { activities: string[]; cases: number }[] {
  const rows = Array.from(log.cases, (cases, v) => ({
    activities: Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), s => {
      const name = log.activities[s]
      assert(name !== undefined, 'a symbol is no activity')
      return name
    }),
    cases,
  }))
  return rows.sort((a, b) => b.cases - a.cases || compareTexts(a.activities, b.activities))
}

export function compareTexts(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const order = compareText(a[i]!, b[i]!)
    if (order !== 0) return order
  }
  return a.length - b.length
}
