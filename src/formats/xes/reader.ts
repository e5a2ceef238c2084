import { FormatError } from '../../base/errors.ts'
import type { Cancel, Platform } from '../../base/platform.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import type { AttributeNode, Value } from '../../log/column.ts'
import type { EventLog } from '../../log/event-log.ts'
import { Problems } from '../../log/problems.ts'
import type { Limits } from '../format.ts'
import { Unescaper } from './entities.ts'
import { Header } from './header.ts'
import {
  CLASSIFIER,
  CONTAINER,
  ElementNames,
  EVENT,
  EXTENSION,
  Frames,
  GLOBAL,
  ID,
  IGNORED,
  LIST,
  LOG,
  TRACE,
  typeNames,
  VALUES,
} from './kinds.ts'
import { Predictor } from './predictor.ts'
import { Reporter } from './problem-kinds.ts'
import { DOCTYPE, END, MORE, type Scanner, START } from './scanner.ts'
import { Sink } from './sink.ts'
import { AttributeTree } from './tree.ts'
import { Values } from './values.ts'

/** XML attributes of `<log>` and others that are about the file, not the log. */
const silent = /^(xmlns($|:)|xml:|xsi:|xes\.|openxes\.)/

/**
 * Reads XES from a scanner, tag by tag, into an `EventLogBuilder`. Whatever the predictor knows it reads itself; this
 * is the general way, and the only one that decides what a tag means.
 */
export class XesReader {
  private readonly scanner: Scanner
  private readonly limits: Limits
  private readonly platform: Platform
  private readonly problems: Problems
  private readonly reporter: Reporter
  private readonly values: Values
  /** For values that were put into a column, and reported, before they go into a tree. */
  private readonly quiet: Values
  private readonly unescaper = new Unescaper()
  private readonly names = new ElementNames()
  private readonly frames = new Frames()
  private readonly sink: Sink
  private readonly header: Header
  private readonly predictor: Predictor
  private readonly tree: AttributeTree
  private rootSeen = false
  private globalScope: 'trace' | 'event' | null = null

  constructor(scanner: Scanner, problems: Problems, limits: Limits, platform: Platform) {
    this.platform = platform
    this.scanner = scanner
    this.problems = problems
    this.limits = limits
    this.reporter = new Reporter(problems, scanner)
    this.values = new Values(this.reporter)
    this.quiet = new Values(new Reporter(new Problems(), scanner))
    this.sink = new Sink(this.values, this.reporter, limits)
    this.header = new Header(this.reporter)
    this.predictor = new Predictor(scanner, this.sink, this.values, this.frames)
    this.tree = new AttributeTree()
  }

  get events(): number {
    return this.sink.builder.eventCount
  }

  /** Read everything that is whole. */
  advance(): void {
    const { scanner } = this
    for (;;) {
      if (!scanner.inside) this.predictor.run()
      const from = scanner.pos
      const found = scanner.next()
      if (found === MORE) return
      if (found === START) {
        if (!this.start(from)) return
      } else if (found === END) this.end(from)
      else {
        scanner.place = found === DOCTYPE ? scanner.pos : scanner.nameFrom
        if (found === DOCTYPE) this.reporter.report('document-type')
        else this.text()
        this.predictor.forget()
      }
    }
  }

  /** The log, once all bytes are read. Throws `FormatError` where the file ends too early. */
  async finish(malformed: number, cancel: Cancel): Promise<EventLog> {
    const { scanner } = this
    if (!this.rootSeen && scanner.pos >= scanner.end)
      throw new FormatError('The file holds no XML element.', { fix: 'Is it empty, or cut off? Export it again.' })
    if (this.frames.depth > 0 || scanner.pos < scanner.end) {
      const open = this.frames.depth > 0 ? ` inside <${this.names.text(this.frames.name)}>` : ''
      throw new FormatError(
        `The file ends${open}, after ${this.sink.traces} traces and ${this.events} events: it is cut off.`,
        {
          line: scanner.lineOf(scanner.end),
          fix: 'Copy, download or export it again; what is there was not used, since its numbers would be wrong.',
        },
      )
    }
    if (malformed > 0) this.reporter.reportFile('malformed-encoding', malformed)
    this.sink.finish()
    const header = this.header.finish(key => this.sink.hasEventKey(key))
    return this.sink.builder.finishPausing(this.problems, header, this.platform, cancel)
  }

