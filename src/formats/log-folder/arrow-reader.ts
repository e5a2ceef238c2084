import { FormatError } from '../../base/errors.ts'
import { type ArrowField, type ArrowType, type BatchLayout, readFooter, readMessage } from './arrow-metadata.ts'

/** Bytes that can be read from any position at once: a file on disk, an array in memory. */
export interface RandomAccess {
  /** For messages. */
  readonly name: string
  readonly size: number
  /** Fill `target` from byte `at` on; throws where the file ends before. */
  read(at: number, target: Uint8Array): void
}

/** Where a column's buffers lie in the file. */
export interface StoredColumn {
  readonly field: ArrowField
  readonly length: number
  readonly nullCount: number
  readonly buffers: readonly { readonly at: number; readonly length: number }[]
  readonly dictionary: StoredText | null
}
export interface StoredText {
  readonly type: ArrowType
  readonly length: number
  readonly buffers: readonly { readonly at: number; readonly length: number }[]
}

/** The schema and the place of every buffer of an Arrow file. Reads the footer and the messages, no data. */
export class ArrowFile {
  readonly rows: number
  readonly columns: readonly StoredColumn[]
  readonly metadata: Readonly<Record<string, string>>
  private readonly source: RandomAccess

  constructor(source: RandomAccess) {
    this.source = source
    try {
      const footer = readFooter(this.bytes(...this.footerPlace()))
      if (footer.batches.length !== 1) throw new RangeError(`it has ${footer.batches.length} record batches, not one`)
      const dictionaries = new Map<number, StoredText & { readonly type: ArrowType }>()
      for (const block of footer.dictionaries) {
        const { dictionary, layout } = this.message(block.offset, block.metadataLength)
        const field = footer.schema.fields.find(f => f.dictionary === dictionary)
        if (dictionary === null || field === undefined) throw new RangeError('a dictionary belongs to no column')
        const buffers = this.place(layout, block)
        if (buffers.length !== 3) throw new RangeError('a dictionary is no text')
        dictionaries.set(dictionary, { type: field.type, length: layout.length, buffers })
      }
      const block = footer.batches[0]!
      const { layout } = this.message(block.offset, block.metadataLength)
      this.rows = layout.length
      this.metadata = footer.schema.metadata
      this.columns = columnsOf(footer.schema.fields, layout, this.place(layout, block), dictionaries)
    } catch (error) {
      if (error instanceof RangeError) throw damaged(source.name, error.message)
      throw error
    }
  }

  private footerPlace(): [number, number] {
    const { size } = this.source
    if (size < 32) throw new RangeError('it is cut off')
    const head = this.bytes(0, 6)
    const tail = this.bytes(size - 10, 10)
    if (String.fromCharCode(...head) !== 'ARROW1') throw new RangeError('it does not begin as an Arrow file')
    if (String.fromCharCode(...tail.subarray(4)) !== 'ARROW1') throw new RangeError('it is cut off')
    const length = new DataView(tail.buffer).getInt32(0, true)
    if (length <= 0 || length > size - 18) throw new RangeError('its footer is damaged')
    return [size - 10 - length, length]
  }

  private message(at: number, length: number): ReturnType<typeof readMessage> {
    if (length < 16 || at + length > this.source.size) throw new RangeError('a message lies outside the file')
    return readMessage(this.bytes(at + 8, length - 8))
  }

  private place(layout: BatchLayout, block: { offset: number; metadataLength: number; bodyLength: number }) {
    const start = block.offset + block.metadataLength
    return layout.buffers.map(({ offset, length }) => {
      if (offset < 0 || length < 0 || offset + length > block.bodyLength || start + offset + length > this.source.size)
        throw new RangeError('a column lies outside the file')
      return { at: start + offset, length }
    })
  }

  private bytes(at: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    this.source.read(at, bytes)
    return bytes
  }

  /** The buffers of text [from, to) (all of it by default), offsets starting at 0. */
  text(stored: StoredText, from = 0, to = stored.length): { bytes: Uint8Array; offsets: Uint32Array } {
    const wide = stored.type === 'large_utf8' || stored.type === 'large_binary'
    const count = to - from + 1
    const [, starts, data] = stored.buffers
    if (starts!.length < (stored.length + 1) * (wide ? 8 : 4))
      throw damaged(this.source.name, 'a text column is too short')
    const raw = new Uint32Array(wide ? count * 2 : count)
    this.source.read(starts!.at + from * (wide ? 8 : 4), new Uint8Array(raw.buffer))
    const offsets = wide ? this.narrow(raw, count) : raw
    const base = offsets[0]!
    for (let i = 1; i < count; i++)
      if (offsets[i]! < offsets[i - 1]!) throw damaged(this.source.name, 'a text column has offsets that go back')
    if (offsets[count - 1]! > data!.length) throw damaged(this.source.name, 'a text column ends behind its data')
    const bytes = new Uint8Array(offsets[count - 1]! - base)
    this.source.read(data!.at + base, bytes)
    if (base > 0) for (let i = 0; i < count; i++) offsets[i]! -= base
    return { bytes, offsets }
  }

