import { type Masked, maskedAt } from '../../log/masked.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { Effort } from '../transformations/effort.ts'
import { learnTransformation } from '../transformations/learn.ts'
import { learnMaskedTransformation } from '../transformations/learn-masked.ts'
import type { Expression } from '../transformations/program.ts'
import type { AlignedInstance } from './instances.ts'
import type { HiddenRule, ValueSource } from './procedure.ts'
import type { ReadPlace, ReadPlaces } from './read-places.ts'

/**
 * How the value of routine step `at` comes from what was read before it, over all instances that have the step. `earlier`: steps that wrote into the same place before, of which it kept a part or all. `effort`: what
 * all searches for rules may cost together.
 */
export function valueSourceOf(
  at: number,
  earlier: readonly number[],
  places: ReadPlaces,
  instances: readonly AlignedInstance[],
  log: StepLog,
  name: string,
  effort: Effort,
): ValueSource {
  const having = instances.filter(({ steps }) => steps[at]! >= 0)
  const used = places.sourcesOf(at)
  const outputs = having.map(({ steps }) => maskedAt(log.ui.values, log.value[steps[at]!]!))
  const inputs = having.map(({ steps }) =>
    used.map(({ step }) => (steps[step]! < 0 ? null : maskedAt(log.ui.values, log.value[steps[step]!]!))),
  )
  const unknown = (because: string): ValueSource => ({ kind: 'unknown', name, because })
  const known = outputs.filter(output => output !== null)
  if (known.length === 0) return unknown('the recording does not say what was put in')
  return known.every(output => output.clear !== null)
    ? clearSource(inputs, outputs, used, unknown, effort)
    : maskedSource(inputs, outputs, used, name, places.madeOf([...earlier, at]))
}

type Values = readonly (Masked | null)[]

function clearSource(
  inputs: readonly Values[],
  outputs: Values,
  used: readonly ReadPlace[],
  unknown: (because: string) => ValueSource,
  effort: Effort,
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
  const learned = learnTransformation(examples, effort)
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
  name: string,
  madeOf: readonly ReadPlace[],
): ValueSource {
  const unknown = (because: string, how?: HiddenRule, from: readonly ReadPlace[] = []): ValueSource => ({
    kind: 'unknown',
    name,
    because,
    ...(how ? { of: { sources: from.map(({ source }) => source), how } } : {}),
  })
  const learned = learnMaskedTransformation(outputs.map((output, i) => ({ inputs: inputs[i]!, output })))
  if (!learned.ok) return madeOf.length > 0 ? unknown(PASTED, 'flow', madeOf) : unknown(learned.because)
  const { kind, sources, limit } = learned.value
  const from = sources.map(source => used[source]!)
  const hidden = `; ${limit.toLowerCase().replace(/\.$/, '')}`
  if (kind === 'equal') return from[0]!.source
  if (kind === 'constant') return unknown(`it is always the same value${hidden}`, 'constant')
  if (kind === 'dependency') return unknown(`it follows from what was read before, by a table${hidden}`, 'table', from)
  if (madeOf.length > 0) return unknown(PASTED, 'flow', madeOf)
  return from.length > 0
    ? unknown(`its form follows from what was read before${hidden}`, 'form', from)
    : unknown(`it always has the same form${hidden}`)
}

const PASTED = 'a value that was read before is changed on the way; the values are masked, so the rule is not known'

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
