import type { Dictionary } from '../base/dictionary.ts'
import type { KeySets, MaskedValues, Texts } from './masked.ts'

/** What came of a click: not known; something changed on the screen; nothing did (each format says how it knows). */
export const uiEffects = ['unknown', 'change', 'none'] as const
export type UiEffect = (typeof uiEffects)[number]

/** What a person can do to an element (reference model for process-related UI logs, Abb & Rehse, 2022: action). */
export const uiActions = [
  'click',
  'double-click',
  'context-click',
  'enter',
  'select',
  'check',
  'uncheck',
  'copy',
  'cut',
  'paste',
  'read',
  'open',
  'close',
  'switch',
  'navigate',
  'save',
  'submit',
  'hotkey',
  'key',
  'undo',
  'redo',
  'scroll',
  'hover',
  'drag',
  'sort',
  'filter',
  'upload',
  'download',
  'print',
  'wait',
  'note',
  'other',
] as const
export type UiAction = (typeof uiActions)[number]

/** Ways to find an element again, the most stable first. */
export const selectorKinds = ['testid', 'id', 'aria', 'name', 'automation-id', 'label', 'text', 'css', 'xpath'] as const
export type SelectorKind = (typeof selectorKinds)[number]
export interface Selector {
  readonly kind: SelectorKind
  readonly text: string
}

/** One element of a user interface and what it stands in: element ⊂ group ⊂ window, page, document ⊂ application ⊂ system. */
export interface UiElement {
  readonly system: string | null
  readonly application: string | null
  /** File or workbook, its variable parts masked. */
  readonly document: string | null
  /** Title of the window as a template: variable parts are `{…}` with their shape. */
  readonly window: string | null
  /** URL of the page as a template, without query values and fragments. */
  readonly page: string | null
  /** Form, table, sheet, dialog or frame that the element stands in. */
  readonly group: string | null
  /** ARIA role in lower case (`textbox`, `button`, `cell`), or the control's type. */
  readonly role: string | null
  /** Static label. */
  readonly name: string | null
  /** What the source identifies the element by: id, name attribute, automation id. Never a cell's address. */
  readonly identifier: string | null
  readonly selectors: readonly Selector[]
}
export const elementTexts = [
  'system',
  'application',
  'document',
  'window',
  'page',
  'group',
  'role',
  'name',
  'identifier',
] as const
export type ElementText = (typeof elementTexts)[number]

/** Distinct elements in columns. */
export type UiElements = { readonly [K in ElementText]: Texts } & {
  readonly size: number
  /** Element e has the selectors selectorOffsets[e]..selectorOffsets[e + 1]. */
  readonly selectorOffsets: Int32Array
  /** Index into `selectorKinds`. */
  readonly selectorKinds: Uint8Array
  readonly selectorTexts: Texts
}

/** One person's released stretch of a UI log; its events stand together, first..last (rows, inclusive). */
export interface Recording {
  readonly id: string
  readonly first: number
  readonly last: number
  /** Id of the format that it was read from. */
  readonly source: string
}

/** A stretch recorded on purpose for a named task: ground truth for its instances. Rows, inclusive. */
export interface Demonstration {
  readonly task: string
  readonly first: number
  readonly last: number
}

/**
 * Interactions of people with user interfaces, in columns; a row is one UI event as recorded. Rows stand by recording
 * and within it in the order of `order`. No field can hold an unmasked value but `values.clear`, which is empty unless
 * a capture rule filled it. Vocabulary: Abb & Rehse, A Reference Data Model for Process-Related User Interaction Logs,
 * 2022. Immutable.
 */
export interface UiLog {
  readonly name: string
  readonly eventCount: number
  /** Epoch ms, rounded to 100 ms; NaN where missing. */
  readonly time: Float64Array
  /** 0-based data row of the input that the event came from. */
  readonly ordinal: Int32Array
  /** Pseudonyms; -1 where the source names nobody. */
  readonly user: Texts
  /** Index into `recordings`. */
  readonly recording: Int32Array
  /** Index into `uiActions`. */
  readonly action: Uint8Array
  /** The source's own word for the action. */
  readonly sourceAction: Texts
  /** Index into `elements`, -1 where the event has no element (a clipboard event, a hotkey). */
  readonly element: Int32Array
  readonly elements: UiElements
  /**
   * Declared business identifiers in titles, addresses and labels of the element when the event happened; index into
   * `keySets`, -1 = none. They belong to the event: an element is the same for every order that it shows.
   */
  readonly placeKeys: Int32Array
  readonly keySets: KeySets
  /** Place within a table or form, from 1; 0 where it has none. A range covers rows × columns cells. */
  readonly position: UiPositions
  /** The value that the action carries (typed, copied, pasted, chosen); index into `values`, -1 = none. */
  readonly value: Int32Array
  /** The value that the element shows when the event is recorded, where the source says so. */
  readonly fieldValue: Int32Array
  readonly values: MaskedValues
  /** Pointer, in px of the screen or page; null where the source has none, NaN where an event has none. */
  readonly x: Float64Array | null
  readonly y: Float64Array | null
  /** What came of the event, as an index into `uiEffects`; null where the source tells of no event what came of it. */
  readonly effect: Uint8Array | null
  readonly recordings: readonly Recording[]
  readonly demonstrations: readonly Demonstration[]
  /** Rows before which a pause or a private or out-of-scope stretch was cut out; the cut has no length. Ascending. */
  readonly cuts: Int32Array
  readonly order: UiOrder
  /** Whether any value is kept in clear, and by which rule. */
  readonly capture: readonly string[]
}

export interface UiPositions {
  readonly row: Int32Array
  readonly column: Int32Array
  readonly rows: Int32Array
  readonly columns: Int32Array
}

/** How rows were ordered within their recording, never silent. */
export interface UiOrder {
  /** `time`: by time, ties by input. `input`: as read, because times are missing, or run back too far to be an order. */
  readonly by: 'time' | 'input'
  /** Events that stood behind one with a later time. */
  readonly moved: number
  readonly ties: number
  readonly withoutTime: number
}

export const actionAt = (log: UiLog, row: number): UiAction => uiActions[log.action[row]!]!

export function elementAt(elements: UiElements, at: number): UiElement | null {
  if (at < 0) return null
  const text = (key: ElementText) => {
    const code = elements[key].codes[at]!
    return code < 0 ? null : elements[key].dictionary.text(code)
  }
  const selectors: Selector[] = []
  for (let s = elements.selectorOffsets[at]!; s < elements.selectorOffsets[at + 1]!; s++) {
    const kind = selectorKinds[elements.selectorKinds[s]!]!
    selectors.push({ kind, text: elements.selectorTexts.dictionary.text(elements.selectorTexts.codes[s]!) })
  }
  return {
    system: text('system'),
    application: text('application'),
    document: text('document'),
    window: text('window'),
    page: text('page'),
    group: text('group'),
    role: text('role'),
    name: text('name'),
    identifier: text('identifier'),
    selectors,
  }
}

export const textAt = ({ codes, dictionary }: { codes: Int32Array; dictionary: Dictionary }, at: number) =>
  codes[at]! < 0 ? null : dictionary.text(codes[at]!)
