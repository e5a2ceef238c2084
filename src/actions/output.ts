import type { Procedure } from '../tasks/procedure/procedure.ts'

/** A file that an action makes; the path is relative, with `/`. */
export interface OutputFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/** What an action makes, and what a person has to do before it can be relied on. */
export interface Output {
  readonly files: readonly OutputFile[]
  readonly toDo: readonly string[]
}

/** An output of procedures. */
export interface OutputKind {
  readonly id: string
  readonly title: string
  /** `runs`: tried end to end. `skeleton`: to be completed by a person, validated as far as its format is public. */
  readonly state: 'runs' | 'skeleton' | 'document'
  make(procedure: Procedure): Output
}
