import { FormatError } from '../base/errors.ts'
import { lengthBands, type Masked, maskedAt } from './masked.ts'
import { columnLetters } from './naming.ts'
import { NOTATION_EPOCH } from './notation.ts'
import { actionAt, elementAt, textAt, type UiAction, type UiElement, type UiLog, uiActions } from './ui-log.ts'
import { type UiEvent, UiLogBuilder } from './ui-log-builder.ts'

/**
 * A UI log as a picture, for tests and docs: a line an event, in the order of the log.
 *
 *     ann | Excel  | read cell B2 in Orders of book.xlsx = 4711
 *     -   | -      | copy = 4711
 *     ann | Chrome | enter textbox "Order no." #q3_order on https://shop.test/new = 4711 shows 47 @1m
 *     ---
 *     ann | Chrome | click button Submit
 *
 * A line is the user, the application, and a step: action (`paste`, or with the source's own word `enter:editField`), then
 * role (`?` where there is none but a name), address of a cell or range (`B2`, `C2:F3`), name, `#identifier`, and in this
 * order `in` group, `of` document, `at` window, `on` page, `=` value, `shows` value of the field, `@` time since
 * `NOTATION_EPOCH` (`@?` none; without it a second after the event before). `-` is nothing. `---` is a cut, `== id` begins
 * a recording, `# task run` a demonstration that ends with `#`. What holds blanks, signs or a keyword stands in JSON
 * quotes. Values are masked: equal texts have equal hashes (`clear`: and are kept). Throws `FormatError` with the line.
 * Not kept: system, selectors, pointers, positions without a column.
 */
export function uiLog(
  picture: string,
  options: { readonly clear?: boolean; readonly keys?: (text: string) => readonly string[] } = {},
): UiLog {
  const builder = new UiLogBuilder()
  let time = NOTATION_EPOCH - 1000
  let cut = false
  let task: { task: string; run: string } | null = null
  let ordinal = 0
  picture.split('\n').forEach((line, at) => {
    const words = new Words(line, at + 1)
    if (words.atEnd()) return
    if (words.take('---')) cut = true
    else if (words.take('==')) builder.beginRecording(words.text(), 'picture')
    else if (words.take('#'))
      task = words.atEnd() ? null : { task: words.text(), run: words.atEnd() ? '' : words.text() }
    else {
      const event = readEvent(words, options)
      if (event.time === undefined) time += 1000
      else if (!Number.isNaN(event.time)) time = event.time
      const { time: told, ...rest } = event
      builder.add({
        ...rest,
        ...(Number.isNaN(told) ? {} : { time }),
        ordinal: ordinal++,
        cut,
        ...(task ?? {}),
      })
      cut = false
    }
  })
  return builder.finish({ name: 'picture', order: 'input', ...(options.clear ? { capture: ['picture'] } : {}) })
}

type Told = { -readonly [K in keyof UiEvent]: UiEvent[K] }

function readEvent(words: Words, options: Parameters<typeof uiLog>[1] & object): Omit<Told, 'ordinal'> {
  const user = words.field()
  const application = words.field()
  const [word = '', ...source] = words.text().split(':')
  if (!(uiActions as readonly string[]).includes(word)) words.fail(`an action, not "${word}"`)
  const event: Omit<Told, 'ordinal'> = { user, action: word as UiAction, sourceAction: source.join(':') || null }
  const element: { -readonly [K in keyof UiElement]?: UiElement[K] } = {}
  if (application !== null) element.application = application
  if (words.isText()) {
    const role = words.text()
    if (role !== '?') element.role = role
  }
  const address = words.address()
  if (address) Object.assign(event, address)
  if (words.isText()) element.name = words.text()
  if (words.take('#')) element.identifier = words.text()
  for (const [key, part] of PLACES) if (words.keyword(key)) element[part] = words.text()
  if (words.take('=')) event.value = mask(words.text(), options)
  if (words.keyword('shows')) event.fieldValue = mask(words.text(), options)
  if (words.take('@')) event.time = words.time()
  if (!words.atEnd()) words.fail('the end of the line')
  if (Object.keys(element).length > 0) event.element = element
  return event
}

