import { FormatError } from '../../base/errors.ts'
import type { Limits } from '../format.ts'
import {
  APOSTROPHE,
  asciiBytes,
  BANG,
  CLOSE_BRACKET,
  EQUALS,
  GREATER,
  isSpace,
  LESS,
  LF,
  MINUS,
  NAME,
  OPEN_BRACKET,
  QUESTION,
  QUOTE,
  SLASH,
  SPECIAL,
  sameBytes,
} from './bytes.ts'

/** What `next` found: nothing whole yet, a start tag (perhaps closed at once), an end tag, text that is not blank, a DOCTYPE. */
export const MORE = 0
export const START = 1
export const END = 2
export const TEXT = 3
export const DOCTYPE = 4

const CDATA = asciiBytes('<![CDATA[')
const COMMENT_OPEN = asciiBytes('!--')
const DOCTYPE_OPEN = asciiBytes('<!DOCTYPE')

/** Zero bytes that always lie behind the text, so that parsers may look ahead. */
const SLACK = 64

/** What is being passed over: comments, instructions and the like may be of any length and are never kept. */
type Skip = 'none' | 'comment' | 'instruction' | 'cdata' | 'doctype'

/**
 * Cuts UTF-8 bytes into tags. Bytes are appended in chunks of any size; what is not whole waits for the next chunk.
 * A tag's parts are positions in `bytes`, valid until the next `append`. Malformed XML is a `FormatError` with its place.
 */
export class Scanner {
  bytes = new Uint8Array(1 << 16)
  view = new DataView(this.bytes.buffer)
  /** The next byte to look at, and the end of what is there. */
  pos = 0
  end = 0
  /** Where the tag begins that is being read: the place of what is reported about it. */
  place = 0
  /** No more bytes will come. */
  finished = false

  nameFrom = 0
  nameTo = 0
  selfClosed = false
  attributeCount = 0
  /** Name and value of attribute i: four positions from 4 * i; `escaped[i]` is 1 where the value needs work. */
  spans = new Int32Array(64)
  escaped = new Uint8Array(16)

  private readonly limits: Limits
  private skip: Skip = 'none'
  private skipDepth = 0
  private skipQuote = 0
  /** Only look at a tag again once so much is there: keeps giant tags in small chunks linear. */
  private wait = 0
  private lines = 0
  /** Bytes of the first line in `bytes` that are gone already. */
  private gone = 0
  /** Line feeds in `bytes`. */
  private feeds = 0
  private inText = false

  constructor(limits: Limits) {
    this.limits = limits
  }

  /** Line of a position, from 1. */
  lineOf(pos: number): number {
    let after = 0
    for (let i = pos; i < this.end; i++) if (this.bytes[i] === LF) after++
    return 1 + this.lines - after
  }

  /** Byte of a position within its line, from 1. */
  byteOf(pos: number): number {
    const feed = pos === 0 ? -1 : this.bytes.lastIndexOf(LF, pos - 1)
    return pos - feed + (feed < 0 ? this.gone : 0)
  }

  fail(what: string, pos = this.pos, fix = 'Repair the file or export it again from where it came.'): FormatError {
    return new FormatError(`${what} (byte ${this.byteOf(pos)} of the line).`, {
      line: this.lineOf(pos),
      fix,
    })
  }

  append(chunk: Uint8Array): void {
    const rest = this.end - this.pos
    const feed = this.pos === 0 || this.feeds === 0 ? -1 : this.bytes.lastIndexOf(LF, this.pos - 1)
    this.gone = feed < 0 ? this.gone + this.pos : this.pos - feed - 1
    if (rest + chunk.length + SLACK > this.bytes.length) {
      const grown = new Uint8Array(Math.max((rest + chunk.length) * 1.25 + SLACK, 1 << 16))
      grown.set(this.bytes.subarray(this.pos, this.end))
      this.bytes = grown
      this.view = new DataView(grown.buffer)
    } else if (this.pos > 0) this.bytes.copyWithin(0, this.pos, this.end)
    this.pos = 0
    this.bytes.set(chunk, rest)
    this.end = rest + chunk.length
    this.bytes.fill(0, this.end, this.end + SLACK)
    const more = lineFeeds(chunk)
    this.lines += more
    this.feeds = more + (rest > 0 && this.feeds > 0 ? lineFeeds(this.bytes.subarray(0, rest)) : 0)
  }

  /** Whether `pos` is inside a comment, text or the like that began in an earlier chunk: no tag can be there. */
  get inside(): boolean {
    return this.skip !== 'none' || this.inText
  }

  /** The next tag or text; `MORE` where the rest holds none that is whole. `pos` stands behind what was found. */
  next(): number {
    if (!this.finished && this.end - this.pos < this.wait) return MORE
    this.wait = 0
    for (;;) {
      if (this.skip !== 'none' && !this.skipOn()) return MORE
      const { bytes, end } = this
      let pos = this.pos
      while (pos < end && isSpace(bytes[pos]!)) pos++
      this.pos = pos
      if (pos >= end) return MORE
      if (bytes[pos] !== LESS) {
        const found = this.text()
        if (found >= 0) return found
        continue
      }
      this.inText = false
      if (pos + 1 >= end) return this.more()
      const second = bytes[pos + 1]!
      if (second === QUESTION) this.begin('instruction', 2)
      else if (second === BANG) {
        const found = this.declaration()
        if (found >= 0) return found
      } else return second === SLASH ? this.endTag() : this.startTag()
    }
  }

