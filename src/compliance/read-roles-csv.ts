import { FormatError } from '../base/errors.ts'
import { DATE_FIX, instantOf } from './instant.ts'

/** Rows of tables as a rule file or a file of roles holds them: dates are texts. */
export interface WrittenTables {
  readonly roles: readonly WrittenRow<{ readonly person: string; readonly role: string }>[]
  readonly limits: readonly WrittenRow<{
    readonly person?: string
    readonly role?: string
    readonly activity?: string
    readonly limit: number
  }>[]
  readonly substitutes: readonly WrittenRow<{ readonly person: string; readonly for: string }>[]
}
type WrittenRow<R> = R & { readonly from?: string; readonly to?: string }

/** What is wrong in a table; rows count from 1 with the header as the first, `column` is its name. */
export interface TableProblem {
  readonly row: number
  readonly column: string | null
  readonly what: string
  readonly fix: string
}

const columns = ['person', 'role', 'activity', 'limit', 'for', 'from', 'to'] as const
type Column = (typeof columns)[number]
type Row = { readonly [column in Column]: string }

const MOST_PROBLEMS = 100
const FIX_HEADER = `Name the columns in the first row: ${columns.join(', ')}.`

/**
 * A table of roles (`person`, `role`), limits (`person` or `role`, `limit`, `activity`?) and substitutes (`person`, `for`) as CSV, each row
 * with `from`? and `to`?: what a row is, its own cells tell. Parted by comma, semicolon or tab; quotes as in RFC 4180. Rows
 * with a problem are left out.
 */
export function readRolesCsv(text: string): {
  readonly tables: WrittenTables
  readonly problems: readonly TableProblem[]
} {
  const problems: TableProblem[] = []
  const tell = (row: number, column: string | null, what: string, fix: string) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ row, column, what, fix })
  }
  const [header = [], ...body] = cellsOf(text.replace(/^\ufeff/, ''), tell)
  const names = header.map(name => name.trim().toLowerCase())
  const tables = { roles: [], limits: [], substitutes: [] } as {
    [K in keyof WrittenTables]: WrittenTables[K][number][]
  }
  if (!names.includes('person') && !names.includes('role')) {
    tell(1, null, 'There is no column "person" and no column "role".', FIX_HEADER)
    return { tables: tables as WrittenTables, problems }
  }
  names.forEach((name, i) => {
    if (!columns.includes(name as Column))
      tell(1, header[i]!, `A column "${header[i]}" has no meaning here.`, `${FIX_HEADER} Remove all others.`)
    else if (names.indexOf(name) !== i) tell(1, name, `The column "${name}" is there twice.`, 'Remove one of them.')
  })
  body.forEach((cells, i) => {
    if (cells.every(cell => cell.trim() === '')) return
    const before = problems.length
    const row = i + 2
    const of = Object.fromEntries(columns.map(name => [name, (cells[names.indexOf(name)] ?? '').trim()])) as Row
    if (cells.length > names.length)
      tell(
        row,
        null,
        `It has ${cells.length} cells, the header ${names.length}.`,
        'Put a cell with a comma in it into double quotes.',
      )
    const found = rowOf(of, (column, what, fix) => tell(row, column, what, fix))
    if (found !== null && problems.length === before) (tables[found.table] as object[]).push(found.row)
  })
  if (body.length === 0)
    tell(1, null, 'There is no row below the header.', 'Write one row a role, limit or substitute.')
  return { tables: tables as WrittenTables, problems }
}

/** The first problem as an error of the file. */
export const tableError = ({ row, column, what, fix }: TableProblem, file: string): FormatError =>
  new FormatError(what, { file, row, ...(column === null ? {} : { column }), fix })

type Tell = (column: Column | null, what: string, fix: string) => void

function rowOf(of: Row, tell: Tell): { table: keyof WrittenTables; row: object } | null {
  const dates = datesOf(of, tell)
  const stray = (names: readonly Column[], what: string) => {
    for (const name of names)
      if (of[name] !== '') tell(name, `A row of ${what} has no "${name}".`, 'Empty the cell, or make two rows of it.')
  }
  if (of.for !== '') {
    stray(['role', 'activity', 'limit'], 'a substitute')
    if (of.person === '') tell('person', 'Who is the substitute is missing.', 'Write the person.')
    return { table: 'substitutes', row: { person: of.person, for: of.for, ...dates } }
  }
  if (of.limit !== '') {
    if ((of.person === '') === (of.role === ''))
      tell(of.person === '' ? 'person' : 'role', 'A limit is of a person or of a role.', 'Fill one of the two cells.')
    if (!/^-?\d+(\.\d+)?$/.test(of.limit))
      tell('limit', `"${of.limit}" is no number.`, 'Write it as 10000 or 10000.50, without a currency.')
    const whose = of.person === '' ? { role: of.role } : { person: of.person }
    const activity = of.activity === '' ? {} : { activity: of.activity }
    return { table: 'limits', row: { ...whose, ...activity, limit: Number(of.limit), ...dates } }
  }
  stray(['activity'], 'a role')
  if (of.person === '') tell('person', 'Who has the role is missing.', 'Write the person.')
  if (of.role === '')
    tell('role', 'The row says no role, no limit and no "for".', 'Fill one of these cells, or remove the row.')
  return { table: 'roles', row: { person: of.person, role: of.role, ...dates } }
}

function datesOf({ from, to }: Row, tell: Tell): { from?: string; to?: string } {
  for (const [name, text] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (text !== '' && instantOf(text) === null) tell(name, `"${text}" is no date.`, DATE_FIX)
  const [begins, ends] = [instantOf(from), instantOf(to)]
  if (begins !== null && ends !== null && begins >= ends)
    tell('to', 'It ends before it begins.', '"to" is the first moment at which it no longer holds.')
  return { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) }
}

function cellsOf(text: string, tell: (row: number, column: null, what: string, fix: string) => void): string[][] {
  const [first = ''] = text.split(/\r?\n/, 1)
  const count = (sign: string) => first.split(sign).length
  const delimiter = [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[i + 1] === '"') cell += text[++i]
      else isQuoted = false
    } else if (sign === '"' && cell === '') isQuoted = true
    else if (sign === delimiter || sign === '\n') {
      rows.at(-1)!.push(cell)
      cell = ''
      if (sign === '\n') rows.push([])
    } else if (sign !== '\r') cell += sign
  }
  if (isQuoted) tell(rows.length, null, 'A quote is opened and not closed.', 'Close it with ".')
  rows.at(-1)!.push(cell)
  return rows.at(-1)!.length === 1 && cell === '' ? rows.slice(0, -1) : rows
}
