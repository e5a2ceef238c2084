import type { Platform } from '../../base/platform.ts'
import { encodeUtf8Into } from '../../base/utf8.ts'
import type { AttributeNode, Column, NestedAttributes } from '../../log/column.ts'
import { positionOf } from '../../log/column.ts'
import { CASE_ID, type EventLog, START_TIMESTAMP, TIMESTAMP } from '../../log/event-log.ts'
import { printClassifierKeys } from './classifiers.ts'
import { escapeXml, needsXml11 } from './escape.ts'
import { isValuesMarker } from './tree.ts'

/** Characters gathered before a chunk of bytes is given out. */
const CHUNK = 1 << 16

/** The standard extensions that our own keys come from. */
const standard: readonly (readonly [string, string])[] = [
  ['Concept', 'concept'],
  ['Time', 'time'],
  ['Lifecycle', 'lifecycle'],
  ['Organizational', 'org'],
]

/**
 * Write a log as XES 2.0, chunk by chunk. Everything in the log is written; what XML cannot hold at all (U+0000 and
 * U+FFFE, U+FFFF) becomes U+FFFD, and a log with other control characters is written as XML 1.1, which can hold them.
 */
export async function* writeXes(log: EventLog, platform: Platform): AsyncIterable<Uint8Array> {
  let text = ''
  let paused = platform.now()
  const flush = () => {
    const bytes = new Uint8Array(text.length * 3)
    const chunk = bytes.subarray(0, encodeUtf8Into(text, bytes, 0))
    text = ''
    return chunk
  }
  text += head(log)
  const events = columnsOf(log)
  const id: Printer = { key: CASE_ID, print: c => `<string key="${CASE_ID}" value="${escapeXml(log.caseIds.text(c))}"` }
  const cases = [id, ...[...log.caseAttributes.values()].map(printer)]
  const nestedOfCases = new Walker(log.nestedOfCases)
  const nestedOfEvents = new Walker(log.nestedOfEvents)
  for (let c = 0; c < log.caseCount; c++) {
    text += '\t<trace>\n'
    text += attributes('\t\t', cases, nestedOfCases.at(c), c)
    for (let r = log.caseOffsets[c]!; r < log.caseOffsets[c + 1]!; r++) {
      text += `\t\t<event>\n${attributes('\t\t\t', events, nestedOfEvents.at(r), r)}\t\t</event>\n`
      if (text.length >= CHUNK) {
        yield flush()
        if (platform.now() - paused >= 25) {
          await platform.pause()
          paused = platform.now()
        }
      }
    }
    text += '\t</trace>\n'
  }
  text += '</log>\n'
  yield flush()
}

function head(log: EventLog): string {
  const version = needsXml11(log) ? '1.1' : '1.0'
  let text = `<?xml version="${version}" encoding="UTF-8"?>\n`
  text += '<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">\n'
  const extensions = log.extensions.length
    ? log.extensions
    : standard.map(([name, prefix]) => ({ name, prefix, uri: `http://www.xes-standard.org/${prefix}.xesext` }))
  for (const { name, prefix, uri } of extensions)
    text += `\t<extension name="${escapeXml(name)}" prefix="${escapeXml(prefix)}" uri="${escapeXml(uri)}"/>\n`
  for (const scope of ['trace', 'event'] as const) {
    const globals = log.globals.filter(global => global.scope === scope)
    if (globals.length === 0) continue
    text += `\t<global scope="${scope}">\n`
    for (const { key, type, value } of globals) text += node('\t\t', { key, type, value, children: [] })
    text += '\t</global>\n'
  }
  for (const classifier of log.classifiers)
    text += `\t<classifier name="${escapeXml(classifier.name)}" scope="event" keys="${escapeXml(printClassifierKeys(classifier))}"/>\n`
  if (log.name !== '' && !log.attributes.some(({ key }) => key === CASE_ID))
    text += node('\t', { key: CASE_ID, type: 'string', value: log.name, children: [] })
  for (const attribute of log.attributes) text += node('\t', attribute)
  return text
}

/** Prints the value of one row as an open tag without its end (`<int key="a" value="1"`), empty where it is missing. */
interface Printer {
  readonly key: string
  print(row: number): string
}