  /** Whether the end tag `</name` of the start tag just found follows at once; passes it. Undecided counts as more. */
  closesAtOnce(): number {
    const { bytes, end, nameFrom, nameTo } = this
    let pos = this.pos
    while (pos < end && isSpace(bytes[pos]!)) pos++
    if (pos + 2 > end) return MORE
    if (bytes[pos] !== LESS || bytes[pos + 1] !== SLASH) return TEXT
    const length = nameTo - nameFrom
    if (pos + 3 + length > end) return MORE
    for (let i = 0; i < length; i++) if (bytes[pos + 2 + i] !== bytes[nameFrom + i]) return TEXT
    if (bytes[pos + 2 + length] !== GREATER) return TEXT
    this.pos = pos + 3 + length
    return END
  }

  /** Wait for more bytes from `pos` on. */
  more(): number {
    const rest = this.end - this.pos
    if (rest > this.limits.valueBytes * 2 + 4096)
      throw this.fail(
        `One tag is longer than ${rest} bytes`,
        this.pos,
        'Is a quotation mark missing? Long texts do not belong into a log.',
      )
    this.wait = rest < 4096 ? 0 : rest + (rest >> 1)
    return MORE
  }

  /** Text up to the next tag; -1 where its beginning was given before. */
  private text(): number {
    const { bytes, end } = this
    let pos = this.pos
    while (pos < end && bytes[pos] !== LESS) pos++
    const told = this.inText
    if (pos >= end && !told && !this.finished && pos - this.pos < 4096) return this.more()
    this.inText = pos >= end
    this.nameFrom = this.pos
    this.nameTo = pos
    this.pos = pos
    return told ? -1 : TEXT
  }

  private endTag(): number {
    const { bytes, end } = this
    let pos = this.pos + 2
    this.nameFrom = pos
    while (NAME[bytes[pos]!]) pos++
    this.nameTo = pos
    while (pos < end && isSpace(bytes[pos]!)) pos++
    if (pos >= end) return this.more()
    if (bytes[pos] !== GREATER || this.nameTo === this.nameFrom) throw this.fail('An end tag is malformed')
    this.pos = pos + 1
    return END
  }

  private startTag(): number {
    const { bytes, end } = this
    let pos = this.pos + 1
    this.nameFrom = pos
    while (NAME[bytes[pos]!]) pos++
    this.nameTo = pos
    if (pos === this.nameFrom) throw this.fail('"<" is not followed by the name of an element')
    this.attributeCount = 0
    for (;;) {
      const before = pos
      while (pos < end && isSpace(bytes[pos]!)) pos++
      if (pos >= end) return this.more()
      const byte = bytes[pos]!
      if (byte === GREATER || byte === SLASH) {
        this.selfClosed = byte === SLASH
        if (this.selfClosed && ++pos >= end) return this.more()
        if (bytes[pos] !== GREATER) throw this.fail('A tag has a "/" that is not at its end', pos)
        this.pos = pos + 1
        return START
      }
      if (pos === before) throw this.fail('A tag is malformed: space is missing between two attributes', pos)
      pos = this.attribute(pos)
      if (pos < 0) return this.more()
    }
  }

  /** Passes `name = "value"`; -1 where it is not whole. */
  private attribute(pos: number): number {
    const { bytes, end } = this
    const from = pos
    while (NAME[bytes[pos]!]) pos++
    const to = pos
    while (pos < end && isSpace(bytes[pos]!)) pos++
    if (pos >= end) return -1
    if (to === from) throw this.fail('A tag is malformed: the name of an attribute is missing', pos)
    if (bytes[pos] !== EQUALS) throw this.fail('An attribute of a tag has no value', pos)
    pos++
    while (pos < end && isSpace(bytes[pos]!)) pos++
    if (pos >= end) return -1
    const quote = bytes[pos]!
    if (quote !== QUOTE && quote !== APOSTROPHE) throw this.fail('The value of an attribute is not quoted', pos)
    const valueFrom = ++pos
    let escaped = 0
    for (;;) {
      while (SPECIAL[bytes[pos]!] === 0) pos++
      if (pos >= end) return -1
      const byte = bytes[pos]!
      if (byte === quote) break
      if (byte === LESS) throw this.fail('"<" stands in a quoted value (is a quotation mark missing before it?)', pos)
      if (byte !== QUOTE && byte !== APOSTROPHE) escaped = 1
      pos++
    }
    if (pos - valueFrom > this.limits.valueBytes)
      throw this.fail(`A value is longer than the limit of ${this.limits.valueBytes} bytes`, valueFrom)
    this.keep(from, to, valueFrom, pos, escaped)
    return pos + 1
  }

