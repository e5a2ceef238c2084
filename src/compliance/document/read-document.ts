import { LineCounter } from 'yaml'
import type { z } from 'zod'
import { FormatError } from '../../base/errors.ts'
import { nodeAt, offsetIn } from './places.ts'
import { type Placed, PlacedError } from './problem.ts'
import { shapeTroubles } from './shape-trouble.ts'
import { compose, LARGEST_FILE, plainOf } from './yaml.ts'

/** A document with the places of its parts. */
export interface ReadDocument<T> {
  readonly value: T
  /** An error at the part that `path` leads to, or at the closest part above it. */
  at(path: readonly PropertyKey[], what: string, fix?: string, within?: number): FormatError
  /** Line of that part, from 1. */
  lineOf(path: readonly PropertyKey[]): number
}

/** The same with every trouble of YAML and shape; `value` is null where there is one, `raw` what was written all the same. */
export interface InspectedDocument<T> extends Omit<ReadDocument<T>, 'value'> {
  readonly value: T | null
  readonly raw: unknown
  readonly troubles: readonly FormatError[]
}

/**
 * YAML 1.2 (or JSON, which is YAML) of the given shape: one document, no tags of its own, few aliases, no key twice.
 * Every refusal is a `FormatError` with file, line and column, and says what to do.
 */
export function readDocument<T>(text: string, file: string, shape: z.ZodType<T>): ReadDocument<T> {
  const { value, at, lineOf, troubles } = inspectDocument(text, file, shape)
  if (value === null) throw troubles[0]!
  return { value, at, lineOf }
}

/** The same, but tells all troubles at once. */
export function inspectDocument<T>(text: string, file: string, shape: z.ZodType<T>): InspectedDocument<T> {
  const lines = new LineCounter()
  const place: Placed = (offset, what, fix) => {
    const from = Math.min(offset, text.length)
    const { line, col: column } = lines.linePos(from)
    return new PlacedError({ line, column, offset: from, what, fix: fix ?? null }, file)
  }
  const none = {
    value: null,
    raw: null,
    at: (_: unknown, what: string, fix?: string) => place(0, what, fix),
    lineOf: () => 1,
  }
  if (text.length > LARGEST_FILE) {
    const what = `It is larger than ${LARGEST_FILE} letters.`
    return { ...none, troubles: [new FormatError(what, { file, fix: 'Divide it into several files.' })] }
  }
  const troubles: FormatError[] = []
  try {
    const document = compose(text, lines, place, troubles)
    const raw = plainOf(document, file)
    const at: ReadDocument<T>['at'] = (path, what, fix, within) => {
      const node = nodeAt(document, path)
      const from = node?.range?.[0] ?? 0
      return place(within === undefined || node === null ? from : offsetIn(text, node, within), what, fix)
    }
    const result = shape.safeParse(raw)
    return {
      ...{ value: result.success ? result.data : null, raw, at },
      lineOf: path => lines.linePos(nodeAt(document, path)?.range?.[0] ?? 0).line,
      troubles: result.success ? [] : shapeTroubles(result.error.issues).map(one => at(one.path, one.what, one.fix)),
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return { ...none, troubles: troubles.length > 0 ? troubles : [error] }
  }
}
