import { type Masked, maskedAt } from '../../log/masked.ts'
import type { StepLog } from '../../log/step-log.ts'
import { learnTransformation } from '../transformations/learn.ts'
import { learnMaskedTransformation } from '../transformations/learn-masked.ts'
import type { Expression } from '../transformations/program.ts'
import type { AlignedInstance } from './instances.ts'
import type { ValueSource } from './procedure.ts'

/** A place that a value can be read from: a routine step that reads, and how others name what it read. */
export interface ReadPlace {
  /** Index of the routine step. */
  readonly step: number
  readonly source: ValueSource
}

/** Sources that one value may be made of. */
const MOST_SOURCES = 6

/** How the value of routine step `at` comes from what was read before it, over all instances that have the step. */
export function valueSourceOf(
  at: number,
  places: readonly ReadPlace[],
  instances: readonly AlignedInstance[],
  log: StepLog,
  name: string,
): ValueSource {
  const having = instances.filter(({ steps }) => steps[at]! >= 0)
  const used = sourcesOf(at, places, having, log)
  const outputs = having.map(({ steps }) => maskedAt(log.ui.values, log.value[steps[at]!]!))
  const inputs = having.map(({ steps }) =>
    used.map(({ step }) => (steps[step]! < 0 ? null : maskedAt(log.ui.values, log.value[steps[step]!]!))),
  )
  const unknown = (because: string): ValueSource => ({ kind: 'unknown', name, because })
  const known = outputs.filter(output => output !== null)
  if (known.length === 0) return unknown('the recording does not say what was put in')
  return known.every(output => output.clear !== null)
    ? clearSource(inputs, outputs, used, unknown)
    : maskedSource(inputs, outputs, used, unknown)
}

/** Places to look at: those whose value went to this step, then other earlier ones, the nearest first. */
function sourcesOf(
  at: number,
  places: readonly ReadPlace[],
  having: readonly AlignedInstance[],
  log: StepLog,
): readonly ReadPlace[] {
  const earlier = places.filter(({ step }) => step < at)
  const flows = new Map<number, number>()
  for (const { steps } of having) {
    const seen = new Set<number>()
    for (let step = steps[at]!; step >= 0; ) {
      if (seen.has(step)) break
      seen.add(step)
      step = log.source[step]!
      const place = earlier.find(one => steps[one.step] === step)
      if (place) flows.set(place.step, (flows.get(place.step) ?? 0) + 1)
    }
  }
  const weight = ({ step }: ReadPlace) => flows.get(step) ?? 0
  return [...earlier].sort((a, b) => weight(b) - weight(a) || b.step - a.step).slice(0, MOST_SOURCES)
}

type Values = readonly (Masked | null)[]

function clearSource(
  inputs: readonly Values[],
  outputs: Values,
  used: readonly ReadPlace[],
  unknown: (because: string) => ValueSource,
): ValueSource {
  const texts = outputs.map(output => output?.clear ?? null)
  const examples = texts.flatMap((output, i) =>
    output === null ? [] : [{ inputs: inputs[i]!.map(input => input?.clear ?? ''), output }],
  )
  const first = examples[0]?.output
  if (used.length === 0 || first === undefined)
    return first !== undefined && examples.length > 1 && examples.every(({ output }) => output === first)
      ? { kind: 'constant', text: first }
      : unknown('nothing was read before it that it could come from')
  const learned = learnTransformation(examples)
  if (!learned.ok) return unknown(learned.because)
  const { program, confidence } = learned.value
  if (program.op === 'constant') return { kind: 'constant', text: program.text }
  const indices = inputsOf(program)
  const from = indices.map(index => used[index]!.source)
  if (program.op === 'input') return from[0]!
  return { kind: 'computed', program: renumbered(program, indices), from, confidence }
}

function maskedSource(
  inputs: readonly Values[],
  outputs: Values,
  used: readonly ReadPlace[],
  unknown: (because: string) => ValueSource,
): ValueSource {
  const learned = learnMaskedTransformation(outputs.map((output, i) => ({ inputs: inputs[i]!, output })))
  if (!learned.ok) return unknown(learned.because)
  const { kind, sources, limit } = learned.value
  if (kind === 'equal') return used[sources[0]!]!.source
  if (kind === 'constant') return unknown(`it is always the same value; ${limit.toLowerCase()}`)
  if (kind === 'dependency') return unknown(`it follows from what was read before, by a table; ${limit.toLowerCase()}`)
  return unknown(`its form follows from what was read before; ${limit.toLowerCase()}`)
}

/** Indices of the sources that a program uses, ascending. */
function inputsOf(program: Expression): readonly number[] {
  const found = new Set<number>()
  walk(program, expression => {
    if (expression.op === 'input' || expression.op === 'switch') found.add(expression.index)
  })
  return [...found].sort((a, b) => a - b)
}

/** The same program over only the sources that it uses. */
function renumbered(program: Expression, indices: readonly number[]): Expression {
  return JSON.parse(JSON.stringify(program), (_, value) =>
    value && typeof value === 'object' && (value.op === 'input' || value.op === 'switch')
      ? { ...value, index: indices.indexOf(value.index) }
      : value,
  )
}

function walk(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression)
  switch (expression.op) {
    case 'constant':
    case 'input':
      return
    case 'join':
      for (const part of expression.parts) walk(part, visit)
      return
    case 'lookup':
      for (const part of expression.of) walk(part, visit)
      return
    case 'switch':
      for (const { program } of expression.cases) walk(program, visit)
      walk(expression.otherwise, visit)
      return
    case 'combine':
      walk(expression.left, visit)
      walk(expression.right, visit)
      return
    default:
      walk(expression.of, visit)
  }
}
