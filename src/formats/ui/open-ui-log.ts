import { FormatError, RequestError } from '../../base/errors.ts'
import { type ByteSource, readAll } from '../../base/platform.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { mergeUiLogs } from '../../log/merge-ui-logs.ts'
import { type Problem, Problems } from '../../log/problems.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { IdentifierForm } from '../../privacy/key-forms.ts'
import { ValueMasker } from '../../privacy/value-masker.ts'
import { defaultLimits } from '../format.ts'
import { isUtf16 } from '../table/encoding.ts'
import { headOf, isGzip, isZip, readable, unwrapGzip } from '../unwrap.ts'
import { fileOfZip, isPackage, zipEntries } from '../zip.ts'
import { ABOUT, readOwnFiles } from './own/tables.ts'
import { memoryAccess, ownZipFiles } from './own/zipped.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'
import { uiFormats as registered } from './ui-formats.ts'
import { uiTable } from './ui-table.ts'

export interface OpenUiOptions extends Omit<UiReadOptions, 'masker' | 'capture'> {
  /** Masks everything as it is read. Where absent, one is made from `key`. */
  readonly masker?: ValueMasker
  /** Secret of this import; needed where no masker is given. */
  readonly key?: Uint8Array
  /** The project's key and the forms of its business identifiers, which then match across people, systems and event logs. */
  readonly projectKey?: Uint8Array
  readonly identifiers?: readonly IdentifierForm[]
  /** The capture rule that keeps all values, labels and titles in clear: for one's own recordings and for measuring. */
  readonly keepValues?: boolean
  readonly capture?: readonly string[]
  /** Id of the format, where it is known better than the content tells. */
  readonly format?: string
  readonly formats?: readonly UiFormat[]
}

/** Name of the capture rule of `keepValues`, as the log says it. */
export const KEEP_VALUES = 'keep-values'
const HEAD = 1 << 16
const LAYERS = 3
const SURE = 0.2
/** Files of one zip that are looked at. */
const MOST_FILES = 512

/**
 * Read one recording, or several into one UI log, in whatever format and packing (gzip, zip, zipped folder) each has.
 * Values, labels, titles, addresses and people are masked unless a capture rule says otherwise. Throws `FormatError`
 * naming the file where nothing can be made of it.
 */
export async function openUiLog(
  sources: ByteSource | readonly ByteSource[],
  options: OpenUiOptions,
): Promise<UiReading> {
  const list = 'stream' in sources ? [sources] : sources
  const opener = new Opener(options)
  const readings = await opener.all(list)
  const reading = joined(readings, readings[0]?.log.name ?? '')
  return options.times === 'ignore' ? { ...reading, log: timeless(reading.log) } : reading
}

/** A stored log may bring times of its own; its rows stay as they were stored. */
const timeless = (log: UiLog): UiLog => ({
  ...log,
  time: new Float64Array(log.eventCount).fill(Number.NaN),
  order: { by: 'input', moved: 0, ties: 0, withoutTime: log.eventCount },
})

function joined(readings: readonly UiReading[], name: string): UiReading {
  const [only] = readings
  if (only !== undefined && readings.length === 1) return only
  const formats = [...new Set(readings.flatMap(({ format }) => format ?? []))]
  return {
    log: mergeUiLogs(
      readings.map(({ log }) => log),
      name,
    ),
    problems: readings.flatMap(({ problems }) => problems),
    format: formats.join(' + '),
  }
}

class Opener {
  private readonly options: UiReadOptions
  private readonly formats: readonly UiFormat[]
  private readonly wanted: UiFormat | null

