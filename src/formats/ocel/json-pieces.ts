import { FormatError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import type { Platform } from '../../base/platform.ts'

/** A part of a JSON object: an element of the list `top`, the member `key` of the object `top`, or its value itself. */
export interface JsonPiece {
  readonly top: string
  readonly key: string | null
  readonly value: Json
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN = 0x7b
const CLOSE = 0x7d
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** Bytes of one element, far beyond any real one. */
const LARGEST = 2 ** 28

type State = 'begin' | 'members' | 'value' | 'list' | 'object' | 'end'

/**
 * Cuts a large JSON object into the elements of its lists and objects, so that neither the text nor the tree must fit
 * into memory as a whole. Each element is parsed by the platform's parser. O(bytes).
 */
export class JsonPieces {
  private readonly platform: Platform
  private readonly depth: number
  private bytes = new Uint8Array(1 << 16)
  private from = 0
  private end = 0
  /** Bytes before `bytes[0]`. */
  private before = 0
  private state: State = 'begin'
  private top = ''
  /** How far the value that begins at `from` was looked at, and what was open there. */
  private at = 0
  private open = 0
  private inText = false

  constructor(platform: Platform, depth: number) {
    this.platform = platform
    this.depth = depth
  }

  /** The pieces that are whole once `chunk` is there. */
  *push(chunk: Uint8Array): Generator<JsonPiece> {
    this.append(chunk)
    for (;;) {
      const piece = this.next()
      if (piece === 'more') return
      if (piece !== null) yield piece
    }
  }

  /** No more bytes will come. */
  finish(): void {
    if (this.state !== 'end')
      throw this.fail('The JSON ends in the middle', 'The file was cut off: copy or export it again.')
  }

  private append(chunk: Uint8Array): void {
    const rest = this.end - this.from
    if (rest > LARGEST) throw this.fail(`One element has more than ${LARGEST} bytes`, 'Is a bracket missing?')
    if (rest + chunk.length > this.bytes.length) {
      const grown = new Uint8Array((rest + chunk.length) * 2)
      grown.set(this.bytes.subarray(this.from, this.end))
      this.bytes = grown
    } else this.bytes.copyWithin(0, this.from, this.end)
    this.bytes.set(chunk, rest)
    this.before += this.from
    this.at -= this.from
    this.from = 0
    this.end = rest + chunk.length
  }

  /** A piece, null after a step without one, `more` where bytes are missing. */
  private next(): JsonPiece | null | 'more' {
    const { bytes } = this
    while (
      this.from < this.end &&
      (isSpace(bytes[this.from]!) || (bytes[this.from] === COMMA && this.state !== 'begin' && this.state !== 'end'))
    )
      this.from++
    if (this.from >= this.end) return 'more'
    const byte = bytes[this.from]!
    switch (this.state) {
      case 'begin':
        if (byte !== OPEN) throw this.fail('The JSON does not begin with an object', 'An OCEL log is a JSON object.')
        return this.step('members')
      case 'members': {
        if (byte === CLOSE) return this.step('end')
        const key = this.key()
        if (key === null) return 'more'
        this.top = key
        this.state = 'value'
        return null
      }
      case 'value':
        if (byte === OPEN_LIST) return this.step('list')
        if (byte === OPEN) return this.step('object')
        return this.piece(null, 'members')
      case 'list':
        if (byte === CLOSE_LIST) return this.step('members')
        return this.piece(null, 'list')
      case 'object': {
        if (byte === CLOSE) return this.step('members')
        return this.member()
      }
      case 'end':
        throw this.fail('Something follows the end of the JSON', 'Remove it, or export the file again.')
    }
  }

  private step(state: State): null {
    this.from++
    this.state = state
    return null
  }

  private member(): JsonPiece | 'more' {
    const start = this.from
    const key = this.key()
    if (key === null) return 'more'
    while (this.from < this.end && isSpace(this.bytes[this.from]!)) this.from++
    const piece = this.from >= this.end ? 'more' : this.piece(key, 'object')
    // The key is read again with the value once that is whole.
    if (piece === 'more') this.from = start
    return piece
  }

  /** A text and its colon; null where they are not whole. */
  private key(): string | null {
    if (this.bytes[this.from] !== QUOTE)
      throw this.fail('A name in quotation marks is missing', 'Repair the file or export it again.')
    const to = this.textEnd(this.from + 1)
    if (to < 0) return null
    let colon = to
    while (colon < this.end && isSpace(this.bytes[colon]!)) colon++
    if (colon >= this.end) return null
    if (this.bytes[colon] !== COLON)
      throw this.fail('A colon is missing behind a name', 'Repair the file or export it again.')
    const key = this.parse(this.from, to) as string
    this.from = colon + 1
    return key
  }

  private textEnd(at: number): number {
    for (; at < this.end; at++) {
      const byte = this.bytes[at]!
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) return at + 1
    }
    return -1
  }

  private piece(key: string | null, state: State): JsonPiece | 'more' {
    const to = this.valueEnd()
    if (to < 0) return 'more'
    const value = this.parse(this.from, to)
    this.from = to
    this.at = 0
    this.state = state
    return { top: this.top, key, value }
  }

  /** Where the value that begins at `from` ends, -1 where that is not there yet. Goes on where it stopped before. */
  private valueEnd(): number {
    const { bytes, end } = this
    let i = this.at
    let { open, inText } = this
    if (i <= this.from) {
      i = this.from
      open = 0
      inText = false
    }
    for (; i < end; i++) {
      const byte = bytes[i]!
      if (inText) {
        if (byte === BACKSLASH) i++
        else if (byte === QUOTE) {
          inText = false
          if (open === 0) return i + 1
        }
      } else if (byte === QUOTE) inText = true
      else if (byte === OPEN || byte === OPEN_LIST) {
        if (++open > this.depth) throw this.fail(`Values are nested deeper than ${this.depth}`, 'This is no OCEL log.')
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        if (open === 0) return i
        if (--open === 0) return i + 1
      } else if (open === 0 && (byte === COMMA || isSpace(byte))) return i
    }
    this.at = i
    this.open = open
    this.inText = inText
    return -1
  }

  private parse(from: number, to: number): Json {
    try {
      return JSON.parse(this.platform.decode(this.bytes.subarray(from, to), 'utf-8')) as Json
    } catch (error) {
      throw this.fail(`This is no JSON (${(error as Error).message})`, 'Repair the file or export it again.', from)
    }
  }

  private fail(what: string, fix: string, at = this.from): FormatError {
    return new FormatError(`${what}.`, { byte: this.before + at, fix })
  }
}
