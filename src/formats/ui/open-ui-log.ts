import { FormatError, RequestError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import { mergeUiLogs } from '../../log/merge-ui-logs.ts'
import type { Problem } from '../../log/problems.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { IdentifierForm } from '../../privacy/key-forms.ts'
import type { MaskingRule } from '../../privacy/masking-rules.ts'
import { ValueMasker } from '../../privacy/value-masker.ts'
import { KEEP_VALUES } from './keep-values.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'
import { uiFormats as registered } from './ui-formats.ts'
import { UiOpener } from './ui-opener.ts'
import { uiTable } from './ui-table.ts'

export interface OpenUiOptions extends Omit<UiReadOptions, 'masker' | 'capture'> {
  /** Masks everything as it is read. Where absent, one is made from `key`. */
  readonly masker?: ValueMasker
  /** Secret of this import; needed where no masker is given. */
  readonly key?: Uint8Array
  /** The project's key and the forms of its business identifiers, which then match across people, systems and event logs. */
  readonly projectKey?: Uint8Array
  readonly identifiers?: readonly IdentifierForm[]
  /** Rules on values, in their order; those that keep are capture rules. */
  readonly rules?: readonly MaskingRule[]
  /** The capture rule that keeps all values, labels and titles in clear: for one's own recordings and for measuring. */
  readonly keepValues?: boolean
  readonly capture?: readonly string[]
  /** Id of the format, where it is known better than the content tells. */
  readonly format?: string
  readonly formats?: readonly UiFormat[]
  /** Name of the UI log, such as that of a folder; absent: of its archive, its file, or its first file and how many more. */
  readonly name?: string
}

/**
 * Read one recording, or several into one UI log, in whatever format and packing (gzip, zip, zipped folder) each has.
 * A list within the list is a folder: its files may be one recording, and of several those that are none are passed over,
 * and told. Values, labels, titles, addresses and people are masked unless a capture rule says otherwise. Throws
 * `FormatError` naming the file where nothing can be made of it.
 */
export async function openUiLog(
  sources: ByteSource | readonly (ByteSource | readonly ByteSource[])[],
  options: OpenUiOptions,
): Promise<UiReading> {
  const list = 'stream' in sources ? [sources] : sources
  const { masker, opener } = openerFor(options)
  const readings = (await opener.all(list)).map(reading => withRules(reading, options))
  const reading = joined(readings, nameOf(options.name, readings.length, list.flat(), masker))
  return options.times === 'ignore' ? { ...reading, log: timeless(reading.log) } : reading
}

/** A stored log may bring times of its own; its rows stay as they were stored. */
const timeless = (log: UiLog): UiLog => ({
  ...log,
  time: new Float64Array(log.eventCount).fill(Number.NaN),
  order: { by: 'input', moved: 0, ties: 0, withoutTime: log.eventCount },
})

/** Of what was opened, an archive or several files, not of the first recording in it; null: of the only recording. */
function nameOf(
  given: string | undefined,
  recordings: number,
  [first, ...more]: readonly ByteSource[],
  masker: ValueMasker,
): string | null {
  if (given !== undefined) return masker.name(given)
  if (recordings === 1 || first === undefined) return null
  const name = masker.name(first.name)
  return more.length === 0 ? name : `${name} and ${more.length} more`
}

function joined(readings: readonly UiReading[], name: string | null): UiReading {
  const [only] = readings
  if (only !== undefined && readings.length === 1) return name === null ? only : { ...only, log: { ...only.log, name } }
  const formats = [...new Set(readings.flatMap(({ format }) => format ?? []))]
  return {
    log: mergeUiLogs(
      readings.map(({ log }) => log),
      name ?? '',
    ),
    problems: readings.flatMap(({ problems }) => problems),
    format: formats.join(' + '),
  }
}

function openerFor(options: OpenUiOptions): { readonly masker: ValueMasker; readonly opener: UiOpener } {
  const { masker, key, keepValues = false, format, formats = registered, name: _, ...others } = options
  const { projectKey, identifiers, rules, ...rest } = others
  const own = keepValues || projectKey !== undefined || identifiers !== undefined || rules !== undefined
  if (masker && own)
    throw new RequestError('Give either a masker, which has rules and keys of its own, or keepValues and identifiers.')
  const keeping = (rules ?? []).filter(({ action }) => action === 'keep').map(({ id }) => id)
  const reading = {
    ...rest,
    masker: masker ?? makeMasker(options, key, keepValues),
    capture: [...(options.capture ?? []), ...(keepValues ? [KEEP_VALUES] : []), ...keeping],
  }
  const byMapping = options.mapping === undefined ? null : uiTable
  const wanted = format === undefined ? byMapping : formatOf(format, formats)
  return { masker: reading.masker, opener: new UiOpener(reading, formats, wanted) }
}

function formatOf(id: string, formats: readonly UiFormat[]): UiFormat {
  const format = formats.find(known => known.id === id)
  if (format) return format
  throw new FormatError(`There is no format "${id}" of UI logs.`, {
    fix: `Known are ${formats.map(known => known.id).join(', ')}.`,
  })
}

/** Rules come too late for what was masked when it was stored. */
function withRules(reading: UiReading, { rules = [] }: OpenUiOptions): UiReading {
  if (rules.length === 0 || !reading.wasMasked) return reading
  const problem: Problem = {
    kind: 'already-masked',
    count: 1,
    message: 'A stored or exported UI log was masked when it was made; masking rules change nothing of it.',
    severity: 'warning',
    places: [],
  }
  return { ...reading, problems: [...reading.problems, problem] }
}

function makeMasker(
  { projectKey, identifiers = [], rules = [] }: OpenUiOptions,
  key: Uint8Array | undefined,
  keepValues: boolean,
): ValueMasker {
  if (key === undefined) throw new RequestError('A key is needed under which people and values are masked.')
  if (identifiers.length > 0 && projectKey === undefined)
    throw new RequestError('Declared identifiers need the key of the project, under which they are hashed.')
  return new ValueMasker({
    key,
    identifiers,
    rules,
    projectKey: projectKey ?? null,
    ...(keepValues ? { keeps: () => true, words: 'clear' as const } : {}),
  })
}
