import { RequestError } from '../base/errors.ts'
import { compileForms, type IdentifierForm } from './key-forms.ts'

/**
 * Forms of business identifiers as a project declares them in JSON: `[{ "name": "order", "pattern": "45\\d{8}" }]`; without
 * a pattern (or null) every token with a digit. Throws a `RequestError` that names the form and what is wrong with it.
 */
export function identifierFormsFrom(value: unknown): readonly IdentifierForm[] {
  if (!Array.isArray(value) || value.length === 0)
    return refuse('must be a list of forms, such as [{ "name": "order", "pattern": "45\\\\d{8}" }]')
  const forms = value.map((form: unknown, i): IdentifierForm => {
    if (typeof form !== 'object' || form === null || Array.isArray(form)) return refuse(`form ${i + 1} is no object`)
    const { name, pattern = null, ...others } = form as Record<string, unknown>
    const [other] = Object.keys(others)
    if (other !== undefined) return refuse(`form ${i + 1} has "${other}", which is not known (known: name, pattern)`)
    if (typeof name !== 'string' || name.trim() === '') return refuse(`form ${i + 1} has no name`)
    if (pattern !== null && typeof pattern !== 'string') return refuse(`the pattern of "${name}" is no text`)
    return { name, pattern }
  })
  compileForms(forms)
  return forms
}

function refuse(what: string): never {
  throw new RequestError(`Identifiers: ${what}.`)
}
