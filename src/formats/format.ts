import type { ByteSource, Cancel, Platform, Progress } from '../base/platform.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Mapping } from '../log/mapping.ts'
import type { Problem } from '../log/problems.ts'
import type { Table } from '../log/table.ts'
import type { OpenSqlite } from './ocel/sqlite.ts'

/** What reading gives: the log, and everything that was not as it should be (nothing is dropped without a line here). */
export interface Reading {
  readonly log: EventLog
  readonly problems: readonly Problem[]
  /** Id of the format that was read. `openLog` says it. */
  readonly format?: string
  /** The whole mapping that a table was read with, given or proposed: the same file with it gives the same log. */
  readonly mapping?: Mapping
  /** For an object-centric log: the type whose objects became the cases, and all types that could have. */
  readonly objects?: {
    readonly objectType: string
    readonly objectTypes: readonly { readonly name: string; readonly objects: number }[]
  }
}

export interface ReadOptions {
  readonly platform: Platform
  readonly cancel?: Cancel
  readonly progress?: Progress
  /** How the columns of a table are to be read; only tabular formats use it, and propose one where it is absent. */
  readonly mapping?: unknown
  /** The importer's own key for pseudonyms of people; without it columns about people stay as they are. */
  readonly pseudonymKey?: Uint8Array
  /** Is told which text each pseudonym stands for, so that it can be sealed; nothing else of a reading knows. */
  readonly tellPseudonym?: (pseudonym: string, text: string) => void
  readonly limits?: Partial<Limits>
  /** Object-centric logs: the type whose objects become the cases; the one with most objects where absent. */
  readonly objectType?: string
  /** How a SQLite database is opened here (`ocel/sqlite.node.ts`, `ocel/sqlite.web.ts`). */
  readonly openSqlite?: OpenSqlite
  readonly readParquet?: ReadParquet
}

/** Another reader of Parquet (`duckParquet` of `sources`); null where it would rather not read this file. */
export type ReadParquet = (source: ByteSource) => Promise<Table | null>

/** Bounds that keep hostile input from taking the machine. Reaching one is a `FormatError`. */
export interface Limits {
  /** Depth of nested elements or values. */
  readonly depth: number
  /** Bytes of one value or name. */
  readonly valueBytes: number
  /** Unpacked bytes for each packed byte, checked once 64 MiB are unpacked. */
  readonly compressionRatio: number
  /** Distinct columns or attribute keys of one scope. */
  readonly keys: number
}
export const defaultLimits: Limits = { depth: 64, valueBytes: 16 << 20, compressionRatio: 200, keys: 100_000 }

/** A way to read (and perhaps write) event logs. Adding one: a file, its test, a sample, a line in `formats/index.ts`, a page. */
export interface LogFormat {
  readonly id: string
  /** For people: `XES (IEEE 1849)`. */
  readonly title: string
  /** Lower case, without the dot, most usual first. */
  readonly extensions: readonly string[]
  /**
   * How sure the format is, 0..1, from the first bytes (unpacked, up to 64 KiB) alone; the file's name only breaks ties,
   * so that a wrong extension does not matter.
   */
  recognises(head: Uint8Array): number
  read(source: ByteSource, options: ReadOptions): Promise<Reading>
  /** null where the format is only read. */
  readonly write: ((log: EventLog, platform: Platform) => AsyncIterable<Uint8Array>) | null
  /** What of this log `write` has no place for, known before a byte is written; absent where the format holds every log whole. */
  readonly losses?: (log: EventLog) => readonly Problem[]
}
