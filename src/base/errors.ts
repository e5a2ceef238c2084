/** Where in a file something is: whatever of it is known. Lines, rows and columns count from 1, bytes from 0. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly row?: number
  readonly column?: string
  readonly byte?: number
}

/** Input so broken that no log can be made of it. The message says what, where, and what to do. */
export class FormatError extends Error {
  override name = 'FormatError'
  readonly what: string
  readonly place: Place
  readonly fix: string | undefined
  constructor(what: string, options: Place & { fix?: string } = {}) {
    const { fix, ...place } = options
    super([describePlace(place), what, fix].filter(Boolean).join(' '))
    this.what = what
    this.place = place
    this.fix = fix
  }
  /** The same error with more known about its place (a reader does not know its file's name). */
  at(place: Place): FormatError {
    return new FormatError(this.what, { ...place, ...this.place, ...(this.fix === undefined ? {} : { fix: this.fix }) })
  }
}

/** `orders.csv, row 12, column "date":` or an empty string. */
export function describePlace(place: Place): string {
  const parts: string[] = []
  if (place.file !== undefined) parts.push(place.file)
  if (place.line !== undefined) parts.push(`line ${place.line}`)
  if (place.row !== undefined) parts.push(`row ${place.row}`)
  if (place.column !== undefined) parts.push(`column "${place.column}"`)
  if (place.byte !== undefined && place.line === undefined && place.row === undefined) parts.push(`byte ${place.byte}`)
  return parts.length ? `${parts.join(', ')}:` : ''
}

/** A request that cannot be understood or allowed (a bad filter, an unknown attribute): the caller's to mend. */
export class RequestError extends Error {
  override name = 'RequestError'
  readonly code: 'bad-request' | 'not-found' | 'refused' | 'conflict'
  constructor(message: string, code: RequestError['code'] = 'bad-request') {
    super(message)
    this.code = code
  }
}

/** A bug, not bad data: what must be true is not. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`)
}