  private text(): void {
    const { scanner } = this
    if (this.frames.depth === 0) throw scanner.fail('Text stands outside the <log> element', scanner.nameFrom, NOT_XES)
    const { bytes, nameFrom, nameTo } = scanner
    this.reporter.report('stray-text', undefined, decodeUtf8(bytes, nameFrom, Math.min(nameTo, nameFrom + 100)).trim())
  }

  /** A start tag; false where more bytes are needed to decide about it (nothing is done then). */
  private start(from: number): boolean {
    const { scanner, frames } = this
    const tag = scanner.nameFrom - 1
    scanner.place = tag
    const name = this.names.code(scanner.bytes, scanner.nameFrom, scanner.nameTo)
    if (name >= this.limits.keys) throw scanner.fail(`There are more than ${this.limits.keys} different elements`, tag)
    const kind = this.names.kind(name)
    const context = frames.kind
    if (kind <= CONTAINER && context !== IGNORED && context >= 0 && takesAttributes(context))
      return this.attribute(kind, name, context, from, tag)
    this.element(kind, name, context, from, tag)
    return true
  }

  private element(kind: number, name: number, context: number, from: number, tag: number): void {
    const { scanner } = this
    const { selfClosed } = scanner
    if (context < 0) {
      if (this.rootSeen) throw scanner.fail('A second element follows the end of <log>', tag)
      if (kind !== LOG)
        throw scanner.fail(`The file is XML, but begins with <${this.names.text(name)}>, not <log>`, tag, NOT_XES)
      this.rootSeen = true
      this.rest(name, known.none)
    } else if (context === LOG && (kind === TRACE || kind === EVENT)) this.open(kind, name, from, tag)
    else if (context === TRACE && kind === EVENT) this.open(kind, name, from, tag)
    else if (context === LOG && kind === EXTENSION) this.header.extension(this.rest(name, known.extension))
    else if (context === LOG && kind === CLASSIFIER) this.header.classifier(this.rest(name, known.classifier))
    else if (context === LOG && kind === GLOBAL) this.globalScope = this.header.scope(this.rest(name, known.global))
    else if (context === LIST && kind === VALUES) this.tree.openValues()
    else {
      const text = this.names.text(name)
      if (context !== IGNORED)
        this.reporter.report(kind === IGNORED ? 'unknown-element' : 'misplaced-element', undefined, `<${text}>`)
      if (!selfClosed) this.push(IGNORED, name)
      this.predictor.forget()
      return
    }
    if (kind === TRACE || kind === EVENT) return
    if (!selfClosed) this.push(kind, name)
    else if (kind === VALUES) this.tree.closeValues()
    this.predictor.forget()
  }

  /** `<trace>` or `<event>`. */
  private open(kind: number, name: number, from: number, tag: number): void {
    const { scanner, frames, sink } = this
    const scope = frames.kind
    const plain = scanner.attributeCount === 0 && !scanner.selfClosed
    if (!plain) this.rest(name, known.none)
    if (kind === TRACE) sink.openTrace()
    else sink.openEvent()
    if (scanner.selfClosed) {
      if (kind === TRACE) sink.closeTrace()
      this.predictor.forget()
      return
    }
    this.push(kind, name)
    const value = { name, kind, target: null, suffix: NO_SUFFIX }
    if (plain) this.predictor.learn(scope, kind === TRACE ? 'open-trace' : 'open-event', from, tag, scanner.pos, value)
    else this.predictor.forget()
  }