  private narrow(raw: Uint32Array, count: number): Uint32Array {
    const offsets = new Uint32Array(count)
    for (let i = 0; i < count; i++) {
      if (raw[i * 2 + 1] !== 0) throw damaged(this.source.name, 'a text column has more than 4 GiB')
      offsets[i] = raw[i * 2]!
    }
    return offsets
  }

  /** int32 values or dictionary codes of rows [from, to); -1 where missing. Codes beyond the dictionary are refused. */
  int32(column: StoredColumn, from = 0, to = column.length): Int32Array {
    const values = new Int32Array(to - from)
    this.data(column, from * 4, new Uint8Array(values.buffer))
    this.missing(column, from, to, row => {
      values[row] = -1
    })
    if (column.dictionary !== null) {
      const limit = column.dictionary.length
      for (let i = 0; i < values.length; i++)
        if (values[i]! >= limit || values[i]! < -1)
          throw damaged(this.source.name, `column "${column.field.name}" has a code that is not in its dictionary`)
    }
    return values
  }

  /** float64, int64 and timestamp values of rows [from, to) as numbers; NaN where missing. */
  numbers(column: StoredColumn, from = 0, to = column.length): Float64Array {
    const values = new Float64Array(to - from)
    this.data(column, from * 8, new Uint8Array(values.buffer))
    if (column.field.type !== 'float64') {
      // In place: the int64 at i is replaced by the float64 of the same value, both halves read before.
      const halves = new Int32Array(values.buffer)
      for (let i = 0, at = 0; i < values.length; i++, at += 2)
        values[i] = halves[at + 1]! * 4294967296 + (halves[at]! >>> 0)
    }
    this.missing(column, from, to, row => {
      values[row] = Number.NaN
    })
    return values
  }

  /** 1 true, 0 false, -1 missing, of rows [from, to). */
  flags(column: StoredColumn, from = 0, to = column.length): Int8Array {
    const first = from >>> 3
    const bits = new Uint8Array(((to + 7) >>> 3) - first)
    this.data(column, first, bits)
    const flags = new Int8Array(to - from)
    for (let row = from; row < to; row++) flags[row - from] = (bits[(row >>> 3) - first]! >>> (row & 7)) & 1
    this.missing(column, from, to, row => {
      flags[row] = -1
    })
    return flags
  }

  private data(column: StoredColumn, from: number, target: Uint8Array): void {
    const [, data] = column.buffers
    if (from + target.length > data!.length)
      throw damaged(this.source.name, `column "${column.field.name}" is shorter than its rows`)
    this.source.read(data!.at + from, target)
  }

  private missing(column: StoredColumn, from: number, to: number, each: (row: number) => void): void {
    const validity = column.buffers[0]!
    if (column.nullCount === 0 || validity.length === 0) return
    if (validity.length * 8 < to)
      throw damaged(this.source.name, `column "${column.field.name}" is shorter than its rows`)
    const first = from >>> 3
    const bits = new Uint8Array(((to + 7) >>> 3) - first)
    this.source.read(validity.at + first, bits)
    for (let b = 0; b < bits.length; b++) {
      const byte = bits[b]!
      if (byte === 0xff) continue
      for (let k = 0; k < 8; k++) {
        const row = (first + b) * 8 + k
        if (((byte >>> k) & 1) === 0 && row >= from && row < to) each(row - from)
      }
    }
  }
}

function columnsOf(
  fields: readonly ArrowField[],
  layout: BatchLayout,
  places: readonly { at: number; length: number }[],
  dictionaries: ReadonlyMap<number, StoredText>,
): StoredColumn[] {
  let next = 0
  return fields.map((field, i) => {
    const node = layout.nodes[i]
    const text = field.dictionary === null && /utf8|binary/.test(field.type)
    const buffers = places.slice(next, next + (text ? 3 : 2))
    next += buffers.length
    if (!node || buffers.length < (text ? 3 : 2)) throw new RangeError(`column "${field.name}" is missing`)
    if (node.length !== layout.length) throw new RangeError(`column "${field.name}" has not as many rows as the file`)
    const dictionary = field.dictionary === null ? null : dictionaries.get(field.dictionary)
    if (dictionary === undefined) throw new RangeError(`column "${field.name}" has no dictionary`)
    return { field, length: node.length, nullCount: node.nullCount, buffers, dictionary }
  })
}

export const damaged = (file: string, what: string): FormatError =>
  new FormatError(`The file is damaged: ${what}.`, {
    file,
    fix: 'Import the log again from its source, or restore the folder from a backup.',
  })
