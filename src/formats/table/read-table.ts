import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import { type Mapping, mappingFrom } from '../../log/mapping.ts'
import { Problems } from '../../log/problems.ts'
import type { Table } from '../../log/table.ts'
import type { Reading, ReadOptions } from '../format.ts'
import { importTable } from './import-table.ts'
import type { Proposal } from './proposal.ts'
import { proposeForTable, timelessColumns } from './propose.ts'
import type { TabularFormat } from './tabular-format.ts'

/** Least confidence in case and activity under which a table is read without being asked. */
const SURE = 0.3

/**
 * Read a table as an event log: under the mapping given, else under the proposed one. What a given mapping leaves
 * open (date formats) is taken from the rows. Without a key nothing is pseudonymised: that is told.
 */
export async function readTabular(
  format: Pick<TabularFormat, 'id' | 'open'>,
  source: ByteSource,
  options: ReadOptions,
): Promise<Reading> {
  const given = options.mapping === undefined ? undefined : mappingFrom(options.mapping)
  const { platform, cancel, limits, readParquet } = options
  const table = await format.open(source, {
    platform,
    ...(cancel ? { cancel } : {}),
    ...(limits ? { limits } : {}),
    ...(readParquet ? { readParquet } : {}),
    ...(given ? { settings: given.table } : {}),
  })
  return readTable(format.id, table, options)
}

/** The same for a table that is already open (of a database, say). */
export async function readTable(format: string, table: Table, options: ReadOptions): Promise<Reading> {
  const given = options.mapping === undefined ? undefined : mappingFrom(options.mapping)
  const problems = new Problems()
  let mapping = given
  if (mapping === undefined || leavesOpen(mapping)) {
    const proposal = await proposeForTable(format, table, {
      ...options,
      ...(given ? { timeZone: given.timeZone } : {}),
    })
    mapping = given ? completed(given, proposal) : accepted(table, proposal, options, problems)
  }
  return { ...(await importTable(table, mapping, { ...options, problems })), mapping }
}

const leavesOpen = (mapping: Mapping) =>
  [mapping.complete, mapping.start].some(role => role && role.format === undefined) ||
  mapping.columns.some(column => column.type === 'date' && column.format === undefined)

function completed(mapping: Mapping, proposal: Proposal): Mapping {
  const formatOf = (columns: readonly string[]): string => {
    const profile = proposal.columns.find(({ name }) => name === columns[0])
    const role = [proposal.mapping.complete, proposal.mapping.start].find(
      part => part?.columns[0] === columns[0] && part?.columns.length === columns.length,
    )
    const column = proposal.mapping.columns.find(part => part.column === columns[0])
    return role?.format ?? column?.format ?? profile?.dates[0]?.format ?? 'iso'
  }
  const { complete, start } = mapping
  return {
    ...mapping,
    table: { ...proposal.mapping.table, ...mapping.table },
    complete: complete && { ...complete, format: complete.format ?? formatOf(complete.columns) },
    ...(start ? { start: { ...start, format: start.format ?? formatOf(start.columns) } } : {}),
    columns: mapping.columns.map(column =>
      column.type === 'date' && column.format === undefined ? { ...column, format: formatOf([column.column]) } : column,
    ),
  }
}

/** The proposed mapping, refused where it is a guess; without a key people's columns stay as they are, marked. */
function accepted(table: Table, proposal: Proposal, options: ReadOptions, problems: Problems): Mapping {
  const { caseId, activity } = proposal.confidence
  const columns = table.columns
    .slice(0, 30)
    .map(name => `"${name}"`)
    .join(', ')
  if (proposal.rowCount === 0)
    throw new FormatError('The table has no rows below its header.', {
      file: table.name,
      fix: 'Give a table with a row for each event.',
    })
  for (const [what, sure] of [
    ['case', caseId],
    ['activity', activity],
  ] as const)
    if (sure < SURE)
      throw new FormatError(`No column is clearly the ${what} of an event log (columns: ${columns}).`, {
        file: table.name,
        fix: 'Give a mapping that names the columns for case, activity and time.',
      })
  for (const { column, chosen, text } of proposal.questions)
    problems.add('ambiguous-date', `${text} It was read as ${chosen}; a mapping can say otherwise.`, { column })
  if (!proposal.mapping.complete)
    for (const { column, value } of timelessColumns(proposal))
      problems.add(
        'unreadable-time-column',
        'A column is named like a time, but no date format reads most of its values; it is kept as it is, and the events have no time. A mapping can name its date format.',
        { column, value },
      )
  if (options.pseudonymKey !== undefined) return proposal.mapping
  const people = proposal.mapping.columns.filter(({ action }) => action === 'pseudonymise')
  for (const { column } of people)
    problems.add(
      'personal-kept',
      'Columns about people were kept as they are, because no key for pseudonyms was given.',
      { column },
      'info',
    )
  return {
    ...proposal.mapping,
    columns: proposal.mapping.columns.map(column =>
      column.action === 'pseudonymise' ? { ...column, action: 'keep' } : column,
    ),
  }
}