  private end(from: number): void {
    const { scanner, frames } = this
    const tag = scanner.nameFrom - 2
    scanner.place = tag
    const name = this.names.code(scanner.bytes, scanner.nameFrom, scanner.nameTo)
    if (name !== frames.name) {
      const open = frames.depth > 0 ? `<${this.names.text(frames.name)}> is open` : 'nothing is open'
      throw scanner.fail(`</${this.names.text(name)}> closes nothing: ${open}`, tag)
    }
    const kind = frames.kind
    frames.depth--
    if (kind === TRACE || kind === EVENT) {
      if (kind === TRACE) this.sink.closeTrace()
      const value = { name, kind, target: null, suffix: NO_SUFFIX }
      this.predictor.learn(kind, kind === TRACE ? 'close-trace' : 'close-event', from, tag, scanner.pos, value)
      return
    }
    if (kind === VALUES) this.tree.closeValues()
    else if (kind <= CONTAINER) this.closeAttribute()
    this.predictor.forget()
  }

  private push(kind: number, name: number): void {
    this.frames.push(kind, name)
    if (this.frames.depth > this.limits.depth + 4)
      throw this.scanner.fail(`Elements are nested deeper than the limit of ${this.limits.depth}`)
  }

  /** An attribute of anything; false where it cannot be decided yet whether it has attributes of its own. */
  private attribute(kind: number, name: number, context: number, from: number, tag: number): boolean {
    const { scanner } = this
    const { selfClosed } = scanner
    const learnFrom = scanner.pos
    const leaf = selfClosed || scanner.closesAtOnce()
    if (leaf === MORE && !scanner.finished) {
      scanner.pos = tag
      scanner.more()
      return false
    }
    const isLeaf = leaf === true || leaf === END
    const inRow = context === EVENT || context === TRACE
    const { key, value } = this.pair(name, kind)
    if (key < 0) {
      this.reporter.report('attribute-without-key')
      if (!isLeaf) this.push(IGNORED, name)
      this.predictor.forget()
      return true
    }
    if (value < 0 && kind <= ID) this.reporter.report('attribute-without-value', this.textOf(key))
    if (inRow && kind <= ID) this.column(context, kind, name, key, value, from, tag, learnFrom, isLeaf)
    else this.predictor.forget()
    if (isLeaf && inRow && kind <= ID) return true
    const keyText = this.textOf(key)
    this.tree.open(keyText, typeNames[kind]!, this.treeValue(inRow ? this.quiet : this.values, kind, keyText, value))
    if (isLeaf) this.closeAttribute()
    else this.push(kind, name)
    return true
  }

  /** Index of the XML attributes `key` and `value`, -1 where one is missing; reports all others. */
  private pair(name: number, kind: number): { key: number; value: number } {
    const { scanner } = this
    let key = -1
    let value = -1
    for (let i = 0; i < scanner.attributeCount; i++) {
      const from = scanner.spans[4 * i]!
      const length = scanner.spans[4 * i + 1]! - from
      const first = scanner.bytes[from]
      if (length === 3 && first === 0x6b && decodeUtf8(scanner.bytes, from, from + 3) === 'key') key = i
      else if (length === 5 && first === 0x76 && decodeUtf8(scanner.bytes, from, from + 5) === 'value') {
        if (kind <= ID) value = i
        else if (scanner.spans[4 * i + 2] !== scanner.spans[4 * i + 3]) this.unknownAttribute(name, 'value')
      } else this.unknownAttribute(name, decodeUtf8(scanner.bytes, from, from + length))
    }
    return { key, value }
  }