  private keep(from: number, to: number, valueFrom: number, valueTo: number, escaped: number): void {
    const { spans, bytes } = this
    const i = this.attributeCount++
    for (let k = 0; k < i; k++) {
      if (spans[4 * k + 1]! - spans[4 * k]! !== to - from) continue
      let same = true
      for (let j = 0; j < to - from && same; j++) same = bytes[spans[4 * k]! + j] === bytes[from + j]
      if (same) throw this.fail('A tag has the same attribute twice', from)
    }
    if (i >= this.escaped.length) {
      if (i >= 256) throw this.fail('A tag has more than 256 attributes', from)
      const more = new Int32Array(spans.length * 2)
      more.set(spans)
      this.spans = more
      const flags = new Uint8Array(this.escaped.length * 2)
      flags.set(this.escaped)
      this.escaped = flags
    }
    this.spans[4 * i] = from
    this.spans[4 * i + 1] = to
    this.spans[4 * i + 2] = valueFrom
    this.spans[4 * i + 3] = valueTo
    this.escaped[i] = escaped
  }

  /** `<!`: a comment, character data or a DOCTYPE; -1 where it is to be passed over. */
  private declaration(): number {
    const { bytes, pos, end } = this
    if (pos + 4 > end) return this.more()
    if (bytes[pos + 2] === MINUS && bytes[pos + 3] === MINUS) {
      this.begin('comment', 4)
      return -1
    }
    if (pos + 9 > end) return this.more()
    const from = pos
    if (sameBytes(bytes, pos, CDATA)) {
      this.begin('cdata', 9)
      this.nameFrom = this.pos
      this.nameTo = this.pos
      return TEXT
    }
    if (!sameBytes(bytes, pos, DOCTYPE_OPEN)) throw this.fail('"<!" begins nothing that is known', from)
    this.begin('doctype', 9)
    this.skipDepth = 0
    this.skipQuote = 0
    return DOCTYPE
  }

  private begin(skip: Skip, length: number): void {
    this.skip = skip
    this.pos += length
  }

  /** Pass over what is to be passed over; false where its end is not there yet. */
  private skipOn(): boolean {
    if (this.skip === 'doctype') return this.skipDoctype()
    const mark = this.skip === 'comment' ? MINUS : this.skip === 'cdata' ? CLOSE_BRACKET : QUESTION
    const { bytes, end } = this
    const double = this.skip !== 'instruction'
    for (let at = this.pos; ; at++) {
      at = bytes.indexOf(GREATER, at)
      if (at < 0 || at >= end) {
        this.pos = Math.max(this.pos, end - 2)
        return false
      }
      if (at - (double ? 2 : 1) >= this.pos && bytes[at - 1] === mark && (!double || bytes[at - 2] === mark)) {
        this.pos = at + 1
        this.skip = 'none'
        return true
      }
    }
  }

  /** The internal subset with its quoted values and comments is passed over; nothing in it is ever used. */
  private skipDoctype(): boolean {
    const { bytes, end } = this
    let from = this.pos
    while (this.pos < end) {
      const byte = bytes[this.pos++]!
      if (this.skipQuote === MINUS) {
        const at = this.pos - 1
        if (byte === GREATER && at - 2 >= from && bytes[at - 1] === MINUS && bytes[at - 2] === MINUS) this.skipQuote = 0
      } else if (this.skipQuote) {
        if (byte === this.skipQuote) this.skipQuote = 0
      } else if (byte === LESS && this.pos + 3 > end) {
        this.pos--
        return false
      } else if (byte === LESS && sameBytes(bytes, this.pos, COMMENT_OPEN)) {
        this.skipQuote = MINUS
        this.pos += 3
        from = this.pos
      } else if (byte === QUOTE || byte === APOSTROPHE) this.skipQuote = byte
      else if (byte === OPEN_BRACKET || byte === LESS) this.skipDepth++
      else if (byte === CLOSE_BRACKET) this.skipDepth--
      else if (byte === GREATER && --this.skipDepth < 0) {
        this.skip = 'none'
        return true
      }
    }
    if (this.skipQuote === MINUS) this.pos = Math.max(from, end - 2)
    return false
  }
}

/** Line feeds in `bytes`, four bytes a step and without a branch, since this runs over every byte of a file. */
function lineFeeds(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = bytes.length & ~3
  let count = 0
  for (let from = 0; from < words; ) {
    // one counter a byte lane: it holds 255 before it runs over
    const to = Math.min(words, from + 255 * 4)
    let lanes = 0
    for (; from < to; from += 4) {
      const word = view.getInt32(from, true) ^ 0x0a0a0a0a
      lanes += (~(((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word | 0x7f7f7f7f) >>> 7) | 0
    }
    count += (lanes & 0xff) + ((lanes >>> 8) & 0xff) + ((lanes >>> 16) & 0xff) + (lanes >>> 24)
  }
  for (let i = words; i < bytes.length; i++) if (bytes[i] === LF) count++
  return count
}
