import { type Procedure, type ProcedureStep, printProgram, type ValueSource } from '../../../tasks/index.ts'
import { nameSome } from '../../filter/describe-clause.ts'

/** Where a value comes from, in words. */
export function sourceText(source: ValueSource, procedure: Pick<Procedure, 'steps' | 'parameters'>): string {
  switch (source.kind) {
    case 'parameter': {
      const parameter = procedure.parameters.find(({ name }) => name === source.name)
      return parameter && parameter.from !== '' && parameter.from !== source.name
        ? `“${source.name}”, from ${parameter.from}`
        : `“${source.name}”`
    }
    case 'computed':
      return printProgram(
        source.program,
        source.from.map(one => shortName(one, procedure)),
      )
    case 'read':
      return `what “${labelOf(source.step, procedure)}” read`
    case 'constant':
      return `always “${source.text}”`
    case 'secret':
      return `the secret “${source.name}”, from the environment or a vault`
    case 'unknown':
      return source.of
        ? `“${source.name}”, ${hiddenText(source.of, procedure)}: ${source.because}`
        : `“${source.name}”, not known from where: ${source.because}`
  }
}

/** Where a value comes from whose rule is hidden. */
export function hiddenText({ sources, how }: Hidden, procedure: Pick<Procedure, 'steps'>): string {
  if (how === 'constant') return 'always the same'
  const names = sources.map(source => shortName(source, procedure))
  return `made of ${nameSome(names, 'and')}`
}

type Hidden = NonNullable<Extract<ValueSource, { kind: 'unknown' }>['of']>

/** The source by its name alone, for programs and boxes. */
export function shortName(source: ValueSource, procedure: Pick<Procedure, 'steps'>): string {
  switch (source.kind) {
    case 'parameter':
    case 'secret':
    case 'unknown':
      return source.name
    case 'read':
      return labelOf(source.step, procedure)
    case 'constant':
      return JSON.stringify(source.text)
    case 'computed':
      return printProgram(
        source.program,
        source.from.map(one => shortName(one, procedure)),
      )
  }
}

const labelOf = (id: string, { steps }: Pick<Procedure, 'steps'>): string =>
  steps.find(step => step.id === id)?.label ?? id

/** When a step is done, where that was learned. */
export function conditionText({ condition }: Pick<ProcedureStep, 'condition'>): string | null {
  if (!condition) return null
  const values = condition.values.map(value => `“${value}”`)
  const list =
    values.length > 3 ? `${values.slice(0, 3).join(', ')} or ${values.length - 3} others` : values.join(' or ')
  const feature = condition.by === 'value' ? '' : `${condition.by} of `
  return `only where ${feature}“${condition.parameter}” is ${list}`
}

export const kindNames = {
  rule: 'rule',
  checkable: 'checkable',
  judgement: 'judgement',
} as const
export const kindMeanings = {
  rule: 'Value and place follow from what is known before: a bot or an API can do it.',
  checkable: 'It takes judgement, but its result can be checked: an agent can do it, and a person checks.',
  judgement: 'It takes judgement that nothing checks: it is left to people.',
} as const
