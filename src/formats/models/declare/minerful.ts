import { FormatError } from '../../../base/errors.ts'
import { constraintOf, type DeclareConstraint, type DeclareModel } from '../../../model/declare.ts'
import { templateNamed } from './templates.ts'

/** The specification that MINERful saves as JSON; its measures (support, confidence) are of the log, not of the model. */
export const isMinerful = (text: string): boolean =>
  /^\uFEFF?\s*\{/.test(text) && /"template"\s*:/.test(text) && /"parameters"\s*:/.test(text)

/** Throws `FormatError` with the number of the constraint where it is none that a Declare model can hold. */
export function readMinerful(text: string): DeclareModel {
  const { tasks = [], constraints } = parsed(text)
  if (!Array.isArray(constraints) || !Array.isArray(tasks))
    throw new FormatError('The JSON has no list of "constraints".', { fix: 'Save the specification again as JSON.' })
  const read = constraints.map((one: unknown, i) => constraint(one, `constraints[${i}]`))
  const named = tasks.filter((task): task is string => typeof task === 'string')
  return { activities: [...new Set([...named, ...read.flatMap(({ activities }) => activities)])], constraints: read }
}

function parsed(text: string): { readonly tasks?: unknown; readonly constraints?: unknown } {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new FormatError('The file is no whole JSON.', { fix: 'Save the specification again as JSON.' })
  }
}

function constraint(one: unknown, where: string): DeclareConstraint {
  const { template, parameters } = (one ?? {}) as { readonly template?: unknown; readonly parameters?: unknown }
  if (typeof template !== 'string' || !Array.isArray(parameters))
    throw new FormatError(`${where} has no "template" with "parameters".`)
  const activities = parameters.map((parameter: unknown) => {
    const names: readonly unknown[] = Array.isArray(parameter) ? parameter : [parameter]
    const [name, ...more] = names
    if (typeof name !== 'string' || name === '') throw new FormatError(`${where} has a parameter without a name.`)
    if (more.length > 0)
      throw new FormatError(`${where} speaks of one of several activities (${names.join(', ')}).`, {
        fix: 'A parameter is one activity here: save the specification without branching.',
      })
    return name
  })
  try {
    return constraintOf(templateNamed(template), activities, {})
  } catch (error) {
    throw error instanceof FormatError ? new FormatError(`${where}: ${error.message}`) : error
  }
}
