import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts'

/**
 * As much of FlatBuffers (Google 2014, "FlatBuffers Internals") as Arrow's metadata needs: tables, strings, vectors
 * of tables and of structs. A builder writes from the back to the front, so every offset points forward.
 */
export class FlatBuilder {
  private bytes = new Uint8Array(1 << 10)
  private view = new DataView(this.bytes.buffer)
  /** Bytes used, counted from the end of the buffer: the "offset" of what was written last. */
  private used = 0
  private alignment = 1

  /** Write one table; `slots[i]` is field i, undefined where it has its default. Returns its offset. */
  table(slots: readonly (Slot | undefined)[]): number {
    const present = slots.map((slot, i) => ({ slot, i })).filter((x): x is { slot: Slot; i: number } => !!x.slot)
    const places = new Map<number, number>()
    const end = this.used
    // Largest first keeps the padding small; the order of fields in a table is free.
    for (const { slot, i } of present.sort((a, b) => b.slot.size - a.slot.size || a.i - b.i)) {
      this.prepare(slot.size, 0)
      this.used += slot.size
      const at = this.bytes.length - this.used
      if (slot.kind === 'offset') this.view.setUint32(at, this.used - slot.value, true)
      else if (slot.kind === 'int64') this.view.setBigInt64(at, BigInt(slot.value), true)
      else if (slot.size === 4) this.view.setInt32(at, slot.value, true)
      else if (slot.size === 2) this.view.setInt16(at, slot.value, true)
      else this.view.setUint8(at, slot.value)
      places.set(i, this.used)
    }
    this.prepare(4, 0)
    this.used += 4
    const table = this.used
    const count = present.length ? Math.max(...present.map(x => x.i)) + 1 : 0
    this.prepare(2, 0)
    for (let i = count - 1; i >= 0; i--) this.pushInt16(places.has(i) ? table - places.get(i)! : 0)
    this.pushInt16(table - end)
    this.pushInt16(4 + 2 * count)
    this.view.setInt32(this.bytes.length - table, this.used - table, true)
    return table
  }

  string(text: string): number {
    const utf8 = encodeUtf8(text)
    this.prepare(4, utf8.length + 1)
    this.used += utf8.length + 1
    this.bytes.set(utf8, this.bytes.length - this.used)
    this.bytes[this.bytes.length - this.used + utf8.length] = 0
    this.pushInt32(utf8.length)
    return this.used
  }

  /** A vector of tables or strings, by their offsets. */
  offsets(items: readonly number[]): number {
    this.prepare(4, items.length * 4)
    for (let i = items.length - 1; i >= 0; i--) {
      this.used += 4
      this.view.setUint32(this.bytes.length - this.used, this.used - items[i]!, true)
    }
    this.pushInt32(items.length)
    return this.used
  }

  /** A vector of structs made of int64 words (8-byte aligned); `count` structs. */
  words(words: readonly number[], count: number): number {
    this.prepare(4, words.length * 8)
    this.prepare(8, words.length * 8)
    for (let i = words.length - 1; i >= 0; i--) {
      this.used += 8
      this.view.setBigInt64(this.bytes.length - this.used, BigInt(words[i]!), true)
    }
    this.pushInt32(count)
    return this.used
  }

  /** The finished buffer with `root` as its root table. */
  finish(root: number): Uint8Array {
    this.prepare(Math.max(4, this.alignment), 4)
    this.used += 4
    this.view.setUint32(this.bytes.length - this.used, this.used - root, true)
    return this.bytes.slice(this.bytes.length - this.used)
  }

  private pushInt32(value: number): void {
    this.used += 4
    this.view.setInt32(this.bytes.length - this.used, value, true)
  }

  private pushInt16(value: number): void {
    this.reserve(2)
    this.used += 2
    this.view.setInt16(this.bytes.length - this.used, value, true)
  }

