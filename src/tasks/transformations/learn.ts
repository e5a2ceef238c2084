import { notApplicable, ok, type Result } from '../../base/result.ts'
import { byCase, conditionals } from './cases.ts'
import { doubtOf } from './doubt.ts'
import { Effort } from './effort.ts'
import type { Example } from './example.ts'
import { featureOf } from './features.ts'
import { learnLookup } from './lookup.ts'
import { narrowed } from './narrowed.ts'
import { type Expression, evaluate } from './program.ts'
import { synthesise } from './synthesise.ts'

/** A rule with what speaks for and against it. */
export interface Transformation {
  readonly program: Expression
  /** Examples that the program makes. */
  readonly support: number
  /** Indices of the examples that it does not make. */
  readonly counterexamples: readonly number[]
  /** Lower bound of the share of new examples that it will make, 0..1 (Wilson, 95 %); 0 where there is a doubt. */
  readonly confidence: number
  /** Another reading that makes the same of all examples, in a sentence; absent where none is known. */
  readonly doubt?: string
}

/** Examples below which nothing is learned. */
export const FEWEST_EXAMPLES = 3
/** Share of examples that a rule has to make; the rest are told as counter-examples. */
export const LEAST_SUPPORT = 0.8
/** Examples that one search looks at; the others are checked against its result. */
const SEARCHED = 6
/** What the search for cases of one rule may cost. */
const CASES_EFFORT = 3e5
/** Entries of a table that is rather a table than a rule of cases. */
const MOST_ENTRIES = 20
/** Share of examples that may be written otherwise by mistake. */
const MISTAKES = 0.1
/** Cases of a conditional rule. */
const MOST_CASES = 5

/**
 * Learn how outputs come from inputs: one program for all; else one for each kind of input (a conditional on one coarse
 * feature of one source); else a table of values (a functional dependency). After Leno et al., Automated Discovery of
 * Data Transformations for RPA, 2020: group by target, then by input structure. Deterministic; all steps are bounded, and
 * `effort` bounds several searches together.
 */
export function learnTransformation(
  examples: readonly Example[],
  effort: Effort = new Effort(Number.POSITIVE_INFINITY),
): Result<Transformation> {
  if (examples.length < FEWEST_EXAMPLES)
    return notApplicable(`only ${examples.length} examples: at least ${FEWEST_EXAMPLES} are needed`)
  const programs = cover(examples, effort)
  const found: Expression[] = programs.slice(0, 1)
  if (programs.length > 1) found.push(...conditionals(examples, programs))
  const plain = mostSupported(found, examples)
  // one example that is written otherwise is no case
  if (plain === null || plain.support < examples.length - 1) {
    const share = effort.share(CASES_EFFORT)
    found.push(...byCase(examples, some => bestProgram(some, share)))
  }
  const best = mostSupported(found, examples)
  const lookup = learnLookup(examples)
  const isEnough = best !== null && best.support >= LEAST_SUPPORT * examples.length
  if (lookup && (!isEnough || isBetterAsTable(best, lookup, examples.length))) return ok(lookup)
  if (isEnough) return ok(withDoubt({ ...best, program: narrowed(best.program, examples) }, examples))
  if (effort.isSpent) return notApplicable('there were too many fields to search for rules of all of them')
  return notApplicable(
    best
      ? `the best rule makes ${best.support} of ${examples.length} examples`
      : 'no text of the sources stands in what was written, and equal sources do not give equal results',
  )
}

/**
 * The one that makes most. Where the first program is good enough alone, each further one counts as one example
 * less, so that cases explain more than odd examples.
 */
function mostSupported(programs: readonly Expression[], examples: readonly Example[]): Transformation | null {
  const judged = programs.map(program => judge(program, examples))
  const price = (judged[0]?.support ?? 0) >= LEAST_SUPPORT * examples.length ? 1 : 0.01
  const worth = ({ program, support }: Transformation) =>
    support - price * (program.op === 'switch' ? program.cases.length - (isNothing(program.otherwise) ? 1 : 0) : 0)
  return judged.reduce<Transformation | null>((a, b) => (a === null || worth(b) > worth(a) ? b : a), null)
}

const isNothing = (program: Expression) => program.op === 'lookup' && program.table.length === 0

