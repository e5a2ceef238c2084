import { notApplicable, ok, type Result } from '../../../base/result.ts'
import { type DeclareModel, declareTemplates } from '../../../model/declare.ts'

/** The model as a `.decl` file. Refused where a name cannot be written: the format has no way to quote one. */
export function writeDeclare(model: DeclareModel): Result<string> {
  const names = new Set([...model.activities, ...model.constraints.flatMap(({ activities }) => activities)])
  for (const name of names)
    if (name === '' || name !== name.trim() || /[,[\]|\r\n]/.test(name))
      return notApplicable(
        `the activity ${JSON.stringify(name)} cannot be written to a Declare file; rename it without commas, brackets and bars`,
      )
  const constraints = model.constraints.map(({ template, activities }) => {
    const bars = declareTemplates[template] === 1 ? ' | |' : ' | | |'
    return `${template}[${activities.join(', ')}]${bars}`
  })
  return ok([...Array.from(names, name => `activity ${name}`), ...constraints, ''].join('\n'))
}
