import type { Purpose } from '../../actions/index.ts'
import type { UiEventRow, WrittenMaskingRules } from '../../analyses/index.ts'
import type { RulesQuestion } from '../../analyses/rules-check.ts'
import type { ProgressReport } from '../../base/platform.ts'
import type { UiProposal } from '../../formats/index.ts'
import type { Ask, Question } from '../../log/engine.ts'
import type { TableSettings } from '../../log/mapping.ts'
import type { Problem } from '../../log/problems.ts'
import type { MaskingRule } from '../../privacy/index.ts'
import type { TaskEdits, TaskQuestion } from './task-edits.ts'

/** What the page asks of the worker that holds the logs. Every message carries an id, the answer repeats it. */
export type Request =
  | {
      readonly id: number
      readonly kind: 'ask'
      readonly question: Question
      readonly params: unknown
      readonly showPeople: boolean
    }
  | {
      readonly id: number
      readonly kind: 'open'
      readonly log: string
      readonly name: string
      readonly file: Blob
      readonly options: OpenOptions
    }
  | {
      readonly id: number
      readonly kind: 'propose'
      readonly name: string
      readonly file: Blob
      readonly settings?: TableSettings
    }
  | {
      readonly id: number
      readonly kind: 'analyse'
      readonly analysis: string
      readonly ask: Ask
      readonly params: unknown
      readonly showPeople: boolean
    }
  | {
      readonly id: number
      readonly kind: 'check-rules'
      readonly ask: Ask
      readonly rules: RulesQuestion
      readonly showPeople: boolean
    }
  | { readonly id: number; readonly kind: 'fingerprint'; readonly log: string }
  | { readonly id: number; readonly kind: 'recognise'; readonly name: string; readonly file: Blob }
  | {
      readonly id: number
      readonly kind: 'open-recordings'
      readonly log: string
      readonly files: readonly NamedFile[]
      readonly options: RecordingOptions
    }
  | {
      readonly id: number
      readonly kind: 'propose-ui'
      readonly name: string
      readonly file: Blob
      readonly known: KnownOfTable
    }
  | {
      readonly id: number
      readonly kind: 'preview-ui'
      readonly name: string
      readonly rows: UiProposal['preview']
      readonly mapping: unknown
      readonly rules: readonly MaskingRule[]
      readonly key: Uint8Array
    }
  | { readonly id: number; readonly kind: 'check-masking'; readonly text: string }
  | {
      readonly id: number
      readonly kind: 'tasks'
      readonly log: string
      readonly question: TaskQuestion
      readonly params: readonly unknown[]
      readonly showPeople: boolean
    }
  | { readonly id: number; readonly kind: 'training'; readonly log: string; readonly asked: TrainingAsked }
  | { readonly id: number; readonly kind: 'edit-tasks'; readonly log: string; readonly edits: TaskEdits }
  | { readonly id: number; readonly kind: 'close'; readonly log: string }
  | { readonly id: number; readonly kind: 'cancel' }

/** What training data is made for; it is never made for more than others may have. */
export interface TrainingAsked {
  readonly purpose: Purpose | null
  /** null: nobody may pass it on. */
  readonly licence: string | null
  /** Id of the routine that it is made of alone; null: all. */
  readonly routine: string | null
}

export interface OpenOptions {
  /** How the columns of a table are read; absent: as proposed. */
  readonly mapping?: unknown
  /** Key for the pseudonyms of people; it stays in this browser. */
  readonly pseudonymKey?: Uint8Array
  /** Of an object-centric log: the type whose objects are the cases; absent: the commonest. */
  readonly objectType?: string
}

/** What a person has said of a table of interactions already. */
export interface KnownOfTable {
  readonly settings?: TableSettings
  /** The column that says what was done. */
  readonly action?: string
}

export interface NamedFile {
  readonly name: string
  readonly file: Blob
}
export interface RecordingOptions {
  /** Secret under which people and values are hashed; it stays in this browser. */
  readonly key: Uint8Array
  /** Keep values in clear: the person says that the recording is their own. */
  readonly keepValues: boolean
  readonly edits: TaskEdits
  /** How the columns of tables are read; absent: as proposed. */
  readonly mapping?: unknown
  /** Masking rules beside the built-in ones. */
  readonly maskRules?: WrittenMaskingRules
}
/** What opened recordings turned out to be. */
export interface OpenedRecordings {
  readonly events: number
  readonly routines: number
}

/** The first rows of a table as a mapping makes them events: masked, as they would be kept. */
export interface UiPreview {
  readonly events: readonly UiEventRow[]
  readonly problems: readonly Problem[]
}

/** What an opened file tells beyond its log: how an object-centric one was made flat; null for all others. */
export interface Opened {
  readonly objects: ObjectChoice | null
}
export interface ObjectChoice {
  readonly objectType: string
  readonly objectTypes: readonly { readonly name: string; readonly objects: number }[]
}

export type Response =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: Trouble }
  | { readonly id: number; readonly progress: ProgressReport }

/** An error as it travels: its kind, the sentence for people, and what to do. */
export interface Trouble {
  readonly name: string
  readonly message: string
  readonly code?: string
}

export const troubleOf = (error: unknown): Trouble => {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { code } = error as { code?: unknown }
  return { name: error.name, message: error.message, ...(typeof code === 'string' ? { code } : {}) }
}

/** A trouble made an error again on this side. */
export class EngineError extends Error {
  readonly code: string | undefined
  constructor(trouble: Trouble) {
    super(trouble.message)
    this.name = trouble.name
    this.code = trouble.code
  }
}
