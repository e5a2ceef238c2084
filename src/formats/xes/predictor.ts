import { DictionaryBuilder, FNV_BASIS, FNV_PRIME } from '../../base/dictionary.ts'
import type { ColumnBuilder } from '../../log/event-log-builder.ts'
import { isSpace, LESS, SPECIAL, sameBytes } from './bytes.ts'
import { BOOLEAN, DATE, EVENT, FLOAT, type Frames, INT, LOG, STRING, TRACE } from './kinds.ts'
import type { Scanner } from './scanner.ts'
import type { Sink, Target } from './sink.ts'
import { isUuid, type Values } from './values.ts'

/** What follows when a template has matched. */
export type Action = 'open-trace' | 'close-trace' | 'open-event' | 'close-event' | 'value'
const OPEN_TRACE = 0
const CLOSE_TRACE = 1
const OPEN_EVENT = 2
const CLOSE_EVENT = 3
const VALUE = 4
const actions: readonly Action[] = ['open-trace', 'close-trace', 'open-event', 'close-event', 'value']

const LONGEST = 256
const MOST_TEMPLATES = 4096
const MOST_SUCCESSORS = 12
const TRUE = 0x65757274 // 'true' as a little-endian word
const FALS = 0x736c6166 // 'fals'

/** Bytes seen before, from the end of one tag to the value of the next (or over a whole tag without a value). */
class Template {
  /** Kind of the element in which it stands. */
  readonly scope: number
  readonly action: number
  readonly name: number
  readonly kind: number
  readonly target: Target | null
  readonly column: ColumnBuilder | null
  readonly length: number
  /** Where the tag begins, behind the space before it. */
  readonly tagAt: number
  readonly words: Int32Array
  /** A word that tells this template from others early: for attributes the end of the key. */
  readonly probeAt: number
  readonly probe: number
  readonly last: number
  quote = 0
  /** What stands between the value and the next template, the quotation mark included. */
  suffix: Uint8Array = new Uint8Array(0)
  /** Code and length of the last text. */
  code = -1
  codeLength = 0
  next: Template[] = []

  constructor(scope: number, action: number, name: number, kind: number, target: Target | null, bytes: Uint8Array) {
    this.scope = scope
    this.action = action
    this.name = name
    this.kind = kind
    this.target = target
    this.column = target?.column ?? null
    this.length = bytes.length
    this.tagAt = bytes.indexOf(LESS)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.words = Int32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getInt32(4 * i, true))
    this.last = bytes.length < 4 ? 0 : view.getInt32(bytes.length - 4, true)
    this.probeAt = Math.max(0, bytes.length - 13)
    this.probe = bytes.length < 4 ? 0 : view.getInt32(Math.min(this.probeAt, bytes.length - 4), true)
    if (this.probeAt > bytes.length - 4) this.probeAt = 0
  }
}

/**
 * The fast path. Logs repeat the same tags with other values, so the bytes up to the next value are compared, four at
 * a time, with what followed last time; only what is new or unusual goes through the general reader, which then
 * teaches the predictor. Everything here is an optimisation: a log reads the same without it.
 */
export class Predictor {
  private readonly scanner: Scanner
  private readonly sink: Sink
  private readonly values: Values
  private readonly frames: Frames
  private readonly prefixes: Record<number, DictionaryBuilder> = {}
  private readonly templates: Record<number, Template[]> = {}
  private readonly lost: Record<number, Template> = {}
  private count = 0
  private last: Template
  private readonly nothing = new Template(-1, VALUE, -1, 0, null, new Uint8Array(4))

  constructor(scanner: Scanner, sink: Sink, values: Values, frames: Frames) {
    this.scanner = scanner
    this.sink = sink
    this.values = values
    this.frames = frames
    for (const scope of [LOG, TRACE, EVENT]) {
      this.prefixes[scope] = new DictionaryBuilder()
      this.templates[scope] = []
      this.lost[scope] = new Template(scope, VALUE, -1, 0, null, new Uint8Array(4))
    }
    this.last = this.lost[LOG]!
  }

  /** The reader met something that cannot be learnt: what follows next is unknown. */
  forget(): void {
    this.last = this.lost[this.frames.kind] ?? this.nothing
  }