function columnsOf(log: EventLog): Printer[] {
  const printers = [printer(log.activity), instants(TIMESTAMP, log.complete)]
  if (log.start) printers.push(instants(START_TIMESTAMP, log.start))
  for (const column of log.eventAttributes.values()) printers.push(printer(column))
  return printers
}

function instants(key: string, values: Float64Array): Printer {
  const open = `<date key="${key}" value="`
  return { key, print: row => (Number.isNaN(values[row]!) ? '' : `${open}${isoDate(values[row]!)}"`) }
}

function printer(column: Column): Printer {
  const { key } = column
  const open = `<${column.type} key="${escapeXml(key)}" value="`
  switch (column.type) {
    case 'string':
    case 'id': {
      const texts: (string | undefined)[] = []
      const { codes, dictionary } = column
      return {
        key,
        print(row) {
          const at = positionOf(column, row)
          const code = at < 0 ? -1 : codes[at]!
          if (code < 0) return ''
          return (texts[code] ??= `${open}${escapeXml(dictionary.text(code))}"`)
        },
      }
    }
    case 'boolean':
      return {
        key,
        print(row) {
          const at = positionOf(column, row)
          const flag = at < 0 ? -1 : column.flags[at]!
          return flag < 0 ? '' : `${open}${flag === 1}"`
        },
      }
    default:
      return {
        key,
        print(row) {
          const at = positionOf(column, row)
          const value = at < 0 ? Number.NaN : column.values[at]!
          if (Number.isNaN(value)) return ''
          return `${open}${column.type === 'date' ? isoDate(value) : numberText(value, column.type)}"`
        },
      }
  }
}

/**
 * An attribute that has children is written once, with them, since the tree holds its value too. Only where the column
 * has another value (the key came twice) that one follows: the last value counts.
 */
function attributes(
  indent: string,
  printers: readonly Printer[],
  nested: readonly AttributeNode[],
  row: number,
): string {
  let text = ''
  let after = ''
  for (const { key, print } of printers) {
    const open = print(row)
    if (open === '') continue
    const twin = nested.length ? nested.findLast(child => child.key === key && isValue(child)) : undefined
    if (!twin) text += `${indent}${open}/>\n`
    else if (!open.endsWith(` value="${valueText(twin)}"`)) after += `${indent}${open}/>\n`
  }
  for (const child of nested) text += node(indent, child)
  return text + after
}

const isValue = (of: AttributeNode): boolean => of.type !== 'list' && of.type !== 'container'

function node(indent: string, of: AttributeNode): string {
  const value = isValue(of) && of.value !== null ? ` value="${valueText(of)}"` : ''
  const open = `${indent}<${of.type} key="${escapeXml(of.key)}"${value}`
  const inner = `${indent}\t`
  const all = (nodes: readonly AttributeNode[], at: string) => nodes.map(child => node(at, child)).join('')
  if (of.type === 'list') {
    const marked = isValuesMarker(of.children[0])
    const values = marked ? of.children[0]!.children : of.children
    const own = marked ? of.children.slice(1) : []
    return `${open}>\n${all(own, inner)}${inner}<values>\n${all(values, `${inner}\t`)}${inner}</values>\n${indent}</list>\n`
  }
  if (of.children.length === 0) return `${open}/>\n`
  return `${open}>\n${all(of.children, inner)}${indent}</${of.type}>\n`
}

function valueText(of: AttributeNode): string {
  if (typeof of.value === 'number') return of.type === 'date' ? isoDate(of.value) : numberText(of.value, of.type)
  return escapeXml(String(of.value))
}

/** XES knows no exponent in an int; a float is written so that it reads back as the same number. */
function numberText(value: number, type: string): string {
  if (type === 'int') return Number.isSafeInteger(value) ? String(value) : BigInt(Math.trunc(value)).toString()
  return String(value)
}

const isoDate = (ms: number): string => new Date(ms).toISOString().replace('Z', '+00:00')

/** Walks over nested attributes in the order of their rows. */
class Walker {
  private readonly nested: NestedAttributes
  private next = 0
  constructor(nested: NestedAttributes) {
    this.nested = nested
  }
  at(row: number): readonly AttributeNode[] {
    const { rows, nodes } = this.nested
    const from = this.next
    while (this.next < rows.length && rows[this.next] === row) this.next++
    return nodes.slice(from, this.next)
  }
}
