import { FormatError } from '../../base/errors.ts'
import { type ByteSource, readAll } from '../../base/platform.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { type Problem, Problems } from '../../log/problems.ts'
import { defaultLimits } from '../format.ts'
import { isUtf16 } from '../table/encoding.ts'
import { headOf, isGzip, isZip, readable, unwrapGzip } from '../unwrap.ts'
import { recognisesXes } from '../xes/recognise.ts'
import { fileOfZip, isPackage, zipEntries } from '../zip.ts'
import { ABOUT, readOwnFiles } from './own/tables.ts'
import { memoryAccess, ownZipFiles } from './own/zipped.ts'
import { recogniseUiLog } from './recognise-ui-log.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'
import { looksLikeUi, uiTable } from './ui-table.ts'

const HEAD = 1 << 16
const LAYERS = 3
const SURE = 0.2
/** Files of one zip that are looked at. */
const MOST_FILES = 512

/** Finds out what sources are, packed or not, and reads them. */
export class UiOpener {
  private readonly options: UiReadOptions
  private readonly formats: readonly UiFormat[]
  private readonly wanted: UiFormat | null

  constructor(options: UiReadOptions, formats: readonly UiFormat[], wanted: UiFormat | null) {
    this.options = options
    this.formats = formats
    this.wanted = wanted
  }

  /** The readings of files that were named, each or all as one recording, and of files that lie in a folder (a list). */
  async all(sources: readonly (ByteSource | readonly ByteSource[])[]): Promise<UiReading[]> {
    const named = sources.filter(source => 'stream' in source)
    const bag = named.length > 1 && named.length === sources.length ? await this.asOne(named) : null
    if (bag) return [bag]
    const readings: UiReading[] = []
    const passed: string[] = []
    for (const source of sources)
      if ('stream' in source) readings.push(...(await this.file(source)))
      else readings.push(...(await this.together(source, passed, file => this.file(file))))
    if (readings.length === 0) throw passed.length === 0 ? noFile() : this.unknown(passed)
    return withPassed(readings, passed)
  }

  /** Files of one folder: as one recording, or each that is one; those that are none come to `passed`. */
  private async together(
    files: readonly ByteSource[],
    passed: string[],
    read: (file: ByteSource) => Promise<UiReading[]>,
  ): Promise<UiReading[]> {
    const bag = files.length > 1 ? await this.asOne(files) : null
    if (bag) return [bag]
    const readings: UiReading[] = []
    for (const file of files)
      if (await this.isRecording(file)) readings.push(...(await read(file)))
      else passed.push(file.name)
    return readings
  }

  private async isRecording(file: ByteSource): Promise<boolean> {
    const head = await headOf(file, HEAD)
    if (head.length === 0) return false
    const { wanted } = this
    const packed = /\.(gz|zip)$/i
    const name = file.name.toLowerCase().replace(packed, '')
    if (wanted !== null) return wanted.extensions.some(ending => name.endsWith(`.${ending}`))
    if (!isGzip(head) && !isZip(head)) return this.best(head, file.name) !== null
    return (await recogniseUiLog(file, this.options)) !== null
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
    if (!isZip(head)) return [await this.plain(head, source)]
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
      return [{ log: readOwnFiles(own), problems: [], format: 'ui-log', wasMasked: true }]
    }
    const files = entries.map(path => fileOfZip(source, path, limits))
    if (files.length === 1)
      return this.unpacked(fileOfZip(source, entries[0]!, limits, baseName(entries[0]!)), layer + 1)
    const passed: string[] = []
    const readings = await this.together(files, passed, file => this.unpacked(file, layer + 1))
    if (readings.length === 0) throw this.unknown(passed)
    return withPassed(readings, passed)
  }

  private async read(format: UiFormat, source: ByteSource): Promise<UiReading> {
    return this.told(format, options => format.read(source, options))
  }

  private async told(format: UiFormat, read: (options: UiReadOptions) => Promise<UiReading>): Promise<UiReading> {
    const textProblems = new Problems()
    const reading = await read({ ...this.options, textProblems })
    const isEmpty = reading.log.eventCount === 0 && !reading.wasMasked
    const problems = [...reading.problems, ...textProblems.list(), ...(isEmpty ? [NO_EVENTS] : [])]
    return { ...reading, problems, format: format.id }
  }

  /** A file in the format that it is in. A table that shows no marks of one is looked at more closely: it may be a UI log all the same. */
  private async plain(head: Uint8Array, source: ByteSource): Promise<UiReading> {
    const best = this.wanted ?? this.best(head, source.name)
    if (best) return this.read(best, source)
    if (recognisesXes(head) > 0)
      throw new FormatError('This is an event log (XES) whose events are no interactions with a user interface.', {
        fix: 'Read it as an event log.',
      })
    if (this.formats.includes(uiTable) && (await looksLikeUi(source, this.options))) return this.read(uiTable, source)
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

  /** `passed`: names of the files that were looked at, where these are several. */
  private unknown(passed: readonly string[] = []): FormatError {
    const what =
      passed.length === 0
        ? 'The content is in no format of UI logs that can be read here.'
        : `None of the ${passed.length} files (${passed.slice(0, 3).join(', ')}${passed.length > 3 ? ', …' : ''}) is in a format of UI logs that can be read here.`
    return new FormatError(what, {
      fix: `Known are ${this.formats.map(({ title }) => title).join(', ')}. A table needs a mapping that names the column of the action.`,
    })
  }
}

/** Which of the two orders of bytes: by the mark, else by which half of the characters is zero. */
const utf16Of = ([a, b]: Uint8Array): string => (a === 0xfe || (a === 0 && b !== 0) ? 'utf-16be' : 'utf-16le')

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** A stored UI log was masked when it was made. */
async function ownReading(sources: readonly ByteSource[]): Promise<UiReading> {
  const files = new Map<string, ReturnType<typeof memoryAccess>>()
  for (const source of sources) {
    const name = baseName(source.name)
    if (name === ABOUT || name.endsWith('.arrow')) files.set(name, memoryAccess(name, await readAll(source)))
  }
  return { log: readOwnFiles(files), problems: [], format: 'ui-log', wasMasked: true }
}

const inFile = (problem: Problem, file: string): Problem => ({
  ...problem,
  places: problem.places.map(place => ({ file, ...place })),
})

function withPassed(readings: UiReading[], names: readonly string[]): UiReading[] {
  if (names.length === 0) return readings
  const problem: Problem = {
    kind: 'no-recording',
    count: names.length,
    message: 'Files that are no recording in a known format were left out.',
    severity: 'info',
    places: names.slice(0, 5).map(file => ({ file })),
  }
  return readings.map((reading, i) => (i > 0 ? reading : { ...reading, problems: [...reading.problems, problem] }))
}

const NO_EVENTS: Problem = {
  kind: 'no-events',
  count: 1,
  message: 'The recording holds no events.',
  severity: 'warning',
  places: [{}],
}

const noFile = () => new FormatError('There is no file.', { fix: 'Name a recording.' })
