import type { Example } from './example.ts'
import { functionalDependencies } from './functional-dependencies.ts'
import type { Transformation } from './learn.ts'
import { wilson } from './learn.ts'
import type { Expression } from './program.ts'

/** Share of examples whose key comes again that have to agree. */
const AGREEMENT = 0.9
/** Share of examples whose key has to come again: a table of keys seen once says nothing about new ones. */
const RETURNING = 0.5

/**
 * A table of values where equal sources gave equal results, from the smallest set of sources that does so. Its
 * confidence counts only examples whose key was seen in another one (leave one out). Keys that disagree are left out,
 * but for single mistakes among many: the result is then unknown, never guessed.
 */
export function learnLookup(examples: readonly Example[]): Transformation | null {
  const sources = examples[0]!.inputs.length
  const columns = Array.from({ length: sources }, (_, s) => codes(examples.map(({ inputs }) => inputs[s]!.trim())))
  const outputs = codes(examples.map(({ output }) => output))
  const found = functionalDependencies(columns, outputs, { mostColumns: 2, leastAgreement: AGREEMENT })
  for (const { determinants } of found) {
    if (determinants.length === 0) continue
    const learned = tableOf(examples, determinants)
    if (learned.returning >= RETURNING * examples.length) return learned
  }
  return null
}

function tableOf(examples: readonly Example[], sources: readonly number[]): Transformation & { returning: number } {
  const groups = new Map<string, { from: readonly string[]; outputs: Map<string, number[]> }>()
  examples.forEach(({ inputs, output }, i) => {
    const from = sources.map(s => inputs[s]!.trim())
    const key = from.join('\0')
    const group = groups.get(key) ?? { from, outputs: new Map<string, number[]>() }
    groups.set(key, group)
    group.outputs.set(output, [...(group.outputs.get(output) ?? []), i])
  })
  const table: { from: readonly string[]; to: string }[] = []
  const counterexamples: number[] = []
  let returning = 0
  for (const { from, outputs } of groups.values()) {
    const [first, ...others] = [...outputs].sort(([, a], [, b]) => b.length - a.length || a[0]! - b[0]!)
    const odd = others.flatMap(([, members]) => members)
    // mistakes are few, and hardly ever the same
    const isSure = odd.length * 4 <= first![1].length && odd.length === others.length
    if (!isSure) odd.push(...first![1])
    counterexamples.push(...odd)
    if (!isSure) continue
    table.push({ from, to: first![0] })
    if (first![1].length > 1) returning += first![1].length
  }
  const of: Expression[] = sources.map(index => ({ op: 'input', index }))
  return {
    program: { op: 'lookup', of, table },
    support: examples.length - counterexamples.length,
    counterexamples: counterexamples.sort((a, b) => a - b),
    confidence: wilson(returning, examples.length),
    returning,
  }
}

function codes(texts: readonly string[]): Int32Array {
  const known = new Map<string, number>()
  return Int32Array.from(texts, text => {
    const code = known.get(text) ?? known.size
    known.set(text, code)
    return code
  })
}
