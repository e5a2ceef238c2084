import { DictionaryBuilder } from '../../base/dictionary.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import type { AttributeType } from '../../log/column.ts'
import { COLON } from './bytes.ts'

/** Elements of XES as numbers; the value types come first so that `kind <= ID` is a value. */
export const STRING = 0
export const DATE = 1
export const INT = 2
export const FLOAT = 3
export const BOOLEAN = 4
export const ID = 5
export const LIST = 6
export const CONTAINER = 7
export const VALUES = 8
export const LOG = 9
export const TRACE = 10
export const EVENT = 11
export const GLOBAL = 12
export const EXTENSION = 13
export const CLASSIFIER = 14
/** An element that is not part of XES, or not where it stands. */
export const IGNORED = 15

export const typeNames: readonly (AttributeType | 'list' | 'container')[] = [
  'string',
  'date',
  'int',
  'float',
  'boolean',
  'id',
  'list',
  'container',
]
const elements = [...typeNames, 'values', 'log', 'trace', 'event', 'global', 'extension', 'classifier']

export const valueType = (kind: number): AttributeType => typeNames[kind] as AttributeType

/** Numbers element names; a namespace prefix belongs to the name but not to its kind. */
export class ElementNames {
  private readonly names = new DictionaryBuilder()
  private readonly kinds: number[] = []

  code(source: Uint8Array, from: number, to: number): number {
    const code = this.names.add(source, from, to)
    if (code === this.kinds.length) {
      let local = from
      for (let i = from; i < to; i++) if (source[i] === COLON) local = i + 1
      const kind = elements.indexOf(decodeUtf8(source, local, to))
      this.kinds.push(kind < 0 ? IGNORED : kind)
    }
    return code
  }

  kind(code: number): number {
    return this.kinds[code]!
  }

  text(code: number): string {
    return this.names.text(code)
  }
}

/** The elements that are open, outermost first. */
export class Frames {
  depth = 0
  private readonly kinds: number[] = []
  private readonly names: number[] = []

  /** Kind of the innermost open element, -1 where none is. */
  get kind(): number {
    return this.depth === 0 ? -1 : this.kinds[this.depth - 1]!
  }

  get name(): number {
    return this.depth === 0 ? -1 : this.names[this.depth - 1]!
  }

  push(kind: number, name: number): void {
    this.kinds[this.depth] = kind
    this.names[this.depth++] = name
  }
}
