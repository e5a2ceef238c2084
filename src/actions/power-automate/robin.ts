import { plainText } from '../plain-text.ts'

/** A text literal of Robin, the language of Power Automate Desktop: `$'''it\'s 5 %%'''`. Nothing in it is evaluated. */
export function robinText(text: string): string {
  const one = text.replace(/\r\n?/g, '\n')
  let escaped = ''
  for (const letter of one) {
    const code = letter.codePointAt(0)!
    if (letter === '\n') escaped += '\n'
    else if (code < 32 || (code >= 0xd800 && code < 0xe000)) continue
    else
      escaped +=
        letter === '\\' ? '\\\\' : letter === "'" ? "\\'" : letter === '"' ? '\\"' : letter === '%' ? '%%' : letter
  }
  return `$'''${escaped}'''`
}

/** A key in brackets: `['Last name']`. Without signs that could end it or begin an expression. */
export const robinKey = (text: string): string =>
  `['${
    plainText(text)
      .replace(/['\\%[\]]/g, ' ')
      .trim() || 'element'
  }']`

/** One line that is not run. */
export const robinComment = (text: string): string => `# ${plainText(text)}`

export interface RobinProblem {
  /** From 1. */
  readonly line: number
  readonly message: string
}

const NAME = '[A-Za-z_][A-Za-z0-9_]*'
const VALUE = [
  "\\$'''(?:[^'\\\\]|\\\\[\\\\'\"])*'''",
  '-?\\d+(?:\\.\\d+)?',
  'True|False',
  `appmask\\['[^'\\\\\\n]+'\\]\\['[^'\\\\\\n]+'\\]`,
  `${NAME}\\['[^'\\\\\\n]+'\\]`,
  `${NAME}(?:\\.${NAME})*`,
].join('|')
const ACTION = `${NAME}(?:\\.${NAME}){1,2}`
const PARAMETERS = `(?: ${NAME}: (?:${VALUE}))*(?: ${NAME}=> ${NAME})*`
const STATEMENTS: readonly (readonly [RegExp, 'opens' | 'closes' | null])[] = [
  [new RegExp(`^SET ${NAME} TO (?:${VALUE})$`), null],
  [new RegExp(`^IF (?:${VALUE}) (?:=|<>) (?:${VALUE}) THEN$`), 'opens'],
  [new RegExp(`^LOOP FOREACH ${NAME} IN (?:${VALUE})$`), 'opens'],
  [/^END$/, 'closes'],
  [new RegExp(`^EXIT Code: \\d+ ErrorMessage: (?:${VALUE})$`), null],
  [new RegExp(`^WAIT \\(${ACTION}${PARAMETERS}\\)$`), null],
  [new RegExp(`^${ACTION}${PARAMETERS}$`), null],
]

/**
 * Checks a flow against the part of Robin that we write, which is small: assignments, conditions, loops, waits, actions
 * with named parameters, comments. Microsoft publishes no grammar; this one is made after published flows.
 */
export function checkRobin(text: string): readonly RobinProblem[] {
  const problems: RobinProblem[] = []
  let depth = 0
  for (const { statement, line } of statements(text)) {
    const known = STATEMENTS.find(([form]) => form.test(statement))
    if (!known) problems.push({ line, message: `not a statement of Robin: ${statement.slice(0, 80)}` })
    if (known?.[1] === 'opens') depth++
    if (known?.[1] === 'closes' && --depth < 0) {
      problems.push({ line, message: 'END without a beginning' })
      depth = 0
    }
    const literals = statement.match(/\$'''(?:[^'\\]|\\[\\'"])*'''/g) ?? []
    if (literals.some(literal => literal.replaceAll('%%', '').includes('%')))
      problems.push({ line, message: 'a single % in a text begins an expression' })
  }
  if (depth > 0) problems.push({ line: text.split('\n').length, message: `${depth} blocks without END` })
  return problems
}

/** Statements one by one; a text literal may run over several lines. */
function statements(text: string): readonly { readonly statement: string; readonly line: number }[] {
  const found: { statement: string; line: number }[] = []
  let open: { statement: string; line: number } | null = null
  text.split('\n').forEach((raw, i) => {
    if (open) {
      open.statement += `\n${raw}`
      if (!isOpen(open.statement)) {
        found.push(open)
        open = null
      }
      return
    }
    const statement = raw.trim()
    if (statement === '' || statement.startsWith('#')) return
    if (isOpen(statement)) open = { statement, line: i + 1 }
    else found.push({ statement, line: i + 1 })
  })
  return open ? [...found, open] : found
}

/** Whether a text literal begins in it that does not end. */
const isOpen = (statement: string) => statement.replace(/\$'''(?:[^'\\]|\\[\\'"])*'''/g, '').includes("$'''")