  /**
   * Remember the tag whose bytes are source[from..to) (to the first byte of its value, if it has one) in `scope`.
   * Not remembered where anything but space stands before the tag at `tag`.
   */
  learn(
    scope: number,
    action: Action,
    from: number,
    tag: number,
    to: number,
    value: { name: number; kind: number; target: Target | null; suffix: Uint8Array },
  ): void {
    const { bytes } = this.scanner
    let blank = true
    for (let i = from; i < tag && blank; i++) blank = isSpace(bytes[i]!)
    const prefixes = this.prefixes[scope]!
    if (!blank || to - from > LONGEST || to - from < 4 || this.count >= MOST_TEMPLATES) {
      this.forget()
      return
    }
    const code = prefixes.add(bytes, from, to)
    const templates = this.templates[scope]!
    let template = templates[code]
    if (!template) {
      template = new Template(
        scope,
        actions.indexOf(action),
        value.name,
        value.kind,
        value.target,
        bytes.slice(from, to),
      )
      templates[code] = template
      this.count++
    }
    template.suffix = value.suffix
    template.quote = value.suffix[0] ?? 0
    const { next } = this.last
    const at = next.indexOf(template)
    if (at >= 0) next.splice(at, 1)
    next.unshift(template)
    if (next.length > MOST_SUCCESSORS) next.pop()
    this.last = template
  }

  /** Read as far as everything is as it was before. `scanner.pos` ends where the general reader has to look. */
  run(): void {
    const { scanner, sink, frames } = this
    const { bytes, view, end } = scanner
    let pos = scanner.pos
    let last = this.last
    let scope = frames.kind
    for (;;) {
      const template = match(last.next, scope, view, pos, end)
      if (template === null) break
      let after = pos + template.length
      scanner.place = pos + template.tagAt
      if (template.action === VALUE) {
        after = this.value(template, scope === EVENT ? sink.row : sink.currentCase, bytes, view, after)
        if (after < 0) break
      } else {
        if (!this.tag(template)) break
        scope = frames.kind
      }
      pos = after
      last = template
    }
    scanner.pos = pos
    this.last = last
  }

  private tag(template: Template): boolean {
    const { sink, frames } = this
    switch (template.action) {
      case OPEN_EVENT:
        sink.openEvent()
        frames.push(EVENT, template.name)
        return true
      case OPEN_TRACE:
        sink.openTrace()
        frames.push(TRACE, template.name)
        return true
      case CLOSE_EVENT:
        if (frames.name !== template.name) return false
        frames.depth--
        return true
      case CLOSE_TRACE:
        if (frames.name !== template.name) return false
        frames.depth--
        sink.closeTrace()
        return true
      default:
        return false
    }
  }

  /** Read the value at `from` and its suffix; the position behind it, -1 (with nothing done) where it is unusual. */
  private value(template: Template, row: number, bytes: Uint8Array, view: DataView, from: number): number {
    const target = template.target!
    if (template.column === null) return this.time(template, target, row, bytes, from)
    switch (template.kind) {
      case STRING:
        return this.text(template, target, template.column, row, bytes, from)
      case INT:
      case FLOAT: {
        const { numbers } = this.values
        let value = numbers.plain(bytes, from)
        if (value !== value && numbers.end - from <= 32) value = numbers.any(bytes, from, numbers.end)
        const after = numbers.end + template.suffix.length
        if (!Number.isFinite(value) || (template.kind === INT && !(numbers.whole && Number.isSafeInteger(value))))
          return -1
        if (!sameBytes(bytes, numbers.end, template.suffix) || after > this.scanner.end) return -1
        this.sink.touch(target, row)
        template.column.setNumber(row, value, template.kind === INT ? 'int' : 'float')
        return after
      }
      case BOOLEAN: {
        const word = view.getInt32(from, true)
        const to = word === TRUE ? from + 4 : word === FALS && bytes[from + 4] === 0x65 ? from + 5 : -1
        if (to < 0 || !sameBytes(bytes, to, template.suffix) || to + template.suffix.length > this.scanner.end)
          return -1
        this.sink.touch(target, row)
        template.column.setBoolean(row, word === TRUE)
        return to + template.suffix.length
      }
      case DATE: {
        const { dates } = this.values
        const ms = dates.iso(bytes, from)
        const after = dates.end + template.suffix.length
        if (ms !== ms || !sameBytes(bytes, dates.end, template.suffix) || after > this.scanner.end) return -1
        this.sink.touch(target, row)
        if (!dates.zoned || dates.nanoseconds !== 0) this.values.noteDate(target.key, bytes, from, dates.end)
        template.column.setNumber(row, ms, 'date')
        return after
      }
      default:
        return this.id(template, target, template.column, row, bytes, from)
    }
  }

