import { decodeUtf8, encodeUtf8Into } from '../../base/utf8.ts'
import type { TextCells } from '../../log/table.ts'

/** Why a record is no JSON: what is wrong and the byte of the buffer where. */
export class JsonTrouble extends Error {
  readonly at: number
  constructor(what: string, at: number) {
    super(what)
    this.at = at
  }
}

/** A key path seen so far: its children by the bytes of their keys, and its column once it had a value. */
interface PathNode {
  readonly key: Uint8Array
  readonly name: string
  readonly children: PathNode[]
  column: number
}

const QUOTE = 34
const BACKSLASH = 92

/**
 * Flattens JSON values into columns: `{"a": {"b": 1}}` has the cell 1 in the column `a.b`. Texts are unescaped in
 * place, numbers and truth values stay as written, arrays stay as JSON text, null is missing. Cells are places in the
 * caller's bytes. Keys are found by their bytes, without a string a record.
 */
export class JsonRecords {
  readonly names: string[] = []
  readonly capacity: number
  rows = 0
  private readonly cells: { from: Int32Array; to: Int32Array }[] = []
  private readonly root: PathNode = { key: new Uint8Array(0), name: '', children: [], column: -1 }
  private readonly depth: number
  private readonly keys: number
  private bytes: Uint8Array
  private at = 0
  private end = 0
  private textFrom = 0
  private textTo = 0

  constructor(capacity: number, limits: { readonly depth: number; readonly keys: number }) {
    this.capacity = capacity
    this.depth = limits.depth
    this.keys = limits.keys
    this.bytes = new Uint8Array(0)
  }

  /** Add the value in bytes[from..to) as a row. Throws `JsonTrouble`; the row is then not there. */
  add(bytes: Uint8Array, from: number, to: number): void {
    this.bytes = bytes
    this.at = from
    this.end = to
    const row = this.rows
    for (const column of this.cells) column.from[row] = -1
    this.space()
    this.value(this.root, 0, row)
    this.space()
    if (this.at < this.end) throw new JsonTrouble('Text stands behind the value.', this.at)
    this.rows++
  }

  /** The cells of the rows added since the last call. */
  batch(bytes: Uint8Array): TextCells[] {
    return this.cells.map(({ from, to }) => ({ kind: 'text', bytes, from, to }))
  }

  clear(): void {
    this.rows = 0
  }

  private value(node: PathNode, depth: number, row: number): void {
    const c = this.bytes[this.at]
    if (this.at >= this.end) throw new JsonTrouble('The value ends too early.', this.at)
    if (c === 123) this.object(node, depth, row)
    else if (c === QUOTE) {
      this.text()
      this.put(node, row, this.textFrom, this.textTo)
    } else if (c === 91) {
      const from = this.at
      this.skip(depth)
      this.put(node, row, from, this.at)
    } else {
      const from = this.at
      this.literal()
      if (c !== 110) this.put(node, row, from, this.at)
    }
  }

  private object(node: PathNode, depth: number, row: number): void {
    if (depth >= this.depth) throw new JsonTrouble(`Values are nested more than ${this.depth} deep.`, this.at)
    this.at++
    this.space()
    if (this.bytes[this.at] === 125 && this.at < this.end) {
      this.at++
      return
    }
    for (let index = 0; ; index++) {
      if (this.bytes[this.at] !== QUOTE || this.at >= this.end)
        throw new JsonTrouble('A key in quotes is missing.', this.at)
      this.text()
      const child = this.child(node, index)
      this.space()
      if (this.bytes[this.at] !== 58 || this.at >= this.end)
        throw new JsonTrouble('A colon is missing behind a key.', this.at)
      this.at++
      this.space()
      this.value(child, depth + 1, row)
      this.space()
      const c = this.at < this.end ? this.bytes[this.at++] : 0
      if (c === 125) return
      if (c !== 44) throw new JsonTrouble('A comma or } is missing.', this.at - 1)
      this.space()
    }
  }

  /** The child for the key read last; records have their keys mostly in the same order. */
  private child(node: PathNode, index: number): PathNode {
    const { children } = node
    const likely = children[index]
    if (likely && this.isKey(likely.key)) return likely
    for (const child of children) if (this.isKey(child.key)) return child
    const name = decodeUtf8(this.bytes, this.textFrom, this.textTo)
    const child = {
      key: this.bytes.slice(this.textFrom, this.textTo),
      name: node.name === '' ? name : `${node.name}.${name}`,
      children: [],
      column: -1,
    }
    children.push(child)
    return child
  }