  /** Put an attribute of an event or trace into its column, and teach the predictor where it is of the usual form. */
  private column(
    context: number,
    kind: number,
    name: number,
    key: number,
    value: number,
    from: number,
    tag: number,
    tagEnd: number,
    isLeaf: boolean,
  ): void {
    const { scanner, sink } = this
    const inEvent = context === EVENT
    const [source, keyFrom, keyTo] = this.span(key)
    const target = inEvent ? sink.eventTarget(source, keyFrom, keyTo) : sink.caseTarget(source, keyFrom, keyTo)
    const row = inEvent ? sink.row : sink.currentCase
    if (value < 0) {
      this.predictor.forget()
      return
    }
    const plain = isLeaf && key === 0 && value === 1 && scanner.attributeCount === 2 && !scanner.escaped[0]
    const valueFrom = scanner.spans[4 * value + 2]!
    const valueTo = scanner.spans[4 * value + 3]!
    const [bytes, at, to] = this.span(value, target.key)
    sink.set(target, row, kind, bytes, at, to)
    if (!plain) {
      this.predictor.forget()
      return
    }
    const end = Math.max(scanner.pos, tagEnd)
    const suffix = scanner.bytes.slice(valueTo, end)
    this.predictor.learn(context, 'value', from, tag, valueFrom, { name, kind, target, suffix })
  }

  /** Where the value of XML attribute i lies with its references resolved: bytes, from, to. Valid until the next call. */
  private span(i: number, key?: string): readonly [Uint8Array, number, number] {
    const { scanner, unescaper } = this
    const from = scanner.spans[4 * i + 2]!
    const to = scanner.spans[4 * i + 3]!
    if (scanner.escaped[i] === 0) return [scanner.bytes, from, to]
    unescaper.value(scanner.bytes, from, to)
    if (unescaper.unknown !== null) this.reporter.report('unknown-entity', key, unescaper.unknown)
    if (unescaper.forbidden) this.reporter.report('forbidden-character', key)
    return [unescaper.bytes, 0, unescaper.length]
  }

  private textOf(i: number): string {
    const [bytes, from, to] = this.span(i)
    // the platform's decoder costs more to start, and drops a mark at the beginning
    if (to - from < 256 || bytes[from] === 0xef) return decodeUtf8(bytes, from, to)
    return this.platform.decode(bytes.subarray(from, to), 'utf-8')
  }

  private treeValue(values: Values, kind: number, key: string, value: number): Value {
    return value < 0 || kind > ID ? null : values.value(key, kind, ...this.span(value, key))
  }

  private closeAttribute(): void {
    const node = this.tree.close()
    if (node === null) return
    const context = this.frames.kind
    if (context === EVENT || context === TRACE) {
      if (node.children.length || node.type === 'list' || node.type === 'container') this.nest(context, node)
    } else if (context === LOG) this.header.attribute(node)
    else if (context === GLOBAL && this.globalScope !== null) this.header.global(this.globalScope, node)
  }

  private nest(context: number, node: AttributeNode): void {
    this.sink.nest(context === EVENT, node)
  }

  /** The XML attributes of an element that is no XES attribute, by name; those not in `expected` are reported. */
  private rest(name: number, expected: ReadonlySet<string>): Map<string, string> {
    const { scanner } = this
    const found = new Map<string, string>()
    for (let i = 0; i < scanner.attributeCount; i++) {
      const attribute = decodeUtf8(scanner.bytes, scanner.spans[4 * i]!, scanner.spans[4 * i + 1]!)
      if (expected.has(attribute)) found.set(attribute, this.textOf(i))
      else if (!silent.test(attribute)) this.unknownAttribute(name, attribute)
    }
    return found
  }

  private unknownAttribute(name: number, attribute: string): void {
    if (!silent.test(attribute))
      this.reporter.report('unknown-xml-attribute', undefined, `<${this.names.text(name)} ${attribute}>`)
  }
}

const NOT_XES = 'Is this an XES file? Its first element must be <log>.'
const NO_SUFFIX = new Uint8Array(0)

const known = {
  none: new Set<string>(),
  extension: new Set(['name', 'prefix', 'uri']),
  classifier: new Set(['name', 'keys', 'scope']),
  global: new Set(['scope']),
}

const takesAttributes = (context: number): boolean =>
  context <= CONTAINER ||
  context === VALUES ||
  context === LOG ||
  context === TRACE ||
  context === EVENT ||
  context === GLOBAL