const PLACES = [
  ['in', 'group'],
  ['of', 'document'],
  ['at', 'window'],
  ['on', 'page'],
] as const
const KEYWORDS: ReadonlySet<string> = new Set([...PLACES.map(([key]) => key), 'shows', '?', '-'])

/** Not the masking of `privacy`: the hash spells the text, so that a picture can be printed again. */
function mask(text: string, options: Parameters<typeof uiLog>[1] & object): Masked {
  const shape = text
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a')
    .replace(/\p{N}/gu, '9')
  const blank = text.trim() === ''
  let length = 0
  while (length + 1 < lengthBands.length && [...text].length >= lengthBands[length + 1]!) length++
  return {
    shape: shape.replace(/(.)\1{3,}/gu, '$1$1$1$1'),
    class: blank ? 'empty' : /^[\d.,]+$/.test(text) ? 'number' : /\s/.test(text) ? 'text' : 'word',
    length,
    hash: blank ? null : `text:${text.trim()}`,
    keys: options.keys?.(text) ?? [],
    clear: options.clear ? text : null,
  }
}

/** Reads a line from left to right. */
class Words {
  private rest: string
  private readonly line: number
  constructor(text: string, line: number) {
    this.rest = text.trim()
    this.line = line
  }
  atEnd(): boolean {
    return this.rest === ''
  }
  take(sign: string): boolean {
    if (!this.rest.startsWith(sign)) return false
    this.rest = this.rest.slice(sign.length).trimStart()
    return true
  }
  keyword(word: string): boolean {
    return new RegExp(`^${word}\\s`).test(this.rest) && this.take(word)
  }
  field(): string | null {
    const text = this.take('-') ? null : this.text()
    if (!this.take('|')) this.fail('"|"')
    return text
  }
  isText(): boolean {
    if (/^"/.test(this.rest)) return true
    const word = BARE.exec(this.rest)?.[0]
    return word !== undefined && (word === '?' || !KEYWORDS.has(word))
  }
  text(): string {
    const quoted = QUOTED.exec(this.rest)
    const found = quoted ?? BARE.exec(this.rest)
    if (!found) this.fail('a text')
    this.rest = this.rest.slice(found[0].length).trimStart()
    return quoted ? (JSON.parse(found[0]) as string) : found[0]
  }
  address(): { row: number; column: number; rows?: number; columns?: number } | null {
    const found = ADDRESS.exec(this.rest)
    if (!found) return null
    this.rest = this.rest.slice(found[0].length).trimStart()
    const [, c, r, c2 = c, r2 = r] = found
    const [row, column] = [Number(r), columnOf(c!)]
    return { row, column, rows: Number(r2) - row + 1, columns: columnOf(c2!) - column + 1 }
  }
  /** Epoch ms; NaN for `?`. */
  time(): number {
    const word = this.text()
    if (word === '?') return Number.NaN
    if (!/^(?:0|(?:\d+(?:ms|d|h|m|s))+)$/.test(word)) this.fail(`a time such as 10m, not "${word}"`)
    let ms = 0
    for (const [, digits, unit] of word.matchAll(/(\d+)(ms|d|h|m|s)/g)) ms += Number(digits) * UNITS[unit!]!
    return NOTATION_EPOCH + ms
  }
  fail(expected: string): never {
    throw new FormatError(`Expected ${expected} before "${this.rest.slice(0, 20)}".`, { line: this.line })
  }
}

const QUOTED = /^"(?:[^"\\]|\\.)*"/u
const BARE = /^(?:\?|[\p{L}\p{N}_$][\p{L}\p{N}_.:$+\-/[\]{}()]*)/u
const ADDRESS = /^([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?(?=\s|$)/
const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

const columnOf = (letters: string) =>
  [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0)

/** The inverse of `uiLog`. Values of other logs are printed in clear where they were kept, else as `‹shape›`. */
export function printUiLog(log: UiLog): string {
  const lines: string[] = []
  const cuts = new Set(log.cuts)
  let before = NOTATION_EPOCH - 1000
  for (let row = 0; row < log.eventCount; row++) {
    const { first, id } = log.recordings[log.recording[row]!]!
    if (first === row && id !== 'recording 1') lines.push(`== ${quote(id)}`)
    for (const { task, first } of log.demonstrations) if (first === row) lines.push(`# ${quote(task)}`)
    if (cuts.has(row)) lines.push('---')
    const time = log.time[row]!
    const told = Number.isNaN(time) ? ' @?' : time === before + 1000 ? '' : ` @${printTime(time - NOTATION_EPOCH)}`
    if (!Number.isNaN(time)) before = time
    lines.push(printUiEvent(log, row) + told)
    for (const { last } of log.demonstrations) if (last === row) lines.push('#')
  }
  return lines.join('\n')
}

/** What an event has become in the course of cleaning, for printing. */
export interface Rewritten {
  readonly action: UiAction
  readonly element: number
  readonly place: number
  readonly value: number
}

/** One line of the picture, without its time. */
export function printUiEvent(log: UiLog, row: number, rewritten?: Rewritten): string {
  const action = rewritten?.action ?? actionAt(log, row)
  const element = elementAt(log.elements, rewritten?.element ?? log.element[row]!)
  const source = rewritten ? null : textAt(log.sourceAction, row)
  const place = printPlace(log, rewritten?.place ?? row)
  const parts = [source === null ? action : quote(`${action}:${source}`)]
  if (element) {
    const hidden = element.role === null && (place !== '' || element.name !== null)
    if (element.role !== null || hidden) parts.push(element.role === null ? '?' : quote(element.role, 'name'))
    if (place !== '') parts.push(place)
    if (element.name !== null) parts.push(quote(element.name, 'name'))
    if (element.identifier !== null) parts.push(`#${quote(element.identifier)}`)
    for (const [key, part] of PLACES) if (element[part] !== null) parts.push(`${key} ${quote(element[part])}`)
  }
  const value = printValue(log, rewritten?.value ?? log.value[row]!)
  if (value !== null) parts.push(`= ${value}`)
  const shown = rewritten ? null : printValue(log, log.fieldValue[row]!)
  if (shown !== null) parts.push(`shows ${shown}`)
  const user = textAt(log.user, row)
  const application = element?.application ?? null
  return `${user === null ? '-' : quote(user)} | ${application === null ? '-' : quote(application)} | ${parts.join(' ')}`
}

function printPlace({ position }: UiLog, at: number): string {
  const [row, column] = [position.row[at]!, position.column[at]!]
  if (row <= 0 || column <= 0) return ''
  const from = `${columnLetters(column)}${row}`
  const [rows, columns] = [position.rows[at]!, position.columns[at]!]
  return rows <= 1 && columns <= 1 ? from : `${from}:${columnLetters(column + columns - 1)}${row + rows - 1}`
}

function printValue(log: UiLog, at: number): string | null {
  const value = maskedAt(log.values, at)
  if (value === null) return null
  if (value.clear !== null) return quote(value.clear)
  if (value.hash?.startsWith('text:')) return quote(value.hash.slice(5))
  return value.class === 'empty' ? '""' : `‹${value.shape}›`
}

/** `where` a name may stand an address stands too. */
function quote(text: string, where: 'name' | 'value' = 'value'): string {
  const bare = BARE.exec(text)?.[0] === text && !KEYWORDS.has(text) && (where === 'value' || !ADDRESS.test(text))
  return bare ? text : JSON.stringify(text)
}

function printTime(offset: number): string {
  let rest = offset
  let text = ''
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const whole = Math.floor(rest / UNITS[unit]!)
    rest -= whole * UNITS[unit]!
    if (whole > 0) text += `${whole}${unit}`
  }
  return text || '0'
}
