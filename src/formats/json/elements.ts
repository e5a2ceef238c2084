import { decodeUtf8 } from '../../base/utf8.ts'

/** Where a scan over a buffer stopped: a whole element at from..to, or more bytes are needed, or the rows are over. */
export type Step = 'element' | 'more' | 'end'

/**
 * Finds the elements of the array at a path, byte by byte and resumable between buffers; everything before the array
 * is walked over. With path null the text is values one behind the other. Depth is bounded. The caller keeps bytes from
 * `keep` on between calls and tells with `moved` how far they moved.
 */
export class JsonElements {
  from = 0
  to = 0
  /** What is wrong with the text, once something is. */
  trouble: string | null = null
  /** Whether the array was found, and whether it was closed. */
  inside: boolean
  closed = false
  private at = 0
  private depth = 0
  private inText = false
  private escaped = false
  private started = false
  private bare = false
  private readonly path: readonly string[] | null
  private readonly limit: number
  /** For the way to the array: the keys that lead to where we are, one an open object, and what brackets are open. */
  private readonly keys: (string | null)[] = []
  private readonly brackets: number[] = []
  private textFrom = 0
  private lastText: string | null = null

  constructor(path: readonly string[] | null, limit: number) {
    this.path = path
    this.limit = limit
    this.inside = path === null
  }

  /** First byte that must be kept for the next call. */
  get keep(): number {
    return this.inside ? (this.started ? this.from : this.at) : this.inText ? this.textFrom : this.at
  }

  moved(by: number): void {
    this.at -= by
    this.from -= by
    this.textFrom -= by
  }

  next(bytes: Uint8Array, end: number, last: boolean): Step {
    if (!this.inside && !this.walk(bytes, end)) return this.trouble === null && !last ? 'more' : 'end'
    if (this.closed || this.trouble !== null) return 'end'
    return this.element(bytes, end, last)
  }

  private element(bytes: Uint8Array, end: number, last: boolean): Step {
    let { at } = this
    for (; at < end; at++) {
      const c = bytes[at]!
      if (this.inText) {
        while (at < end && !this.escaped && bytes[at] !== 34 && bytes[at] !== 92) at++
        if (at >= end) break
        if (this.escaped) this.escaped = false
        else if (bytes[at] === 92) this.escaped = true
        else {
          this.inText = false
          if (this.depth === 0) return this.found(at + 1)
        }
        continue
      }
      if (!this.started) {
        if (c <= 32 || c === 44 || c === 0x1e) continue
        if (c === 93 && this.path !== null) {
          this.closed = true
          this.at = at + 1
          return 'end'
        }
        this.started = true
        this.from = at
        this.bare = c !== 123 && c !== 91 && c !== 34
      }
      if (this.bare) {
        if (c === 44 || c <= 32 || c === 93) return this.found(at)
      } else if (c === 34) this.inText = true
      else if (c === 123 || c === 91) {
        if (++this.depth > this.limit) {
          this.trouble = `Values are nested more than ${this.limit} deep.`
          return 'end'
        }
      } else if ((c === 125 || c === 93) && --this.depth === 0) return this.found(at + 1)
    }
    this.at = at
    if (last && this.started && this.bare) return this.found(end)
    return last ? 'end' : 'more'
  }

  /** Whether an element was begun and never ended. */
  get cut(): boolean {
    return this.started
  }

  private found(to: number): Step {
    this.to = to
    this.at = to
    this.started = false
    this.bare = false
    this.depth = 0
    return 'element'
  }

  /** Walk to the array at the path; true once inside. */
  private walk(bytes: Uint8Array, end: number): boolean {
    const path = this.path!
    for (; this.at < end; this.at++) {
      const c = bytes[this.at]!
      if (this.inText) {
        if (this.escaped) this.escaped = false
        else if (c === 92) this.escaped = true
        else if (c === 34) {
          this.inText = false
          this.lastText = this.keys.length <= path.length ? keyText(bytes, this.textFrom, this.at) : null
        }
        continue
      }
      if (c === 34) {
        this.inText = true
        this.textFrom = this.at + 1
      } else if (c === 58) this.keys[this.keys.length - 1] = this.lastText
      else if (c === 91 || c === 123) {
        if (
          c === 91 &&
          this.brackets.every(b => b === 123) &&
          this.keys.length === path.length &&
          path.every((key, i) => key === this.keys[i])
        ) {
          this.inside = true
          this.at++
          return true
        }
        this.brackets.push(c)
        this.keys.push(null)
        if (this.brackets.length > this.limit) {
          this.trouble = `Values are nested more than ${this.limit} deep.`
          return false
        }
      } else if (c === 93 || c === 125) {
        this.brackets.pop()
        this.keys.pop()
      }
    }
    return false
  }
}

function keyText(bytes: Uint8Array, from: number, to: number): string {
  const text = decodeUtf8(bytes, from, to)
  if (!text.includes('\\')) return text
  try {
    return JSON.parse(`"${text}"`) as string
  } catch {
    return text
  }
}