  private isKey(key: Uint8Array): boolean {
    if (key.length !== this.textTo - this.textFrom) return false
    for (let i = 0; i < key.length; i++) if (key[i] !== this.bytes[this.textFrom + i]) return false
    return true
  }

  private put(node: PathNode, row: number, from: number, to: number): void {
    if (node.column < 0) {
      if (this.names.length >= this.keys)
        throw new JsonTrouble(`There are more than ${this.keys} different keys.`, from)
      const wanted = node.name === '' ? 'value' : node.name
      let name = wanted
      for (let n = 2; this.names.includes(name); n++) name = `${wanted} (${n})`
      node.column = this.names.push(name) - 1
      const column = { from: new Int32Array(this.capacity).fill(-1), to: new Int32Array(this.capacity) }
      this.cells.push(column)
    }
    const column = this.cells[node.column]!
    column.from[row] = from
    column.to[row] = to
  }

  /** Read a text at `at` into textFrom..textTo, escapes undone in place. */
  private text(): void {
    const { bytes, end } = this
    let i = this.at + 1
    this.textFrom = i
    while (i < end && bytes[i] !== QUOTE && bytes[i] !== BACKSLASH) i++
    let write = i
    while (i < end && bytes[i] !== QUOTE) {
      if (bytes[i] === BACKSLASH) {
        const length = this.escape(i, write)
        write = this.textTo
        i += length
      } else bytes[write++] = bytes[i++]!
    }
    if (i >= end) throw new JsonTrouble('A text is not closed.', this.textFrom - 1)
    this.textTo = write
    this.at = i + 1
  }

  /** Undo the escape at `i`, writing at `write`; leaves the new end in textTo and returns the length read. */
  private escape(i: number, write: number): number {
    const { bytes } = this
    const c = bytes[i + 1]!
    const simple = ESCAPES[c] ?? 0
    if (simple !== 0) {
      bytes[write] = simple
      this.textTo = write + 1
      return 2
    }
    const unit = c === 117 ? this.hex(i + 2) : -1
    if (unit < 0) throw new JsonTrouble('A backslash is followed by no known escape.', i)
    let text = String.fromCharCode(unit)
    let length = 6
    if (unit >= 0xd800 && unit <= 0xdbff && bytes[i + 6] === BACKSLASH && bytes[i + 7] === 117) {
      const low = this.hex(i + 8)
      if (low >= 0xdc00 && low <= 0xdfff) {
        text += String.fromCharCode(low)
        length = 12
      }
    }
    this.textTo = encodeUtf8Into(text, bytes, write)
    return length
  }

  private hex(i: number): number {
    let value = 0
    for (let k = i; k < i + 4; k++) {
      const c = this.bytes[k]! | 32
      const digit = c >= 48 && c <= 57 ? c - 48 : c >= 97 && c <= 102 ? c - 87 : -1
      if (digit < 0 || k >= this.end) return -1
      value = value * 16 + digit
    }
    return value
  }

  private literal(): void {
    const { bytes, end } = this
    const from = this.at
    while (this.at < end) {
      const c = bytes[this.at]!
      if (c === 44 || c === 125 || c === 93 || c <= 32) break
      this.at++
    }
    const text = this.at - from <= 40 ? decodeUtf8(bytes, from, this.at) : ''
    if (!/^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$/.test(text))
      throw new JsonTrouble(`"${decodeUtf8(bytes, from, Math.min(this.at, from + 40))}" is no JSON value.`, from)
  }

  /** Go behind the array or object at `at`, checking only its brackets and texts. */
  private skip(depth: number): void {
    const { bytes, end } = this
    let open = 0
    for (let i = this.at; i < end; i++) {
      const c = bytes[i]
      if (c === QUOTE) {
        for (i++; i < end && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++
      } else if (c === 91 || c === 123) {
        if (depth + ++open > this.depth) throw new JsonTrouble(`Values are nested more than ${this.depth} deep.`, i)
      } else if ((c === 93 || c === 125) && --open === 0) {
        this.at = i + 1
        return
      }
    }
    throw new JsonTrouble('A bracket is not closed.', this.at)
  }

  private space(): void {
    while (this.at < this.end) {
      const c = this.bytes[this.at]!
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) break
      this.at++
    }
  }
}

const ESCAPES = new Uint8Array(128)
for (const [letter, meant] of [
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
] as const)
  ESCAPES[letter.charCodeAt(0)] = meant.charCodeAt(0)