/** Whether a rule says for each kind of source what is written, and a short table does that without a guess. */
function isBetterAsTable({ program, support }: Transformation, lookup: Transformation, count: number): boolean {
  if (program.op !== 'constant' && program.op !== 'switch') return false
  const entries = lookup.program.op === 'lookup' ? lookup.program.table.length : 0
  return lookup.support >= support && entries <= MOST_ENTRIES && 3 * entries <= count
}

export function judge(program: Expression, examples: readonly Example[]): Transformation {
  const counterexamples: number[] = []
  examples.forEach(({ inputs, output }, i) => {
    if (evaluate(program, inputs) !== output) counterexamples.push(i)
  })
  const support = examples.length - counterexamples.length
  return { program, support, counterexamples, confidence: wilson(support, examples.length) }
}

function withDoubt(learned: Transformation, examples: readonly Example[]): Transformation {
  const doubt = doubtOf(learned.program, examples) ?? missingCase(learned, examples.length)
  return doubt === null ? learned : { ...learned, confidence: 0, doubt }
}

/** More examples that are written otherwise than people make mistakes; of a constant any, as it looks at no source. */
function missingCase({ program, counterexamples: { length } }: Transformation, count: number): string | null {
  const isMuch = length > (program.op === 'constant' ? 0 : MISTAKES * count)
  return isMuch ? `${length} of ${count} examples are written otherwise: a case may be missing` : null
}

/** Lower end of the 95 % interval of a share (Wilson, 1927). */
export function wilson(hits: number, n: number): number {
  if (n === 0) return 0
  const z = 1.96
  const share = hits / n
  const middle = share + (z * z) / (2 * n)
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return Math.max(0, (middle - spread) / (1 + (z * z) / n))
}

/** Programs, each for what the ones before leave, most examples first. */
function cover(examples: readonly Example[], effort: Effort): Expression[] {
  const programs: Expression[] = []
  let left = examples.map((_, i) => i)
  while (left.length >= 2 && programs.length < MOST_CASES) {
    const program = bestProgram(
      left.map(i => examples[i]!),
      effort,
    )
    if (!program) break
    const rest = left.filter(i => evaluate(program, examples[i]!.inputs) !== examples[i]!.output)
    if (left.length - rest.length < 2) break
    programs.push(program)
    left = rest
  }
  return programs
}

/**
 * The program that makes most of the examples, found by counter-examples: search on a few, check on all, add one that
 * fails; begun at several places, so that odd examples do not decide.
 */
function bestProgram(examples: readonly Example[], effort: Effort): Expression | null {
  let best: { program: Expression; support: number } | null = null
  for (const start of starts(examples)) {
    const chosen = [...start]
    for (;;) {
      const program = synthesise(
        chosen.map(i => examples[i]!),
        effort,
      )
      if (!program) break
      const { support, counterexamples } = judge(program, examples)
      if (!best || support > best.support) best = { program, support }
      const next = counterexamples.find(i => !chosen.includes(i))
      if (next === undefined || chosen.length === SEARCHED) break
      chosen.push(next)
    }
    if (best?.support === examples.length) break
  }
  return best?.program ?? null
}

/** Pairs of examples to begin with: the commonest forms of input first, spread over the list. */
function starts(examples: readonly Example[]): readonly (readonly number[])[] {
  const forms = new Map<string, number[]>()
  examples.forEach(({ inputs }, i) => {
    const form = inputs.map(input => featureOf('shape', input)).join('\0')
    const known = forms.get(form)
    if (known) known.push(i)
    else forms.set(form, [i])
  })
  const groups = [...forms.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!).slice(0, 4)
  const found: number[][] = []
  if (groups.length > 1) found.push([groups[0]![0]!, groups[1]![0]!])
  for (const group of groups) {
    const last = different(examples, group)
    found.push(last === undefined ? [group[0]!] : [group[0]!, last])
    if (group.length > 4) found.push([group[group.length >> 1]!, group.at(-1)!])
  }
  return found
}

/** A member whose output differs from that of the first: two equal examples teach no more than one. */
const different = (examples: readonly Example[], group: readonly number[]) =>
  group.find(i => examples[i]!.output !== examples[group[0]!]!.output)
