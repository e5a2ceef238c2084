import type { Condition, ValueSource } from '../tasks/procedure/procedure.ts'
import { printProgram } from '../tasks/transformations/index.ts'

/** A value source for people: `join(first name, " ", last name)`. */
export function valueText(source: ValueSource): string {
  switch (source.kind) {
    case 'parameter':
      return source.name
    case 'unknown':
      return `given by a person: ${source.name}`
    case 'read':
      return `what step ${source.step} read`
    case 'constant':
      return JSON.stringify(source.text)
    case 'secret':
      return `credential ${source.name}`
    case 'computed':
      return printProgram(source.program, source.from.map(valueText))
  }
}

/** `kind is company or firm`. */
export const conditionText = ({ parameter, by, values }: Condition): string =>
  `${by === 'value' ? parameter : `${by} of ${parameter}`} is ${values.join(' or ')}`
