import type { Mapping } from '../../log/mapping.ts'
import type { Problem } from '../../log/problems.ts'
import type { ColumnProfile } from './profile.ts'

export type About =
  | 'table'
  | 'caseId'
  | 'activity'
  | 'complete'
  | 'start'
  | 'resource'
  | 'lifecycle'
  | 'instance'
  | 'column'

/** A sentence that says why something is proposed as it is. */
export interface Reason {
  readonly about: About
  readonly column?: string
  readonly text: string
}

/** Something that the rows leave open and a person must say; `chosen` is what the mapping has meanwhile. */
export interface Question {
  readonly kind: 'day-or-month'
  readonly column: string
  readonly text: string
  readonly options: readonly { readonly format: string; readonly example: string }[]
  readonly chosen: string
}

/** A mapping for a table, and everything that a person needs to agree or to mend it. */
export interface Proposal {
  /** Id of the format: `csv`, `jsonl`, ... */
  readonly format: string
  readonly mapping: Mapping
  /** 0..1 by role; 0 where no column was found. Below 0.3 for case or activity, reading needs a mapping from a person. */
  readonly confidence: Readonly<Record<'caseId' | 'activity' | 'complete' | 'start' | 'resource', number>>
  readonly reasons: readonly Reason[]
  readonly columns: readonly ColumnProfile[]
  readonly rowCount: number
  /** The first rows as they stand; null where a cell is missing. `firstRow` is its number in the file. */
  readonly preview: {
    readonly columns: readonly string[]
    readonly firstRow: number
    readonly rows: readonly (readonly (string | null)[])[]
  }
  readonly questions: readonly Question[]
  readonly people: readonly { readonly column: string; readonly reason: string }[]
  readonly warnings: readonly string[]
  readonly problems: readonly Problem[]
}