  constructor(options: OpenUiOptions) {
    const { masker, key, keepValues = false, format, formats = registered, ...others } = options
    const { projectKey, identifiers, ...rest } = others
    this.formats = formats
    this.options = {
      ...rest,
      masker: masker ?? makeMasker(options, key, keepValues),
      capture: [...(options.capture ?? []), ...(keepValues ? [KEEP_VALUES] : [])],
    }
    if (masker && (keepValues || projectKey !== undefined || identifiers !== undefined))
      throw new RequestError(
        'Give either a masker, which has rules and keys of its own, or keepValues and identifiers.',
      )
    this.wanted = format === undefined ? (options.mapping === undefined ? null : uiTable) : this.formatOf(format)
  }

  /** The readings of files that lie together: a folder may be one recording, and each file may be one. */
  async all(sources: readonly ByteSource[]): Promise<UiReading[]> {
    if (sources.length === 0) throw new FormatError('There is no file.', { fix: 'Name a recording.' })
    const bag = sources.length > 1 ? await this.asOne(sources) : null
    if (bag) return [bag]
    const readings: UiReading[] = []
    for (const source of sources) readings.push(...(await this.file(source)))
    return readings
  }

  private async asOne(sources: readonly ByteSource[]): Promise<UiReading | null> {
    const names = sources.map(({ name }) => name)
    if (names.some(name => baseName(name) === ABOUT)) return ownReading(sources)
    const format = this.formats.find(({ bag }) => bag?.recognises(names))
    if (!format || (this.wanted !== null && this.wanted !== format)) return null
    return this.told(format, options => format.bag!.read(sources, options))
  }

  private async file(outer: ByteSource): Promise<UiReading[]> {
    try {
      return (await this.unpacked(readable(outer), 0)).map(reading => ({
        ...reading,
        problems: reading.problems.map(problem => inFile(problem, outer.name)),
      }))
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      const { what, place, fix } = error
      const inner = place.file !== undefined && place.file !== outer.name ? `${outer.name} (${place.file})` : outer.name
      throw new FormatError(what, { ...place, file: inner, ...(fix === undefined ? {} : { fix }) })
    }
  }

  private async unpacked(source: ByteSource, layer: number): Promise<UiReading[]> {
    const limits = { ...defaultLimits, ...this.options.limits }
    const head = await headOf(source, HEAD)
    if (head.length === 0) throw new FormatError('The file is empty (0 bytes).', { fix: 'Export or copy it again.' })
    if (isGzip(head) || isZip(head)) {
      if (layer === LAYERS)
        throw new FormatError(`The file is packed more than ${LAYERS} times over.`, {
          fix: 'Unpack it and read what is inside.',
        })
    }
    if (isGzip(head)) return this.unpacked(unwrapGzip(source, this.options.platform, limits), layer + 1)
    if (!isZip(head)) return [await this.read(this.choose(head, source.name), source)]
    const entries = await zipEntries(source, this.options.cancel)
    if (isPackage(entries)) return [await this.read(uiTable, source)]
    return this.zip(source, entries, layer)
  }

  private async zip(source: ByteSource, entries: readonly string[], layer: number): Promise<UiReading[]> {
    const limits = { ...defaultLimits, ...this.options.limits }
    if (entries.length === 0)
      throw new FormatError('The zip file has no file in it.', { fix: 'Put the recording into it.' })
    if (entries.length > MOST_FILES)
      throw new FormatError(`The zip file has ${entries.length} files in it; at most ${MOST_FILES} are read.`, {
        fix: 'Unpack it and read the recordings.',
      })
    if (entries.some(path => baseName(path) === ABOUT)) {
      const own = ownZipFiles(await readAll(source), limits)
      return [{ log: readOwnFiles(own), problems: [], format: 'ui-log' }]
    }
    const files = entries.map(path => fileOfZip(source, path, limits))
    const bag = await this.asOne(files)
    if (bag) return [bag]
    if (files.length === 1)
      return this.unpacked(fileOfZip(source, entries[0]!, limits, baseName(entries[0]!)), layer + 1)
    const readings: UiReading[] = []
    const passed: string[] = []
    for (const file of files) {
      const head = await headOf(file, HEAD)
      const format = head.length === 0 ? null : this.best(head, file.name)
      if (format === null) passed.push(file.name)
      else readings.push(await this.read(format, file))
    }
    if (readings.length === 0) throw this.unknown()
    if (passed.length > 0) readings[0] = withPassed(readings[0]!, passed)
    return readings
  }

