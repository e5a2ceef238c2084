import { DictionaryBuilder } from '../base/dictionary.ts'
import { growingBytes, growingInts } from '../base/growing.ts'
import { type KeySets, lengthBands, type Masked, type MaskedValues, type Texts, valueClasses } from './masked.ts'
import { elementTexts, selectorKinds, type UiElement, type UiElements } from './ui-log.ts'

/** Codes and dictionary of a column of texts; null is missing. */
export class TextsBuilder {
  readonly dictionary = new DictionaryBuilder()
  private readonly codes = growingInts()
  private lastText: string | null = null
  private lastCode = -1

  push(text: string | null): void {
    if (text !== this.lastText) {
      this.lastText = text
      this.lastCode = text === null ? -1 : this.dictionary.addText(text)
    }
    this.codes.push(this.lastCode)
  }

  codeAt(row: number): number {
    return this.codes.at(row)
  }

  /** In the order of `rows` where given, the dictionary in that of first appearance among them. */
  finish(rows: Int32Array | null = null): Texts {
    const codes = this.codes.finish(rows)
    if (rows === null) return { codes, dictionary: this.dictionary.finish() }
    const dictionary = new DictionaryBuilder()
    const { bytes, offsets } = this.dictionary
    for (let r = 0; r < codes.length; r++) {
      const code = codes[r]!
      if (code >= 0) codes[r] = dictionary.add(bytes, offsets[code]!, offsets[code + 1]!)
    }
    return { codes, dictionary: dictionary.finish() }
  }
}

/** Distinct elements, in order of first appearance. */
export class ElementsBuilder {
  private readonly known = new Map<string, number>()
  private readonly columns = Object.fromEntries(elementTexts.map(key => [key, new TextsBuilder()])) as {
    [K in (typeof elementTexts)[number]]: TextsBuilder
  }
  private readonly offsets = growingInts()
  private readonly kinds = growingBytes()
  private readonly selectorTexts = new TextsBuilder()

  constructor() {
    this.offsets.push(0)
  }

  add(element: Partial<UiElement>): number {
    const selectors = element.selectors ?? []
    const key = JSON.stringify([elementTexts.map(text => element[text] ?? null), selectors.map(s => [s.kind, s.text])])
    let code = this.known.get(key)
    if (code === undefined) {
      code = this.known.size
      this.known.set(key, code)
      for (const text of elementTexts) this.columns[text].push(element[text] ?? null)
      for (const { kind, text } of selectors) {
        this.kinds.push(selectorKinds.indexOf(kind))
        this.selectorTexts.push(text)
      }
      this.offsets.push(this.kinds.length)
    }
    return code
  }

  /** By event, a number for what is recorded together: one application, or the clipboard. */
  streams(element: Int32Array): Int32Array {
    const { application, role } = this.columns
    const clipboard = role.dictionary.codeOf('clipboard')
    return element.map(e => (e < 0 ? -1 : role.codeAt(e) === clipboard && clipboard >= 0 ? -2 : application.codeAt(e)))
  }

  finish(): UiElements {
    const columns = Object.fromEntries(elementTexts.map(key => [key, this.columns[key].finish()]))
    return {
      ...(columns as { [K in (typeof elementTexts)[number]]: Texts }),
      size: this.known.size,
      selectorOffsets: this.offsets.finish(),
      selectorKinds: this.kinds.finish(),
      selectorTexts: this.selectorTexts.finish(),
    }
  }
}

/** Distinct sets of keys, in order of first appearance. */
export class KeySetsBuilder {
  private readonly known = new Map<string, number>()
  private readonly offsets = growingInts()
  private readonly codes = growingInts()
  private readonly texts = new DictionaryBuilder()

  constructor() {
    this.offsets.push(0)
  }

  /** Number of the set; -1 for none. */
  add(keys: readonly string[]): number {
    if (keys.length === 0) return -1
    const name = JSON.stringify(keys)
    let set = this.known.get(name)
    if (set === undefined) {
      set = this.known.size
      this.known.set(name, set)
      for (const key of keys) this.codes.push(this.texts.addText(key))
      this.offsets.push(this.codes.length)
    }
    return set
  }

  finish(): KeySets {
    return {
      size: this.known.size,
      offsets: this.offsets.finish(),
      codes: this.codes.finish(),
      texts: this.texts.finish(),
    }
  }
}

/** Distinct masked values, in order of first appearance. */
export class MaskedBuilder {
  private readonly known = new Map<string, number>()
  private readonly shape = new TextsBuilder()
  private readonly hash = new TextsBuilder()
  private readonly clear = new TextsBuilder()
  private readonly classes = growingBytes()
  private readonly lengths = growingBytes()
  private readonly keyOffsets = growingInts()
  private readonly keyCodes = growingInts()
  private readonly keyTexts = new DictionaryBuilder()

  constructor() {
    this.keyOffsets.push(0)
  }

  add(value: Masked): number {
    const { shape, hash, keys, clear } = value
    const isPlain = keys.length === 0 && clear === null
    // nearly all are plain, and many are met once: JSON costs several times as much
    const key = isPlain
      ? `${hash === null ? -1 : hash.length} ${value.class} ${value.length} ${hash}${shape}`
      : JSON.stringify([shape, value.class, value.length, hash, keys, clear])
    let code = this.known.get(key)
    if (code === undefined) {
      code = this.known.size
      this.known.set(key, code)
      this.shape.push(value.shape)
      this.hash.push(value.hash)
      this.clear.push(value.clear)
      this.classes.push(valueClasses.indexOf(value.class))
      this.lengths.push(Math.min(value.length, lengthBands.length - 1))
      for (const hash of value.keys) this.keyCodes.push(this.keyTexts.addText(hash))
      this.keyOffsets.push(this.keyCodes.length)
    }
    return code
  }

  finish(): MaskedValues {
    return {
      size: this.known.size,
      shape: this.shape.finish(),
      class: this.classes.finish(),
      length: this.lengths.finish(),
      hash: this.hash.finish(),
      keyOffsets: this.keyOffsets.finish(),
      keyCodes: this.keyCodes.finish(),
      keyTexts: this.keyTexts.finish(),
      clear: this.clear.finish(),
    }
  }
}
