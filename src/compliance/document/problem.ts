import { FormatError } from '../../base/errors.ts'

/** What is wrong at one place of a document: line and column from 1, `offset` in UTF-16 units from 0. */
export interface DocumentProblem {
  readonly line: number
  readonly column: number
  readonly offset: number
  readonly what: string
  readonly fix: string | null
}

/** An error that keeps its place. */
export class PlacedError extends FormatError {
  readonly problem: DocumentProblem
  constructor(problem: DocumentProblem, file: string) {
    const { line, column, what, fix } = problem
    super(`${column > 0 ? `Column ${column}: ` : ''}${what}`, {
      file,
      line: Math.max(1, line),
      ...(fix === null ? {} : { fix }),
    })
    this.problem = { ...problem, line: Math.max(1, line), column: Math.max(1, column) }
  }
}

export const problemOf = (error: FormatError): DocumentProblem =>
  error instanceof PlacedError
    ? error.problem
    : { line: error.place.line ?? 1, column: 1, offset: 0, what: error.what, fix: error.fix ?? null }

/** Makes the error at a place: `offset` in UTF-16 units from 0. */
export type Placed = (offset: number, what: string, fix?: string) => FormatError
