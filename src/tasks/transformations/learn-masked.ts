import { notApplicable, ok, type Result } from '../../base/result.ts'
import type { Masked } from '../../log/masked.ts'
import { functionalDependencies } from './functional-dependencies.ts'
import { FEWEST_EXAMPLES, LEAST_SUPPORT, wilson } from './learn.ts'

/** An observed transformation of which only masks are known; null: the value was missing. */
export interface MaskedExample {
  readonly inputs: readonly (Masked | null)[]
  readonly output: Masked | null
}

/** What masks can tell: that a value is copied, that it depends on others, or that only its form changes. */
export interface MaskedTransformation {
  /**
   * `equal`: the output is source `sources[0]`. `dependency`: equal sources gave equal outputs. `constant`: always the
   * same value. `form`: sources of one shape gave outputs of one shape; how is not known.
   */
  readonly kind: 'equal' | 'dependency' | 'constant' | 'form'
  readonly sources: readonly number[]
  readonly support: number
  readonly counterexamples: readonly number[]
  readonly confidence: number
  /** What cannot be learned because the values are masked; shown beside the rule. */
  readonly limit: string
}

const LIMIT =
  'The values are masked: only equality, shape and dependency were compared, the text of the rule is unknown.'

/** The strongest relation that holds in masks: equality, then dependency (leave one out), then shape. Deterministic. */
export function learnMaskedTransformation(examples: readonly MaskedExample[]): Result<MaskedTransformation> {
  if (examples.length < FEWEST_EXAMPLES)
    return notApplicable(`only ${examples.length} examples: at least ${FEWEST_EXAMPLES} are needed`)
  const enough = LEAST_SUPPORT * examples.length
  const sources = examples[0]!.inputs.length
  for (let s = 0; s < sources; s++) {
    const found = counted('equal', [s], examples, ({ inputs, output }) => sameValue(inputs[s] ?? null, output))
    if (found.support >= enough) return ok(found)
  }
  const columns = Array.from({ length: sources }, (_, s) =>
    codes(examples.map(({ inputs }) => identity(inputs[s] ?? null))),
  )
  const target = codes(examples.map(({ output }) => identity(output)))
  const options = { mostColumns: 2, leastAgreement: 0.95 }
  for (const { determinants } of functionalDependencies(columns, target, options)) {
    const found = dependency(examples, determinants, columns, target)
    if (found.support >= enough) return ok(found)
  }
  const shapes = Array.from({ length: sources }, (_, s) => codes(examples.map(({ inputs }) => inputs[s]?.shape ?? '')))
  const shape = codes(examples.map(({ output }) => output?.shape ?? ''))
  for (const { determinants } of functionalDependencies(shapes, shape, options)) {
    const found = dependency(examples, determinants, shapes, shape)
    if (found.support >= enough) return ok({ ...found, kind: 'form' })
  }
  return notApplicable(
    'the values are masked, and neither equality nor dependency nor shape tells how they are related',
  )
}

const sameValue = (a: Masked | null, b: Masked | null) =>
  a !== null && b !== null && ((a.hash !== null && a.hash === b.hash) || a.keys.some(key => b.keys.includes(key)))
const identity = (value: Masked | null) =>
  value === null ? '' : (value.keys[0] ?? value.hash ?? `shape ${value.shape}`)

function counted(
  kind: MaskedTransformation['kind'],
  sources: readonly number[],
  examples: readonly MaskedExample[],
  holds: (example: MaskedExample, index: number) => boolean,
): MaskedTransformation {
  const counterexamples: number[] = []
  examples.forEach((example, i) => {
    if (!holds(example, i)) counterexamples.push(i)
  })
  const support = examples.length - counterexamples.length
  return { kind, sources, support, counterexamples, confidence: wilson(support, examples.length), limit: LIMIT }
}

/** Supported by an example is what another one of the same key confirms. */
function dependency(
  examples: readonly MaskedExample[],
  sources: readonly number[],
  columns: readonly Int32Array[],
  target: Int32Array,
): MaskedTransformation {
  const groups = new Map<string, number[]>()
  const keys = examples.map((_, i) => sources.map(s => columns[s]![i]!).join())
  for (const [i, key] of keys.entries()) groups.set(key, [...(groups.get(key) ?? []), i])
  return counted(sources.length === 0 ? 'constant' : 'dependency', sources, examples, (_, i) =>
    groups.get(keys[i]!)!.some(other => other !== i && target[other] === target[i]),
  )
}

function codes(texts: readonly string[]): Int32Array {
  const known = new Map<string, number>()
  return Int32Array.from(texts, text => {
    const code = known.get(text) ?? known.size
    known.set(text, code)
    return code
  })
}
