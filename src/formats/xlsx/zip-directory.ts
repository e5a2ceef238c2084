import { Inflate } from 'fflate'
import { decodeUtf8 } from '../../base/utf8.ts'

/** One file in a zip package, by its entry in the central directory. */
export interface ZipEntry {
  readonly name: string
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly packed: number
  /** Bytes that it says it unpacks to. */
  readonly size: number
  /** Offset of its local header. */
  readonly header: number
}

const END = 0x06054b50
const END_64 = 0x06064b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const UNKNOWN = 0xffffffff
/** Length of the fixed part of the end record, and of the longest comment behind it. */
const END_SIZE = 22
const COMMENT = 0xffff

/** The entries of a zip (APPNOTE 6.3, with zip64). Throws a plain `Error` where it has no directory. */
export function zipDirectory(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const u16 = (at: number) => view.getUint16(at, true)
  const u32 = (at: number) => view.getUint32(at, true)
  const u64 = (at: number) => Number(view.getBigUint64(at, true))
  let end = bytes.length - END_SIZE
  while (end >= 0 && end >= bytes.length - END_SIZE - COMMENT && u32(end) !== END) end--
  if (end < 0 || u32(end) !== END) throw new Error('invalid zip data')
  let count = u16(end + 10)
  let at = u32(end + 16)
  if ((at === UNKNOWN || count === 0xffff) && end >= 20) {
    const big = u64(end - 12)
    if (u32(big) !== END_64) throw new Error('invalid zip data')
    count = u64(big + 32)
    at = u64(big + 48)
  }
  const entries: ZipEntry[] = []
  for (; count > 0; count--) {
    if (u32(at) !== ENTRY) throw new Error('invalid zip data')
    const name = decodeUtf8(bytes, at + 46, at + 46 + u16(at + 28))
    const extra = at + 46 + u16(at + 28)
    const next = extra + u16(at + 30) + u16(at + 32)
    let [packed, size, header] = [u32(at + 20), u32(at + 24), u32(at + 42)]
    for (let x = extra; x + 4 <= extra + u16(at + 30); x += 4 + u16(x + 2)) {
      if (u16(x) !== 1) continue
      let field = x + 4
      const wide = (value: number) => (value === UNKNOWN ? u64((field += 8) - 8) : value)
      size = wide(size)
      packed = wide(packed)
      header = wide(header)
    }
    entries.push({ name, method: u16(at + 10), packed, size, header })
    at = next
  }
  return entries
}

/** A deflated piece may come out a thousand times as large: this much goes in at a time. */
const PIECE = 1 << 14

/** The bytes of an entry; `tooLarge` is called, and must throw, as soon as more come out than the entry says. */
export function unpackEntry(bytes: Uint8Array, entry: ZipEntry, tooLarge: (size: number) => never): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (view.getUint32(entry.header, true) !== LOCAL) throw new Error('invalid zip data')
  if ((view.getUint16(entry.header + 6, true) & 1) === 1) throw new Error('it is encrypted')
  const from = entry.header + 30 + view.getUint16(entry.header + 26, true) + view.getUint16(entry.header + 28, true)
  const packed = bytes.subarray(from, from + entry.packed)
  if (packed.length < entry.packed) throw new Error('unexpected end')
  if (entry.method === 0) return packed
  if (entry.method !== 8) throw new Error(`unknown compression type ${entry.method}`)
  // a few kB take a megabyte at most, so that a lie about the size takes no memory before it is found out
  const whole = new Uint8Array(Math.min(entry.size, entry.packed * 1032 + 1024))
  let done = 0
  const inflate = new Inflate(chunk => {
    if (done + chunk.length > whole.length) tooLarge(done + chunk.length)
    whole.set(chunk, done)
    done += chunk.length
  })
  for (let at = 0; at < packed.length; at += PIECE)
    inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length)
  return done === whole.length ? whole : whole.slice(0, done)
}
