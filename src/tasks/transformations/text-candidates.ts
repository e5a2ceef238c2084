import type { Example, Offer } from './example.ts'
import { isRun, pieces, separators, splittersOf } from './pieces.ts'
import { type Expression, evaluate } from './program.ts'
import type { LetterCase } from './text-forms.ts'

const CASES: readonly LetterCase[] = ['lower', 'upper', 'title', 'capital']
/** What the usual abbreviations and key forms need: the first or last one to four characters, or all but them. */
const SLICES: readonly (readonly [number, number | null])[] = [
  [0, 1],
  [0, 2],
  [0, 3],
  [0, 4],
  [-1, null],
  [-2, null],
  [-3, null],
  [-4, null],
  [1, null],
  [2, null],
  [3, null],
  [0, -1],
  [0, -2],
  [0, -3],
]

/** Case, ends, kinds of characters, zeros before a number and accents of one text. */
export function offerVariants(of: Expression, cost: number, examples: readonly Example[], offer: Offer): void {
  for (const to of CASES) offer({ op: 'case', of, to }, cost + 0.6)
  for (const [from, to] of SLICES) {
    const slice: Expression = { op: 'slice', of, from, to }
    offer(slice, cost + 1.5)
    if (from === 0 && to !== null && to > 0)
      for (const letters of CASES.slice(0, 2)) offer({ op: 'case', of: slice, to: letters }, cost + 1.9)
  }
  const texts = examples.map(({ inputs }) => evaluate(of, inputs) ?? '')
  // a decimal sign between digits is no mere separator
  const dear = texts.some(text => /^\D*\d+[.,]\d{1,3}\D*$/.test(text)) ? 2 : 0
  for (const keep of ['digits', 'letters', 'alphanumeric'] as const) {
    const only: Expression = { op: 'only', of, keep }
    offer(only, cost + 1 + dear)
    if (keep === 'alphanumeric') for (const to of CASES.slice(0, 2)) offer({ op: 'case', of: only, to }, cost + 1.6)
    if (keep === 'digits') {
      offer({ op: 'unpad', of: only }, cost + 2 + dear)
      for (const [from, to] of SLICES) offer({ op: 'slice', of: only, from, to }, cost + 2.5)
    }
  }
  offer({ op: 'unpad', of }, cost + 1)
  const widths = new Set(pieces(examples[0]!.output, 'number').map(({ from, to }) => to - from))
  for (const width of widths) if (width <= 20) offer({ op: 'pad', of, width }, cost + 1)
  offerFolded(of, texts, cost, offer)
}

function offerFolded(of: Expression, texts: readonly string[], cost: number, offer: Offer): void {
  if (!texts.some(text => /[^\p{ASCII}]/u.test(text) && /\p{L}/u.test(text))) return
  for (const to of ['plain', 'german'] as const) {
    const fold: Expression = { op: 'fold', of, to }
    offer(fold, cost + 0.9)
    for (const letters of CASES) offer({ op: 'case', of: fold, to: letters }, cost + 1.4)
    const first: Expression = { op: 'slice', of: fold, from: 0, to: 1 }
    offer({ op: 'case', of: first, to: 'lower' }, cost + 2.8)
  }
}

const BY: readonly string[] = ['', ' ', '-', '/', '.', ',', '_', ', ', ':', ';', '|']

/** One separator by another, in all texts or, where some have none, in those that have it. */
export function offerReplacements(of: Expression, texts: readonly string[], cost: number, offer: Offer): void {
  for (const text of [' ', ', ', ...separators]) {
    const having = texts.filter(one => one.includes(text)).length
    if (having === 0) continue
    const lenient = having === texts.length ? {} : ({ lenient: true } as const)
    for (const by of BY) {
      if (by === text) continue
      const replaced: Expression = { op: 'replace', of, text, by, ...lenient }
      offer(replaced, cost + 1.2 + (having === texts.length ? 0 : 0.5))
      if (cost <= 1) for (const to of CASES) offer({ op: 'case', of: replaced, to }, cost + 1.8)
    }
  }
}

/** Characters at fixed places of keys of one length or of one run, and the first ones of a longer text. */
export function offerSlices(
  of: Expression,
  texts: readonly string[],
  cost: number,
  examples: readonly Example[],
  offer: Offer,
): void {
  const [first] = texts as [string]
  const { output } = examples[0]!
  const isKey = texts.every(text => /^[\p{L}\p{Nd}]{5,}$/u.test(text) && text.length <= 34)
  if (isKey)
    for (let from = 0; from < first.length; from++)
      for (let to = first.length; to > from; to--) {
        if (!output.includes(first.slice(from, to))) continue
        const price = cost + 1.9 + (to === from + 1 ? 0.5 : 0)
        offer({ op: 'slice', of, from, to }, price)
        if (to === first.length) offer({ op: 'slice', of, from, to: null }, price - 0.2)
        offer(
          { op: 'slice', of, from: from - first.length, to: to === first.length ? null : to - first.length },
          price + 0.1,
        )
      }
  const lengths = new Set(examples.map(one => one.output.length))
  for (let to = 2; to <= 40; to++) {
    if (!isKey && to > 10 && !lengths.has(to)) continue
    const clips = texts.some(text => text.length < to)
    if (clips && !texts.some(text => text.length > to)) continue
    const slice: Expression = { op: 'slice', of, from: 0, to, ...(clips ? { clips: true } : {}) }
    if (!clips && to <= 4) continue
    offer(slice, cost + 2)
    for (const letters of CASES.slice(0, 2)) offer({ op: 'case', of: slice, to: letters }, cost + 2.4)
  }
}

/** What is done with every piece, however many there are. */
export function offerLoops(
  of: Expression,
  texts: readonly string[],
  cost: number,
  examples: readonly Example[],
  offer: Offer,
): void {
  if (texts.some(text => /\s{2}|^\s|\s$|[^\S ]/.test(text))) offer({ op: 'squeeze', of }, cost + 0.5)
  const { output } = examples[0]!
  const between = ['', ' ', '-', '_', '.', ', ', '. ', '/', ';', '|', ','].filter(sign => output.includes(sign))
  for (const by of splittersOf(texts[0]!)) {
    const counts = new Set(texts.map(text => pieces(text, by).length))
    // where all have the same number, pieces by place say it too
    if (counts.size < 2 && by !== 'hump') continue
    offer({ op: 'count', of, by }, cost + 2)
    for (const take of [null, 1, 2, 3])
      for (const to of [null, 'upper', 'lower', 'capital'] as const)
        for (const sign of between)
          for (const behind of take === null ? [''] : ['', '.']) {
            if (take === null && to === null && sign === (isRun(by) ? ' ' : by)) continue
            offer(
              { op: 'each', of, by, take, case: to, between: sign, behind },
              cost +
                1.8 +
                (take ?? 0) / 10 +
                (to === null ? 0 : 0.4) +
                (behind === '' ? 0 : 0.2) +
                (isRun(by) ? 0 : 0.2),
            )
          }
  }
  for (const size of [2, 3, 4, 5])
    for (const sign of [' ', '-', ':'])
      if (output.includes(sign)) offer({ op: 'group', of, size, between: sign }, cost + 1)
}
