import { offerDates, offerTimes } from './date-candidates.ts'
import type { Effort } from './effort.ts'
import type { Example, Offer } from './example.ts'
import { offerCombined, offerNumbers } from './number-candidates.ts'
import { type Part, partsOf } from './part-candidates.ts'
import { isRun } from './pieces.ts'
import { type Expression, evaluate } from './program.ts'
import { offerLoops, offerReplacements, offerSlices, offerVariants } from './text-candidates.ts'

/** A piece that the output may be made of, with what it gives for each example. */
export interface Candidate {
  readonly expression: Expression
  /** Description length: the simpler, the cheaper. */
  readonly cost: number
  readonly values: readonly string[]
}

/** Pieces of fields that are looked into. */
const MOST_NESTED = 24

/**
 * All expressions of bounded size whose value stands somewhere in the output of every example; of equal values only the
 * cheapest is kept, ties by order of generation. Cost: candidates × examples.
 */
export function candidates(examples: readonly Example[], effort: Effort): readonly Candidate[] {
  const best = new Map<string, Candidate>()
  const offer = (expression: Expression, cost: number): boolean => {
    const values: string[] = []
    effort.spend(1)
    for (const { inputs, output } of examples) {
      const value = evaluate(expression, inputs)
      if (value === null || value === '' || !output.includes(value)) return false
      values.push(value)
    }
    const key = values.join('\0')
    const known = best.get(key)
    if (!known || cost < known.cost) best.set(key, { expression, cost, values })
    return true
  }
  const count = examples[0]?.inputs.length ?? 0
  for (let index = 0; index < count; index++) offerInput(index, examples, offer)
  offerCombined(examples, offer)
  return [...best.values()]
}

function offerInput(index: number, examples: readonly Example[], offer: Offer): void {
  const input: Expression = { op: 'input', index }
  const texts = examples.map(({ inputs }) => inputs[index]!.trim())
  if (texts.some(text => text === '')) return
  const parts = partsOf(input, texts)
  offer(input, 1)
  offerVariants(input, 1, examples, offer)
  offerReplacements(input, texts, 1, offer)
  offerSlices(input, texts, 1, examples, offer)
  offerLoops(input, texts, 1, examples, offer)
  for (const { expression, cost, single } of parts) {
    offer(expression, cost)
    if (single) offerVariants(expression, cost, examples, offer)
    else offerReplacements(expression, texts, cost, offer)
  }
  for (const { expression, cost } of [{ expression: input, cost: 1 }, ...parts]) {
    offerDates(expression, cost, examples, offer)
    offerNumbers(expression, cost, examples, offer)
    offerTimes(expression, cost, examples, offer)
  }
  offerNested(parts, examples, offer)
}

/** Pieces of the fields between separators. */
function offerNested(parts: readonly Part[], examples: readonly Example[], offer: Offer): void {
  for (const { expression, cost, single, by } of parts
    .filter(part => part.single && !isRun(part.by))
    .slice(0, MOST_NESTED)) {
    if (!single) continue
    const texts = examples.map(({ inputs }) => evaluate(expression, inputs) ?? '')
    if (texts.some(text => !/[^\p{L}\p{Nd}]/u.test(text))) continue
    for (const part of partsOf(expression, texts, cost - 1)) if (part.by !== by) offer(part.expression, part.cost)
  }
}
