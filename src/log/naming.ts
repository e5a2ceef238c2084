import { nameWords } from '../base/name-words.ts'
import { type SelectorKind, selectorKinds, textAt, type UiElements, type UiLog } from './ui-log.ts'

/** Longest name that is shown, in code points; longer ones are cut at a word. */
const LONGEST = 48

/** Marks that frameworks and question numbering put before a name: they tell a program, not a person. */
const PREFIXES = new Set(['txt', 'btn', 'ddl', 'chk', 'cbo', 'lbl', 'rdo', 'frm', 'inp', 'wt', 'ctl', 'id', 'fld'])
/** Names that programs give out by counting say nothing: `ember123`, `:r1:`, `ext-gen1042`, `__xmlview0--__field2`, UUIDs. */
const GENERATED =
  /^(?::r[\da-z]+:|(?:ember|ext-gen|ext-comp-|yui_|gwt-uid-|mui-|radix-|react-select-|uid|rc_select_|jqgrid)[\d_.:-]*\d[\w:-]*|__[a-z]+\d+(?:--.*)?|[\da-f]{8}-[\da-f]{4}-[\da-f-]{20,}|[\da-f]{16,}|\d+)$/i

/** What an element is called, and what tells it from others of that name. */
export interface FieldName {
  readonly name: string
  readonly number: string
}

/**
 * The one registry of names: activities, elements and steps are called alike everywhere, and a name that a person gave
 * stands before every rule. Deterministic: the same text has the same name, whatever was named before.
 */
export class Names {
  private readonly given: ReadonlyMap<string, string>

  /** `given`: source text → the name that a person chose for it. */
  constructor(given: ReadonlyMap<string, string> = new Map()) {
    this.given = given
  }

  /** `q3_name[first]` → `Name first`, `ORDER_CREATED` → `Order created`; null where nothing in it can be read. */
  readable(text: string): string | null {
    const given = this.given.get(text)
    if (given !== undefined) return given
    const trimmed = text.replace(/&\w+;/g, ' ').trim()
    if (trimmed === '' || GENERATED.test(trimmed)) return null
    const words = nameWords(unnumbered(trimmed))
      .split(' ')
      .filter((word, i, all) => word !== '' && word !== all[i - 1])
    while (words.length > 1 && PREFIXES.has(words[0]!)) words.shift()
    if (words.length === 0 || words.every(word => /^\d+$/.test(word))) return null
    return sentence(words, trimmed)
  }

  /** A label as people see it: blanks made one, a closing `:` or `*` dropped, cut where it is longer than a line. */
  label(text: string): string | null {
    const given = this.given.get(text)
    if (given !== undefined) return given
    const label = text
      .replace(/\\n|&nbsp;/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/[\s:*…]+$/u, '')
      .trim()
    if (!/[\p{L}\p{N}]/u.test(label)) return null
    const letters = [...label]
    if (letters.length <= LONGEST) return label
    const cut = letters.slice(0, LONGEST).join('')
    const blank = cut.lastIndexOf(' ')
    return `${cut.slice(0, blank > LONGEST / 2 ? blank : cut.length)}…`
  }

  /** An activity or event type: a technical name is made readable, one that people wrote stays. */
  activity(text: string): string {
    return this.given.get(text) ?? (/\s/.test(text.trim()) ? this.label(text) : this.readable(text)) ?? text
  }

  /** What a person would call the element: its label, else its identifier made readable, else null. */
  element(elements: UiElements, at: number): string | null {
    const field = this.field(elements, at)
    if (field === null) return null
    return field.number === '' ? field.name : `${field.name} ${field.number}`
  }

  /** The same in two: elements of one `name` are told apart by the `number` that their identifiers have, '' = none. */
  field(elements: UiElements, at: number): FieldName | null {
    if (at < 0) return null
    const identifier = textAt(elements.identifier, at)
    if (identifier !== null && this.given.has(identifier)) return { name: this.given.get(identifier)!, number: '' }
    const name = textAt(elements.name, at)
    const named = name === null ? null : this.label(name)
    if (named !== null) return { name: named, number: '' }
    const candidates = identifier === null ? [] : [identifier]
    for (let k = elements.selectorOffsets[at]!; k < elements.selectorOffsets[at + 1]!; k++)
      if (NAMING_SELECTORS.has(selectorKinds[elements.selectorKinds[k]!]!))
        candidates.push(textAt(elements.selectorTexts, k) ?? '')
    return this.mostTelling(candidates)
  }

