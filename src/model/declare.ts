import { assert, FormatError } from '../base/errors.ts'

/**
 * Templates of Declare (F. Maggi, A. Mooij, W. van der Aalst, User-guided discovery of declarative process models, 2011;
 * the set of C. Di Ciccio, M. Mecella, On the discovery of declarative control flows, 2015) by their names in Declare
 * files. `Absence2(a)`: at most once; `Precedence(a, b)`: before every b there was an a.
 */
export const declareTemplates = {
  Existence: 1,
  Existence2: 1,
  Existence3: 1,
  Absence: 1,
  Absence2: 1,
  Absence3: 1,
  Exactly1: 1,
  Exactly2: 1,
  Init: 1,
  End: 1,
  Choice: 2,
  'Exclusive Choice': 2,
  'Responded Existence': 2,
  'Co-Existence': 2,
  Response: 2,
  Precedence: 2,
  Succession: 2,
  'Alternate Response': 2,
  'Alternate Precedence': 2,
  'Alternate Succession': 2,
  'Chain Response': 2,
  'Chain Precedence': 2,
  'Chain Succession': 2,
  'Not Co-Existence': 2,
  'Not Responded Existence': 2,
  'Not Response': 2,
  'Not Precedence': 2,
  'Not Succession': 2,
  'Not Chain Response': 2,
  'Not Chain Precedence': 2,
  'Not Chain Succession': 2,
} as const satisfies Readonly<Record<string, 1 | 2>>
export type DeclareTemplate = keyof typeof declareTemplates

/** `activities`: as many as the template takes, two different ones. */
export interface DeclareConstraint {
  readonly template: DeclareTemplate
  readonly activities: readonly string[]
}

/** All constraints hold at once. `activities` may name more than the constraints do. */
export interface DeclareModel {
  readonly activities: readonly string[]
  readonly constraints: readonly DeclareConstraint[]
}

/** Constraints of two activities that mean the same the other way round. */
export const symmetricTemplates: ReadonlySet<DeclareTemplate> = new Set<DeclareTemplate>([
  'Choice',
  'Exclusive Choice',
  'Co-Existence',
  'Not Co-Existence',
])

export function declareConstraint(template: DeclareTemplate, ...activities: readonly string[]): DeclareConstraint {
  assert(activities.length === declareTemplates[template], `${template} takes ${declareTemplates[template]} activities`)
  assert(new Set(activities).size === activities.length, `${template} of one activity and itself`)
  return { template, activities }
}

const printName = (name: string) => (/^[^\s,;()"]+( [^\s,;()"]+)*$/.test(name) ? name : JSON.stringify(name))

/** `Response(a, b)`; a name with signs of the notation stands in JSON quotes. */
export const printConstraint = ({ template, activities }: DeclareConstraint): string =>
  `${template}(${activities.map(printName).join(', ')})`

/** One line: `Init(a); Response(a, b)`. */
export const printDeclare = (model: DeclareModel): string => model.constraints.map(printConstraint).join('; ')

/** The inverse of `printDeclare`; activities in order of first appearance. Throws `FormatError` with the place. */
export function parseDeclare(text: string): DeclareModel {
  const constraints: DeclareConstraint[] = []
  const part = /\s*([^();]+?)\s*\(([^"()]*(?:"(?:[^"\\]|\\.)*"[^"()]*)*)\)\s*(?:;|$)/y
  while (text.slice(part.lastIndex).trim() !== '') {
    const at = part.lastIndex
    const found = part.exec(text)
    if (!found)
      throw new FormatError(`Expected a constraint such as Response(a, b), found "${text.slice(at, at + 30)}".`, {
        byte: at,
      })
    constraints.push(constraintOf(found[1]!, namesOf(found[2]!, { byte: at }), { byte: at }))
  }
  return { activities: [...new Set(constraints.flatMap(({ activities }) => activities))], constraints }
}

/** A checked constraint, of text as it was read. `place` is for the error. */
export function constraintOf(
  template: string,
  activities: readonly string[],
  place: { readonly byte?: number; readonly line?: number },
): DeclareConstraint {
  if (!Object.hasOwn(declareTemplates, template))
    throw new FormatError(`"${template}" is no template of Declare.`, {
      ...place,
      fix: `Known are: ${Object.keys(declareTemplates).join(', ')}.`,
    })
  const known = template as DeclareTemplate
  if (activities.length !== declareTemplates[known])
    throw new FormatError(`${template} takes ${declareTemplates[known]} activities, found ${activities.length}.`, place)
  if (new Set(activities).size !== activities.length)
    throw new FormatError(`${template} needs two different activities, found "${activities[0]}" twice.`, place)
  return { template: known, activities }
}

function namesOf(text: string, place: { readonly byte: number }): string[] {
  return Array.from(text.matchAll(/\s*"(?:[^"\\]|\\.)*"|[^,]+/g), ([name]) => name.trim())
    .filter(name => name !== '')
    .map(name => (name.startsWith('"') ? unquoted(name, place) : name))
}

function unquoted(name: string, place: { readonly byte: number }): string {
  try {
    return JSON.parse(name) as string
  } catch {
    throw new FormatError(`${name} is no name in quotes.`, { ...place, fix: 'Quote it as JSON does: "send \\"it\\"".' })
  }
}