  private text(
    template: Template,
    target: Target,
    column: ColumnBuilder,
    row: number,
    bytes: Uint8Array,
    from: number,
  ): number {
    const { dictionary } = column
    const { suffix, quote } = template
    if (column.type !== null && column.type !== 'string' && column.type !== 'id') return -1
    let { code } = template
    let to = from + template.codeLength
    if (code < 0 || bytes[to] !== quote || !isSame(dictionary.bytes, dictionary.offsets[code]!, bytes, from, to)) {
      to = from
      let hash = FNV_BASIS
      let byte = bytes[to]!
      while (SPECIAL[byte] === 0) {
        hash = Math.imul(hash ^ byte, FNV_PRIME)
        byte = bytes[++to]!
      }
      if (byte !== quote || !sameBytes(bytes, to, suffix) || to + suffix.length > this.scanner.end) return -1
      if (column.type === null) column.type = 'string'
      code = dictionary.addHashed(bytes, from, to, hash)
      template.code = code
      template.codeLength = to - from
    } else if (!sameBytes(bytes, to, suffix) || to + suffix.length > this.scanner.end) return -1
    this.sink.touch(target, row)
    column.setCode(row, code)
    return to + suffix.length
  }

  private id(
    template: Template,
    target: Target,
    column: ColumnBuilder,
    row: number,
    bytes: Uint8Array,
    from: number,
  ): number {
    const { suffix } = template
    const to = from + 36
    if (to + suffix.length > this.scanner.end || !isUuid(bytes, from, to) || !sameBytes(bytes, to, suffix)) return -1
    this.sink.touch(target, row)
    column.setBytes(row, bytes, from, to, 'id')
    return to + suffix.length
  }

  /** Times of events and ids of cases. */
  private time(template: Template, target: Target, row: number, bytes: Uint8Array, from: number): number {
    const { suffix } = template
    if (target.role === 'case-id') {
      let to = from
      while (SPECIAL[bytes[to]!] === 0) to++
      if (to + suffix.length > this.scanner.end || !sameBytes(bytes, to, suffix)) return -1
      this.sink.touch(target, row)
      this.sink.setCaseId(bytes, from, to)
      return to + suffix.length
    }
    if (template.kind !== DATE) return -1
    const { dates } = this.values
    const ms = dates.iso(bytes, from)
    const after = dates.end + suffix.length
    if (ms !== ms || !sameBytes(bytes, dates.end, suffix) || after > this.scanner.end) return -1
    this.sink.touch(target, row)
    if (!dates.zoned || dates.nanoseconds !== 0) this.values.noteDate(target.key, bytes, from, dates.end)
    if (target.role === 'complete') this.sink.builder.setComplete(row, ms, dates.nanoseconds)
    else this.sink.builder.setStart(row, ms)
    return after
  }
}

/** The template among `next` whose bytes stand at `pos`; moves it one place to the front. */
function match(next: Template[], scope: number, view: DataView, pos: number, end: number): Template | null {
  for (let k = 0; k < next.length; k++) {
    const template = next[k]!
    const stop = pos + template.length
    if (stop > end || template.scope !== scope || view.getInt32(pos + template.probeAt, true) !== template.probe)
      continue
    if (view.getInt32(stop - 4, true) !== template.last) continue
    const { words } = template
    let w = 0
    let at = pos
    while (w < words.length && view.getInt32(at, true) === words[w]) {
      w++
      at += 4
    }
    if (w < words.length) continue
    if (k > 0) {
      next[k] = next[k - 1]!
      next[k - 1] = template
    }
    return template
  }
  return null
}

function isSame(known: Uint8Array, at: number, bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (known[at++] !== bytes[i]) return false
  return true
}
