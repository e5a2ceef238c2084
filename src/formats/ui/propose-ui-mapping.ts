import { FormatError } from '../../base/errors.ts'
import { nameWords } from '../../base/name-words.ts'
import type { ByteSource, Cancel, Platform } from '../../base/platform.ts'
import type { TableSettings } from '../../log/mapping.ts'
import type { Table } from '../../log/table.ts'
import type { ElementText, SelectorKind, UiAction } from '../../log/ui-log.ts'
import type { UiMapping } from '../../log/ui-mapping.ts'
import type { Limits } from '../format.ts'
import { identify } from '../open.ts'
import { guessDate, guessEpoch } from '../table/detect-date.ts'
import { type ColumnSample, sampleColumns, takeSample } from '../table/sample.ts'
import { tabularFormats } from '../tabular-formats.ts'
import { actionOfWord } from './action-words.ts'
import { type UiColumnRole, uiNameStrength } from './ui-column-names.ts'

/** A sentence that says why a column is proposed as it is, or why it is not. */
export interface UiReason {
  readonly about: UiColumnRole | 'table' | 'left out'
  readonly column?: string
  readonly text: string
}

/** A mapping for a table of UI events, and what a person needs to agree or to mend it. */
export interface UiProposal {
  /** Id of the tabular format: `csv`, `json`, `xlsx`, ... */
  readonly format: string
  /** How bytes became cells. */
  readonly table: TableSettings
  /** null where no column says what was done. */
  readonly mapping: UiMapping | null
  /** 0..1: how sure it is that this is a UI log, read like this. Below `SURE_ENOUGH` a person must say. */
  readonly confidence: number
  readonly reasons: readonly UiReason[]
  /** Words of the action column in the rows looked at, and what they were understood as. */
  readonly actions: readonly { readonly word: string; readonly action: UiAction; readonly rows: number }[]
  /** The first rows as they stand; null where a cell is missing. `firstRow` is its number in the file. */
  readonly preview: {
    readonly columns: readonly string[]
    readonly firstRow: number
    readonly rows: readonly (readonly (string | null)[])[]
  }
}
export const SURE_ENOUGH = 0.5

export interface ProposeUiOptions {
  readonly platform: Platform
  readonly cancel?: Cancel
  readonly settings?: TableSettings
  /** The column that says what was done, where a person knows it; the others are proposed around it. */
  readonly action?: string
  readonly timeZone?: string
  readonly limits?: Partial<Limits>
}

/** A table in whatever tabular format a file has. Throws `FormatError` where it is no table. */
export async function openUiTable(
  source: ByteSource,
  options: ProposeUiOptions,
): Promise<{ readonly format: string; readonly table: Table }> {
  const { platform, cancel, settings, limits } = options
  const found = await identify(source, { platform, formats: tabularFormats })
  const format = tabularFormats.find(({ id }) => id === found.format.id)!
  const table = await format.open(found.source, {
    platform,
    ...(cancel ? { cancel } : {}),
    ...(settings ? { settings } : {}),
    ...(limits ? { limits } : {}),
  })
  return { format: format.id, table }
}

/** Propose how the columns of a file become a UI log, from its first rows. */
export async function proposeUiMapping(source: ByteSource, options: ProposeUiOptions): Promise<UiProposal> {
  try {
    const { format, table } = await openUiTable(source, options)
    return await proposeForUiTable(format, table, options)
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: source.name }) : error
  }
}

const ELEMENT: readonly ElementText[] = [
  'system',
  'application',
  'document',
  'window',
  'page',
  'group',
  'role',
  'name',
  'identifier',
]
const SINGLE = ['user', 'value', 'x', 'y', 'cell', 'recording'] as const
const SELECTORS: readonly SelectorKind[] = ['testid', 'css', 'xpath']

