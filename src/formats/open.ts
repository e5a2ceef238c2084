import { FormatError } from '../base/errors.ts'
import type { ByteSource } from '../base/platform.ts'
import { refuseForeign } from './foreign.ts'
import { defaultLimits, type LogFormat, type Reading, type ReadOptions } from './format.ts'
import { formats as registered } from './formats.ts'
import { headOf, isGzip, isZip, readable, unwrapGzip } from './unwrap.ts'
import { isPackage, onlyFileOfZip, zipEntries } from './zip.ts'

export interface OpenOptions extends ReadOptions {
  /** Id of the format to read, where it is known better than the content tells. */
  readonly format?: string
  /** The formats to choose from; all that are registered unless given. */
  readonly formats?: readonly LogFormat[]
}

/** Bytes a format is chosen by. */
const HEAD = 1 << 16
/** Packed in packed in packed: deeper is hostile. */
const LAYERS = 3
/** Below this a format only says that it would not be surprised. */
const SURE = 0.2

/**
 * Read an event log in whatever format its content has. gzip, and zip with one file in it, are unpacked on the way;
 * the name only breaks ties. Throws `FormatError` naming the file where nothing can be made of it.
 */
export async function openLog(source: ByteSource, options: OpenOptions): Promise<Reading> {
  const { format: id, formats = registered, ...reading } = options
  try {
    const wanted = id === undefined ? null : formatOf(id, formats)
    const opened = await unpack(source, formats, reading)
    const format = wanted ?? choose(opened.head, opened.source.name, formats)
    // the progress of a packed file is that of its packed bytes
    const { progress } = reading
    const packed = opened.packed
    if (progress === undefined || packed === null)
      return { ...(await format.read(opened.source, reading)), format: format.id }
    const read = await format.read(opened.source, {
      ...reading,
      progress: report =>
        progress(report.unit === 'bytes' ? { ...report, done: packed.done, total: source.size } : report),
    })
    return { ...read, format: format.id }
  } catch (error) {
    throw inFile(error, source.name)
  }
}

/** The format of a file and the bytes under its packing, from a look at its head; throws as `openLog` does. */
export async function identify(
  source: ByteSource,
  options: OpenOptions,
): Promise<{ readonly format: LogFormat; readonly source: ByteSource }> {
  const { format: id, formats = registered, ...reading } = options
  try {
    const opened = await unpack(source, formats, reading)
    return {
      format: id === undefined ? choose(opened.head, opened.source.name, formats) : formatOf(id, formats),
      source: opened.source,
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    // a reader knows the unpacked file; people know the one they chose
    const { what, place, fix } = error
    throw new FormatError(what, { ...place, file: source.name, ...(fix === undefined ? {} : { fix }) })
  }
}

/** A reader knows the unpacked file; people know the one they chose. */
function inFile(error: unknown, file: string): unknown {
  if (!(error instanceof FormatError)) return error
  const { what, place, fix } = error
  return new FormatError(what, { ...place, file, ...(fix === undefined ? {} : { fix }) })
}

function formatOf(id: string, formats: readonly LogFormat[]): LogFormat {
  const format = formats.find(f => f.id === id)
  if (format) return format
  throw new FormatError(`There is no format "${id}".`, { fix: `Known are ${formats.map(f => f.id).join(', ')}.` })
}

interface Opened {
  readonly source: ByteSource
  readonly head: Uint8Array
  /** Bytes of the packed file read so far; null where nothing was packed. */
  readonly packed: { readonly done: number } | null
}

async function unpack(outer: ByteSource, formats: readonly LogFormat[], options: ReadOptions): Promise<Opened> {
  const limits = { ...defaultLimits, ...options.limits }
  let source = readable(outer)
  let packed: Opened['packed'] = null
  for (let layer = 0; ; layer++) {
    const head = await headOf(source, HEAD)
    if (head.length === 0)
      throw new FormatError(layer === 0 ? 'The file is empty (0 bytes).' : 'The packed file is empty.', {
        fix: 'Export or copy it again.',
      })
    const gzip = isGzip(head)
    if (!gzip && !isZip(head)) return { source, head, packed }
    if (!gzip) {
      const entries = await zipEntries(source, options.cancel)
      if (isPackage(entries) && formats.some(format => format.recognises(head) > SURE)) return { source, head, packed }
      if (layer === LAYERS) throw tooDeep()
      source = onlyFileOfZip(source, entries, limits)
    } else {
      if (layer === LAYERS) throw tooDeep()
      source = unwrapGzip(source, options.platform, limits)
    }
    packed ??= (source as ByteSource & { packed: { done: number } }).packed
  }
}

const tooDeep = () =>
  new FormatError(`The file is packed more than ${LAYERS} times over.`, { fix: 'Unpack it and read what is inside.' })

/** The format that is surest of the content; among equals the one whose extension the name has, then the first registered. */
function choose(head: Uint8Array, name: string, formats: readonly LogFormat[]): LogFormat {
  refuseForeign(head)
  const lower = name.toLowerCase()
  let best: LogFormat | null = null
  let most = SURE
  let bestNamed = false
  for (const format of formats) {
    const sure = format.recognises(head)
    const named = format.extensions.some(extension => lower.endsWith(`.${extension}`))
    if (sure > most || (sure === most && best !== null && named && !bestNamed)) {
      best = format
      most = sure
      bestNamed = named
    }
  }
  if (best) return best
  throw new FormatError('The content is in no format that can be read here.', {
    fix: `Known are ${formats.map(format => format.title).join(', ')}.`,
  })
}
