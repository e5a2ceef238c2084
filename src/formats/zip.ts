import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate'
import { FormatError } from '../base/errors.ts'
import type { ByteSource, Cancel } from '../base/platform.ts'
import type { Limits } from './format.ts'
import { bounded, counted, type PackedSource } from './unwrap.ts'

/** Names of the files in a zip, in order, without folders and what operating systems add. */
export async function zipEntries(source: ByteSource, cancel?: Cancel): Promise<readonly string[]> {
  const names: string[] = []
  for await (const _ of unzip(source.stream(), name => {
    if (isFile(name)) names.push(name)
    return false
  }))
    cancel?.throwIfCancelled()
  return names
}

const isFile = (name: string): boolean =>
  !name.endsWith('/') && !name.startsWith('__MACOSX/') && !/(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(name)

/** Whether a zip is a document of its own (an Office workbook, an OpenDocument), not a bag of files. */
export const isPackage = (entries: readonly string[]): boolean =>
  entries.includes('[Content_Types].xml') || (entries.includes('mimetype') && entries.includes('content.xml'))

/** The one file in a zip as a source. Throws `FormatError` where there is none, or more than one. */
export function onlyFileOfZip(source: ByteSource, entries: readonly string[], limits: Limits): PackedSource {
  const [only] = entries
  if (only === undefined)
    throw new FormatError('The zip file has no file in it.', {
      fix: 'Put the event log into it, or read the log itself.',
    })
  if (entries.length > 1)
    throw new FormatError(
      `The zip file has ${entries.length} files in it: ${entries.slice(0, 10).join(', ')}${entries.length > 10 ? ', ...' : ''}.`,
      { fix: 'Unpack it and read the one that is the event log.' },
    )
  return fileOfZip(source, only, limits, only.slice(only.lastIndexOf('/') + 1))
}

/** One of the files in a zip as a source, under the name given; its path in the zip otherwise. */
export function fileOfZip(source: ByteSource, path: string, limits: Limits, name = path): PackedSource {
  const packed = { done: 0 }
  return {
    name,
    size: null,
    slice: null,
    packed,
    stream: () => {
      packed.done = 0
      return bounded(
        unzip(counted(source.stream(), packed), entry => entry === path),
        packed,
        limits,
      )
    },
  }
}

/** The unpacked bytes of the entries that `wanted` picks; every entry is offered to it. */
async function* unzip(chunks: AsyncIterable<Uint8Array>, wanted: (name: string) => boolean): AsyncIterable<Uint8Array> {
  let ready: Uint8Array[] = []
  let open = 0
  let fault: FormatError | null = null
  const unzipper = new Unzip(file => {
    if (file.name !== '' && !wanted(file.name)) return
    if (file.compression !== 0 && file.compression !== 8) {
      fault = new FormatError(
        `"${file.name}" in the zip file is packed in a way (${file.compression}) that is not known here.`,
        {
          fix: 'Pack it as an ordinary zip file, or unpack it.',
        },
      )
      return
    }
    open++
    file.ondata = (error, data, final) => {
      if (error) fault = broken(error.message)
      else if (data.length) ready.push(data)
      if (final) open--
    }
    file.start()
  })
  unzipper.register(UnzipInflate)
  unzipper.register(UnzipPassThrough)
  const push = (chunk: Uint8Array, final: boolean) => {
    try {
      unzipper.push(chunk, final)
    } catch (error) {
      fault = broken(error instanceof Error ? error.message : String(error))
    }
  }
  const piece = 1 << 16
  for await (const chunk of chunks) {
    if (chunk[6] !== undefined && isEncrypted(chunk)) throw encrypted()
    // small pieces: an inflated piece can be a thousand times as large
    for (let at = 0; at < chunk.length; at += piece) {
      push(chunk.subarray(at, at + piece), false)
      if (fault !== null) throw fault
      yield* ready
      ready = []
    }
  }
  push(new Uint8Array(0), true)
  yield* ready
  if (fault !== null) throw fault
  if (open > 0) throw broken('unexpected end')
}

const isEncrypted = (chunk: Uint8Array): boolean =>
  chunk[0] === 0x50 && chunk[1] === 0x4b && chunk[2] === 3 && chunk[3] === 4 && (chunk[6]! & 1) === 1

const encrypted = () =>
  new FormatError('The zip file is protected by a password.', { fix: 'Unpack it and read what is inside.' })

const broken = (why: string) =>
  new FormatError(`The zip data is cut off or damaged (${why}).`, {
    fix: 'Copy or download the file again and check that it unpacks.',
  })
