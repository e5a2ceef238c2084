import { type DeclareTemplate, declareTemplates } from '../../../model/declare.ts'

/** Names of templates in files of other tools, without blanks, hyphens and capitals. */
const others: Readonly<Record<string, DeclareTemplate>> = {
  existence1: 'Existence',
  participation: 'Existence',
  atleastone: 'Existence',
  atleast1: 'Existence',
  atleast2: 'Existence2',
  atleast3: 'Existence3',
  absence1: 'Absence',
  atmostone: 'Absence2',
  atmost1: 'Absence2',
  atmost2: 'Absence3',
  exactly: 'Exactly1',
  last: 'End',
}
const plain = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '')
const known = new Map<string, DeclareTemplate>([
  ...(Object.keys(declareTemplates) as DeclareTemplate[]).map(name => [plain(name), name] as const),
  ...Object.entries(others),
])

/** The template that a file of any tool means, however it spells it; the name as it stands where there is none. */
export const templateNamed = (name: string): string => known.get(plain(name)) ?? name
