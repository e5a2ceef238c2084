import type { Example } from './example.ts'
import { type CaseFeature, caseFeatures, featureOf, features } from './features.ts'
import { type Expression, evaluate } from './program.ts'

/** Cases of a rule. */
const MOST_CASES = 6
/** Examples that a case needs; of one that says always the same, as it may be chance. */
const FEWEST = 2
const FEWEST_CONSTANT = 3
/** Share of its examples that the program of a case has to make. */
const MADE = 0.8

/** Conditional rules over the programs: for every source and feature, the program that is right for each of its values. */
export function conditionals(examples: readonly Example[], programs: readonly Expression[]): readonly Expression[] {
  const right = programs.map(program => examples.map(({ inputs, output }) => evaluate(program, inputs) === output))
  const found: Expression[] = []
  for (const by of features)
    for (let index = 0; index < examples[0]!.inputs.length; index++) {
      const cases = [...groupsOf(examples, index, by)].flatMap(([value, members]) => {
        let [best, most] = [0, -1]
        programs.forEach((_, p) => {
          const hits = members.filter(i => right[p]![i]).length
          if (hits > most) [best, most] = [p, hits]
        })
        const program = programs[best]!
        return best > 0 && isEnough(program, members) ? [{ value, program }] : []
      })
      if (cases.length > 0) found.push({ op: 'switch', index, by, cases, otherwise: programs[0]! })
    }
  return found
}

/**
 * Rules that look at each kind of source by itself (Leno et al., 2020): for the first feature of few values that does so,
 * a program for each of them that comes often enough; sources of other values are one more kind. A kind without a program of
 * its own ends the attempt.
 */
export function byCase(
  examples: readonly Example[],
  programOf: (some: readonly Example[]) => Expression | null,
): readonly Expression[] {
  const found: Expression[] = []
  for (const by of caseFeatures)
    for (let index = 0; index < examples[0]!.inputs.length; index++) {
      const groups = [...groupsOf(examples, index, by)]
      const often = groups.filter(([, members]) => members.length >= FEWEST)
      if (often.length === 0 || often.length > MOST_CASES || groups.length === 1) continue
      const rule = ruleOf(examples, index, by, groups, programOf)
      if (rule === null) continue
      found.push(rule)
      if (examples.every(({ inputs, output }) => evaluate(rule, inputs) === output)) return found
    }
  return found
}

function ruleOf(
  examples: readonly Example[],
  index: number,
  by: CaseFeature,
  groups: readonly (readonly [string, readonly number[]])[],
  programOf: (some: readonly Example[]) => Expression | null,
): Expression | null {
  const learn = (members: readonly number[]) => {
    const some = members.map(i => examples[i]!)
    const program = programOf(some)
    const made = program ? some.filter(({ inputs, output }) => evaluate(program, inputs) === output).length : 0
    return program && isEnough(program, members) && made >= MADE * some.length ? program : null
  }
  const cases: { value: string; program: Expression }[] = []
  const rest: number[] = []
  for (const [value, members] of groups) {
    const program = members.length < FEWEST ? null : learn(members)
    if (program) cases.push({ value, program })
    else if (members.length >= FEWEST_CONSTANT) return null
    else rest.push(...members)
  }
  const otherwise = rest.length < FEWEST_CONSTANT ? NOTHING : learn(rest)
  return cases.length === 0 || otherwise === null ? null : { op: 'switch', index, by, cases, otherwise }
}

/** Of what was never seen nothing is known. */
const NOTHING: Expression = { op: 'lookup', of: [], table: [] }

const isEnough = (program: Expression, members: readonly number[]) =>
  members.length >= (program.op === 'constant' ? FEWEST_CONSTANT : FEWEST)

function groupsOf(examples: readonly Example[], index: number, by: CaseFeature): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  examples.forEach(({ inputs }, i) => {
    const value = featureOf(by, inputs[index]!)
    const known = groups.get(value)
    if (known) known.push(i)
    else groups.set(value, [i])
  })
  return groups
}
