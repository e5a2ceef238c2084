import { FormatError } from '../base/errors.ts'
import type { ByteSource, Platform } from '../base/platform.ts'
import type { TableSettings } from '../log/mapping.ts'
import type { Table } from '../log/table.ts'
import type { Limits } from './format.ts'
import { identify } from './open.ts'
import type { Proposal } from './table/proposal.ts'
import { type ProposeOptions, proposeForTable } from './table/propose.ts'
import { tabularFormats } from './tabular-formats.ts'

export interface ProposeMappingOptions extends ProposeOptions {
  /** What a person has already said of the table (delimiter, sheet, header, ...). */
  readonly settings?: TableSettings
  /** Id of the format, where it is known better than the content tells. */
  readonly format?: string
  readonly limits?: Partial<Limits>
}

/** A table in whatever tabular format and packing a file has. Throws `FormatError` where it is no table. */
export async function openTable(
  source: ByteSource,
  options: Omit<ProposeMappingOptions, 'timeZone'>,
): Promise<{ readonly format: string; readonly table: Table }> {
  const { platform, cancel, settings, limits } = options
  const found = await identify(source, {
    platform,
    ...(options.format === undefined ? {} : { format: options.format }),
  })
  const format = tabularFormats.find(({ id }) => id === found.format.id)
  if (!format)
    throw new FormatError(`The file is ${found.format.title}, which says itself what its parts mean.`, {
      file: source.name,
      fix: 'It needs no mapping of columns.',
    })
  const table = await format.open(found.source, {
    platform,
    ...(cancel ? { cancel } : {}),
    ...(settings ? { settings } : {}),
    ...(limits ? { limits } : {}),
  })
  return { format: format.id, table }
}

/**
 * Propose how the columns of a file become an event log, with reasons, previews and what is doubtful. Reads all rows
 * once (types and dates are decided by all of them); memory is bounded whatever the size.
 */
export async function proposeMapping(
  source: ByteSource,
  options: ProposeMappingOptions & { readonly platform: Platform },
): Promise<Proposal> {
  try {
    const { format, table } = await openTable(source, options)
    return await proposeForTable(format, table, options)
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: source.name }) : error
  }
}