  /** The candidate with the most words that say something; the first one of several. */
  private mostTelling(candidates: readonly string[]): FieldName | null {
    let best: FieldName | null = null
    let most = -1
    for (const candidate of candidates) {
      const read = candidate.startsWith('/') ? null : this.readable(candidate)
      if (read === null) continue
      const telling = read.split(' ').filter(word => !/^\d+$/.test(word) && !KINDS.has(word.toLowerCase())).length
      if (telling <= most) continue
      most = telling
      // fields of one name are told apart by the numbers that only their identifier has: `input_12_0_3`
      const own = candidate === candidates[0] ? [] : (candidates[0]!.match(/\d+/g) ?? [])
      const shared: readonly string[] = candidate.match(/\d+/g) ?? []
      const first = own.findIndex((number, i) => number !== shared[i])
      const numbers = first < 0 ? [] : own.slice(first)
      best = { name: read, number: numbers.length > 3 ? '' : numbers.join('.') }
    }
    return best
  }

  /** Where the element stands, the nearest name first: group, document, page, window, application. */
  place(elements: UiElements, at: number): string | null {
    if (at < 0) return null
    for (const key of ['group', 'document'] as const) {
      const text = textAt(elements[key], at)
      const label = text === null ? null : this.label(text)
      if (label !== null) return label
    }
    const page = textAt(elements.page, at)
    if (page !== null) return this.page(page)
    for (const key of ['window', 'application'] as const) {
      const text = textAt(elements[key], at)
      const label = text === null ? null : this.label(text)
      if (label !== null) return label
    }
    return null
  }

  /** A page by the last readable part of its path, else by its host. */
  page(url: string): string {
    const given = this.given.get(url)
    if (given !== undefined) return given
    const [host = '', ...path] = url
      .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
      .replace(/[?#].*$/, '')
      .split('/')
    for (const part of path.reverse()) {
      const read = /[{‹*]/.test(part) || /\d{5,}/.test(part) ? null : this.readable(part.replace(/\.\w{2,5}$/, ''))
      if (read !== null) return read
    }
    return host === '' ? url : host
  }
}

/** Selectors whose text was chosen to be read. */
const NAMING_SELECTORS: ReadonlySet<SelectorKind> = new Set(['testid', 'aria', 'name', 'label', 'text'])
/** Words that say what an element is, not which. */
const KINDS = new Set('input field button element text select textbox control box'.split(' '))

const unnumbered = (text: string): string => text.replace(/^(?:q|question)\d+[_-]/i, '').replace(/(?:\[\d*\])+$/, '')

/** First letter large; a word that stood in capitals among small ones stays so (`IBAN`, `ID`). */
function sentence(words: readonly string[], source: string): string {
  const mixed = /\p{Ll}/u.test(source)
  const large = new Set(mixed ? (source.match(/(?<!\p{Lu})\p{Lu}{2,}(?!\p{Ll})/gu) ?? []) : [])
  return words
    .map((word, i) => {
      const upper = word.toUpperCase()
      if (large.has(upper)) return upper
      return i === 0 ? upper.slice(0, 1) + word.slice(1) : word
    })
    .join(' ')
}

/** The column of a sheet by its letters: 1 → `A`, 28 → `AB`. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}

/** `column B`, `columns B to D` of the event's position; null where it has none. */
export function columnName(log: UiLog, row: number): string | null {
  const from = log.position.column[row]!
  if (from <= 0) return null
  const many = log.position.columns[row]!
  return many > 1
    ? `columns ${columnLetters(from)} to ${columnLetters(from + many - 1)}`
    : `column ${columnLetters(from)}`
}