  /** Pad so that after `more` further bytes the position is a multiple of `size`; and make room for both. */
  private prepare(size: number, more: number): void {
    if (size > this.alignment) this.alignment = size
    const pad = -(this.used + more) & (size - 1)
    this.reserve(pad + more + size + 8)
    for (let i = 0; i < pad; i++) this.bytes[this.bytes.length - ++this.used] = 0
  }

  private reserve(more: number): void {
    if (this.used + more <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.used + more + 64))
    grown.set(this.bytes.subarray(this.bytes.length - this.used), grown.length - this.used)
    this.bytes = grown
    this.view = new DataView(grown.buffer)
  }
}

/** One field of a table. */
export type Slot =
  | { readonly kind: 'offset'; readonly size: 4; readonly value: number }
  | { readonly kind: 'int'; readonly size: 1 | 2 | 4; readonly value: number }
  | { readonly kind: 'int64'; readonly size: 8; readonly value: number }
export const offset = (value: number): Slot => ({ kind: 'offset', size: 4, value })
export const byte = (value: number): Slot => ({ kind: 'int', size: 1, value })
export const int16 = (value: number): Slot => ({ kind: 'int', size: 2, value })
export const int32 = (value: number): Slot => ({ kind: 'int', size: 4, value })
export const int64 = (value: number): Slot => ({ kind: 'int64', size: 8, value })

/** A table in a finished buffer. Reading outside the buffer throws RangeError (DataView), which callers translate. */
export class FlatTable {
  private readonly view: DataView
  private readonly at: number
  constructor(view: DataView, at: number) {
    this.view = view
    this.at = at
  }

  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return new FlatTable(view, view.getUint32(0, true))
  }

  byte(field: number, missing = 0): number {
    const at = this.place(field)
    return at === 0 ? missing : this.view.getUint8(at)
  }
  int16(field: number, missing = 0): number {
    const at = this.place(field)
    return at === 0 ? missing : this.view.getInt16(at, true)
  }
  int32(field: number, missing = 0): number {
    const at = this.place(field)
    return at === 0 ? missing : this.view.getInt32(at, true)
  }
  int64(field: number, missing = 0): number {
    const at = this.place(field)
    return at === 0 ? missing : Number(this.view.getBigInt64(at, true))
  }
  table(field: number): FlatTable | null {
    const at = this.place(field)
    return at === 0 ? null : new FlatTable(this.view, at + this.view.getUint32(at, true))
  }
  string(field: number): string | null {
    const at = this.place(field)
    if (at === 0) return null
    const start = at + this.view.getUint32(at, true)
    const length = this.view.getUint32(start, true)
    if (start + 4 + length > this.view.byteLength) throw new RangeError('a string runs over the end')
    const from = this.view.byteOffset + start + 4
    return decodeUtf8(new Uint8Array(this.view.buffer), from, from + length)
  }
  /** The tables of a vector. */
  tables(field: number): FlatTable[] {
    const { start, length } = this.vector(field, 4)
    return Array.from({ length }, (_, i) => {
      const at = start + i * 4
      return new FlatTable(this.view, at + this.view.getUint32(at, true))
    })
  }
  /** The int64 words of a vector of structs of `each` words. */
  words(field: number, each: number): number[] {
    const { start, length } = this.vector(field, each * 8)
    return Array.from({ length: length * each }, (_, i) => Number(this.view.getBigInt64(start + i * 8, true)))
  }

  private vector(field: number, size: number): { start: number; length: number } {
    const at = this.place(field)
    if (at === 0) return { start: 0, length: 0 }
    const start = at + this.view.getUint32(at, true)
    const length = this.view.getUint32(start, true)
    if (start + 4 + length * size > this.view.byteLength) throw new RangeError('a vector runs over the end')
    return { start: start + 4, length }
  }

  /** Position of a field's value, 0 where the table does not have it. */
  private place(field: number): number {
    const vtable = this.at - this.view.getInt32(this.at, true)
    const slot = 4 + field * 2
    if (slot >= this.view.getUint16(vtable, true)) return 0
    const relative = this.view.getUint16(vtable + slot, true)
    return relative === 0 ? 0 : this.at + relative
  }
}