export async function proposeForUiTable(format: string, table: Table, options: ProposeUiOptions): Promise<UiProposal> {
  const sample = await takeSample(table, options.cancel)
  const columns = sampleColumns(sample)
  const reasons: UiReason[] = table.reasons.map(text => ({ about: 'table', text }))
  const taken = new Set<ColumnSample>()
  for (const column of columns) {
    const why = column.name === options.action ? null : leaks(column, columns)
    if (why === null) continue
    taken.add(column)
    reasons.push({ about: 'left out', column: column.name, text: why })
  }
  const choose = (role: UiColumnRole, fits: (column: ColumnSample) => number) => {
    let best: ColumnSample | null = null
    let most = 0
    for (const column of columns) {
      if (taken.has(column) || column.values.length === 0) continue
      const named = uiNameStrength(column.name, role)
      const score = named === 0 ? 0 : named * fits(column)
      if (score > most) [best, most] = [column, score]
    }
    if (best === null || most < 0.3) return null
    taken.add(best)
    reasons.push({ about: role, column: best.name, text: because(role, best) })
    return { column: best.name, score: most, sample: best }
  }
  const named = columns.find(({ name }) => name === options.action)
  if (named) {
    taken.add(named)
    reasons.push({ about: 'action', column: named.name, text: 'You chose it.' })
  }
  const time = choose('time', column => share(column, isTime))
  const action = named
    ? { column: named.name, score: 1, sample: named }
    : choose('action', column => (share(column, word => actionOfWord(word) !== 'other') + 0.2) / 1.2)
  const element: Partial<Record<ElementText, string>> = {}
  const selectors: { kind: SelectorKind; column: string }[] = []
  const roles: Partial<Record<(typeof SINGLE)[number], string>> = {}
  for (const kind of SELECTORS) {
    const found = choose(`selector:${kind}`, () => 1)
    if (found) selectors.push({ kind, column: found.column })
  }
  for (const part of ELEMENT) {
    const found = choose(part, column => (part === 'page' ? 0.5 + share(column, isAddress) / 2 : 1))
    if (found) element[part] = found.column
  }
  for (const role of SINGLE) {
    const found = choose(role, column => (role === 'x' || role === 'y' ? Number(column.isNumber) : 1))
    if (found) roles[role] = found.column
  }
  for (const column of columns)
    if (!taken.has(column))
      reasons.push({
        about: 'left out',
        column: column.name,
        text: 'Its name tells no part of a UI event; what is not asked for is not kept.',
      })
  const words = action ? actionCounts(action.sample) : []
  const mapping: UiMapping | null = action && {
    version: 1,
    table: table.settings,
    time: time && { columns: [time.column] },
    timeZone: options.timeZone ?? 'UTC',
    ...roles,
    action: action.column,
    actions: {},
    element,
    selectors,
  }
  const places = ELEMENT.filter(part => element[part] !== undefined).length
  const confidence = action === null || places === 0 ? 0 : Math.min(1, action.score * 0.6 + Math.min(places, 4) * 0.1)
  return {
    format,
    table: table.settings,
    mapping,
    confidence: Math.round(confidence * 100) / 100,
    reasons,
    actions: words,
    preview: { columns: sample.columns, firstRow: sample.firstRow, rows: sample.rows.slice(0, 20) },
  }
}

const share = ({ values }: ColumnSample, fits: (value: string) => boolean) =>
  values.length === 0 ? 0 : values.filter(fits).length / values.length
const isTime = (value: string) =>
  /^\d{9,19}(\.\d+)?$/.test(value.trim()) ? guessEpoch(Number(value)) !== null : guessDate(value).length > 0
const isAddress = (value: string) => /^(https?|file|ftp):\/\/|^(www\.)|^[\w-]+(\.[\w-]+)+(\/|$)/i.test(value)

/** Columns that number rows or give the answer away: they are no part of what was recorded. */
function leaks(column: ColumnSample, columns: readonly ColumnSample[]): string | null {
  const name = nameWords(column.name)
  if (
    column.isInteger &&
    column.values.length > 1 &&
    column.values.every((v, i) => i === 0 || Number(v) === Number(column.values[i - 1]) + 1)
  )
    return 'It numbers the rows.'
  if (/^(unnamed \d+|column \d+|index|idx|row|row number|no|nr|event id|id|uuid)$/.test(name))
    return 'It numbers the rows.'
  if (
    /^(task|task name|label|case|case id|routine|segment|ground truth|process|process instance)$/.test(name) &&
    column.values.length > 0 &&
    !(name === 'label' && labelsElements(column, columns))
  )
    return 'It may tell which task an event belongs to, which is to be found out; name it as "task" or "run" if it was recorded on purpose.'
  return null
}

/** A column `Label` that changes from row to row labels what was worked on, where no other column does; tasks last longer. */
function labelsElements(label: ColumnSample, columns: readonly ColumnSample[]): boolean {
  const others = columns.some(
    column => column !== label && column.values.length > 0 && uiNameStrength(column.name, 'name') > 0,
  )
  const changes = label.values.filter((value, i) => i > 0 && value !== label.values[i - 1]).length
  return !others && changes > label.values.length / 2
}

function because(role: UiColumnRole, column: ColumnSample): string {
  const examples = column.distinct.slice(0, 3).map(text => `"${text.slice(0, 40)}"`)
  if (role === 'value' || role === 'user' || role === 'recording') return `"${column.name}" is a usual name for it.`
  return `"${column.name}" is a usual name for it, and its values look like it: ${examples.join(', ')}.`
}

function actionCounts({ values }: ColumnSample): UiProposal['actions'] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([word, rows]) => ({ word, action: actionOfWord(word), rows }))
    .sort((a, b) => b.rows - a.rows || (a.word < b.word ? -1 : a.word > b.word ? 1 : 0))
}