  private async read(format: UiFormat, source: ByteSource): Promise<UiReading> {
    return this.told(format, options => format.read(source, options))
  }

  private async told(format: UiFormat, read: (options: UiReadOptions) => Promise<UiReading>): Promise<UiReading> {
    const textProblems = new Problems()
    const reading = await read({ ...this.options, textProblems })
    return { ...reading, problems: [...reading.problems, ...textProblems.list()], format: format.id }
  }

  private choose(head: Uint8Array, name: string): UiFormat {
    const best = this.wanted ?? this.best(head, name)
    if (best) return best
    throw this.unknown()
  }

  /** The surest; among equals the one whose extension the name has, then the first. */
  private best(bytes: Uint8Array, name: string): UiFormat | null {
    const head = isUtf16(bytes) ? encodeUtf8(this.options.platform.decode(bytes, utf16Of(bytes))) : bytes
    let best: UiFormat | null = null
    let most = SURE
    let bestNamed = false
    for (const format of this.formats) {
      const sure = format.recognises(head)
      const named = format.extensions.some(extension => name.toLowerCase().endsWith(`.${extension}`))
      if (sure > most || (sure === most && best !== null && named && !bestNamed)) {
        best = format
        most = sure
        bestNamed = named
      }
    }
    return best
  }

  private unknown(): FormatError {
    return new FormatError('The content is in no format of UI logs that can be read here.', {
      fix: `Known are ${this.formats.map(({ title }) => title).join(', ')}. A table needs a mapping that names the column of the action.`,
    })
  }

  private formatOf(id: string): UiFormat {
    const format = this.formats.find(known => known.id === id)
    if (format) return format
    throw new FormatError(`There is no format "${id}" of UI logs.`, {
      fix: `Known are ${this.formats.map(known => known.id).join(', ')}.`,
    })
  }
}

/** Which of the two orders of bytes: by the mark, else by which half of the characters is zero. */
const utf16Of = ([a, b]: Uint8Array): string => (a === 0xfe || (a === 0 && b !== 0) ? 'utf-16be' : 'utf-16le')

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

function makeMasker(
  { projectKey, identifiers = [] }: OpenUiOptions,
  key: Uint8Array | undefined,
  keepValues: boolean,
): ValueMasker {
  if (key === undefined) throw new RequestError('A key is needed under which people and values are masked.')
  if (identifiers.length > 0 && projectKey === undefined)
    throw new RequestError('Declared identifiers need the key of the project, under which they are hashed.')
  return new ValueMasker({
    key,
    identifiers,
    projectKey: projectKey ?? null,
    ...(keepValues ? { keeps: () => true, words: 'clear' as const } : {}),
  })
}

/** A stored UI log was masked when it was made. */
async function ownReading(sources: readonly ByteSource[]): Promise<UiReading> {
  const files = new Map<string, ReturnType<typeof memoryAccess>>()
  for (const source of sources) {
    const name = baseName(source.name)
    if (name === ABOUT || name.endsWith('.arrow')) files.set(name, memoryAccess(name, await readAll(source)))
  }
  return { log: readOwnFiles(files), problems: [], format: 'ui-log' }
}

const inFile = (problem: Problem, file: string): Problem => ({
  ...problem,
  places: problem.places.map(place => ({ file, ...place })),
})

const withPassed = (reading: UiReading, names: readonly string[]): UiReading => ({
  ...reading,
  problems: [
    ...reading.problems,
    {
      kind: 'no-recording',
      count: names.length,
      message: 'Files that are no recording in a known format were left out.',
      severity: 'info',
      places: names.slice(0, 5).map(file => ({ file })),
    },
  ],
})
