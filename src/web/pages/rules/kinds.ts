/** What a person fills in for a kind of rule. */
export interface Field {
  readonly name: string
  readonly label: string
  /** activities: one or several, joined by “or”; limit: a number with a unit of time. */
  readonly is: 'activities' | 'attribute' | 'number' | 'limit' | 'roles' | 'text' | 'condition'
  readonly optional?: true
  readonly hint?: string
}
export type Values = { readonly [name: string]: string | readonly string[] }

/** A kind of rule in the words of a business, and the sentence that says it. */
export interface RuleKind {
  readonly id: string
  readonly title: string
  readonly fields: readonly Field[]
  /** The sentence with `{name}` where a field goes, as an editor completes it. */
  readonly sentence: string
}

const a = (name: string, label: string): Field => ({ name, label, is: 'activities' })
const condition: Field = {
  name: 'if',
  label: 'Only where (optional)',
  is: 'condition',
  optional: true,
  hint: 'for example amount > 10000',
}
const limit: Field = { name: 'limit', label: 'Time', is: 'limit' }
const kind = (id: string, title: string, sentence: string, fields: readonly Field[]): RuleKind => ({
  ...{ id, title, sentence },
  fields: [...fields, condition],
})

export const kinds: readonly RuleKind[] = [
  kind('different', 'Four eyes, segregation of duties: different people do them', '{A} and {B} by different people', [
    a('A', 'This activity'),
    a('B', 'and this one'),
  ]),
  kind('same', 'The same person does them', '{A} and {B} by the same people', [
    a('A', 'This activity'),
    a('B', 'and this one'),
  ]),
  kind('required', 'Mandatory: it happens in every case', '{A} is required', [a('A', 'Activity')]),
  kind('forbidden', 'Forbidden: it never happens', '{A} is forbidden', [a('A', 'Activity')]),
  kind('before', 'Order: one before the other', '{A} before {B}', [a('A', 'First'), a('B', 'before')]),
  kind('never-after', 'Never after', '{A} never after {B}', [a('A', 'This activity'), a('B', 'never after')]),
  kind('between', 'In between', '{A} between {B} and {C}', [a('A', 'This activity'), a('B', 'between'), a('C', 'and')]),
  kind('at-most', 'At most so many times', '{A} at most {n} times', [
    a('A', 'Activity'),
    { name: 'n', label: 'Times', is: 'number' },
  ]),
  kind('at-least', 'At least so many times', '{A} at least {n} times', [
    a('A', 'Activity'),
    { name: 'n', label: 'Times', is: 'number' },
  ]),
  kind('within', 'Time limit: it follows in time', '{B} within {limit} after {A}', [
    a('A', 'After this activity'),
    a('B', 'this one comes'),
    limit,
  ]),
  kind('leads-to', 'It is followed by the other, whenever', '{A} leads to {B}', [
    a('A', 'After this activity'),
    a('B', 'this one comes'),
  ]),
  kind('not-within', 'Retention, cooling off: not before a time has passed', '{A} not within {limit} after {B}', [
    a('A', 'This activity'),
    a('B', 'after'),
    { ...limit, label: 'Not within' },
  ]),
  kind('due-by', 'Deadline: by the date that the case names', '{A} due by {attribute}', [
    a('A', 'Activity'),
    { name: 'attribute', label: 'Date', is: 'attribute' },
  ]),
  kind('case-within', 'The whole case within a time', 'the case within {limit}', [limit]),
  kind('by-role', 'Who may do it: only certain roles', '{A} only by role {roles}', [
    a('A', 'Activity'),
    { name: 'roles', label: 'Roles', is: 'roles' },
  ]),
  kind('up-to-limit', 'Who may do it: up to a limit of an amount', '{A} only up to the limit of {attribute}', [
    a('A', 'Activity'),
    { name: 'attribute', label: 'Amount', is: 'attribute' },
  ]),
  kind('only-if', 'Only if the data allow it', '{A} only if {condition}', [
    a('A', 'Activity'),
    { name: 'condition', label: 'Condition', is: 'condition', hint: 'for example amount > 0' },
  ]),
  kind('once-per', 'Only once for the same data (duplicates)', '{A} only once per {attribute}', [
    a('A', 'Activity'),
    { name: 'attribute', label: 'The same', is: 'attribute' },
  ]),
]

/** An activity as sentences name it. */
export const quoted = (name: string): string => `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** An attribute as sentences name it: in backticks unless it is a plain word. */
export const attributeText = (key: string, reserved: ReadonlySet<string>): string =>
  /^[\p{L}_][\p{L}\p{N}_]*(?:[:.-][\p{L}\p{N}_]+)*$/u.test(key) && !reserved.has(key) ? key : `\`${key}\``

/** The sentence of a filled-in kind; null while something is missing. */
export function sentenceOf(
  { sentence, fields }: RuleKind,
  values: Values,
  reserved: ReadonlySet<string>,
): string | null {
  const texts = new Map<string, string>()
  for (const { name, is, optional } of fields) {
    const value = values[name] ?? ''
    const list = (typeof value === 'string' ? [value] : value).map(one => one.trim()).filter(one => one !== '')
    if (list.length === 0) {
      if (optional) continue
      return null
    }
    if (is === 'activities' || is === 'roles') texts.set(name, list.map(quoted).join(' or '))
    else if (is === 'attribute') texts.set(name, list.map(key => attributeText(key, reserved)).join(', '))
    else texts.set(name, list.join(' '))
  }
  const said = sentence.replace(/\{(\w+)\}/g, (_, name: string) => texts.get(name) ?? '')
  const once = said.replace(/^(.*) (1) times$/, '$1 $2 time')
  const guard = texts.get('if')
  return guard === undefined ? once : `if ${guard} then ${once}`
}
