import type { Json } from '../base/json.ts'
import type { Problem } from '../log/problems.ts'
import type { RevealEntry, RevealStepRecord } from './reveal-chain.ts'

/** A file that was imported into a log. `file` is its name in the log's source folder, null where it was not kept. */
export interface SourceFile {
  readonly name: string
  readonly file: string | null
  readonly bytes: number
  /** SHA-256 of its bytes, lower-case hex. */
  readonly fingerprint: string
  readonly format: string | null
  readonly mapping: Json
  /** Object-centric files: the type whose objects became the cases. */
  readonly objectType?: string
}

/**
 * importing: its first import runs. ready: it can be asked. failed, interrupted, cancelled: there is no version to ask,
 * but its source is there and it can be imported again.
 */
export type LogStatus = 'importing' | 'ready' | 'failed' | 'interrupted' | 'cancelled'

export interface LogRecord {
  readonly id: string
  readonly name: string
  /** Epoch ms. */
  readonly created: number
  readonly changed: number
  readonly status: LogStatus
  /** Which of its version folders is the log; null where none was ever finished. */
  readonly version: number | null
  readonly format: string | null
  readonly fingerprint: string | null
  readonly cases: number | null
  readonly events: number | null
  readonly activities: number | null
  /** On disk. */
  readonly bytes: number | null
  readonly problems: readonly Problem[]
  readonly mapping: Json
  readonly sources: readonly SourceFile[]
  /** Why the last import failed; null where it did not. */
  readonly error: string | null
}
export type LogChange = Partial<Omit<LogRecord, 'id' | 'created' | 'changed'>>

/** A UI log: recordings of what people did in user interfaces, masked as they were read. */
export interface UiLogRecord {
  readonly id: string
  readonly name: string
  /** Epoch ms. */
  readonly created: number
  readonly changed: number
  /** As of logs; one that has no version is read from `upload`. */
  readonly status: LogStatus
  /** Which of its version folders is the UI log; null where none was ever finished. */
  readonly version: number | null
  readonly format: string | null
  readonly events: number | null
  readonly recordings: number | null
  /** On disk. */
  readonly bytes: number | null
  /** Without values of the file. */
  readonly problems: readonly Problem[]
  /** Rules by which values are kept in clear; none: everything is masked. */
  readonly capture: readonly string[]
  /** The upload that an import reads or has failed on; null where there is none. What was read is not kept. */
  readonly upload: string | null
  /** Why the last import failed; null where it did not. */
  readonly error: string | null
}
export type UiLogChange = Partial<Omit<UiLogRecord, 'id' | 'created' | 'changed'>>

/** A file that lies in the folder and waits for being imported. */
export interface UploadRecord {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly fingerprint: string
  readonly created: number
  /** Who sent it; null where nobody is known to have. */
  readonly principal: string | null
}

/** A mapping of columns under a name, to be used again. */
export interface MappingRecord {
  readonly id: string
  readonly name: string
  readonly mapping: Json
  readonly created: number
  readonly changed: number
}

/** Whose a view is: a log of cases, or the routine log of a UI log. */
export type ViewOwner = { readonly log: string; readonly uiLog: null } | { readonly log: null; readonly uiLog: string }

/** A way to look at a log, kept under a name: filter, view and sliders as the web app holds them. */
export interface ViewRecord {
  readonly id: string
  readonly owner: ViewOwner
  readonly name: string
  readonly filter: Json
  readonly view: Json
  readonly sliders: Json
  readonly principal: string | null
  readonly created: number
  readonly changed: number
}

/** `ui-import` and `ui-mining` are of a UI log, the others are of a log. */
export const jobKinds = ['import', 'reimport', 'append', 'ui-import', 'ui-mining'] as const
export type JobKind = (typeof jobKinds)[number]
export type JobStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'
export interface JobRecord {
  readonly id: string
  readonly kind: JobKind
  /** Id of the log, or of the UI log. */
  readonly log: string
  readonly status: JobStatus
  readonly created: number
  readonly started: number | null
  readonly ended: number | null
  readonly error: string | null
}

/** owner: everything, the person gate can be lifted. analyst: asks and imports. reader: only asks. council: asks, and reads the log of reveals. */
export type Role = 'owner' | 'analyst' | 'reader' | 'council'
export interface Principal {
  readonly id: string
  readonly name: string
  readonly role: Role
}
export interface TokenRecord {
  readonly id: string
  readonly principal: string
  readonly created: number
  /** Epoch ms; null: never. */
  readonly expires: number | null
}

export interface AuditEntry {
  readonly at: number
  readonly principal: string | null
  /** `log.delete`, `log.export`, ... */
  readonly action: string
  /** Id of what it was done to; never a name or a value of a log. */
  readonly subject: string | null
  readonly detail: Json
}

/** Everything the server remembers outside the logs themselves. Every change is on disk when its promise resolves. */
export interface Store {
  readonly logs: {
    /** By creation, oldest first. */
    list(): Promise<readonly LogRecord[]>
    get(id: string): Promise<LogRecord | null>
    add(log: Omit<LogRecord, 'created' | 'changed'>): Promise<LogRecord>
    /** False where there is no such log. */
    change(id: string, change: LogChange): Promise<boolean>
    /** With its views, jobs, baseline and rule document, leaving nothing of it in the database's files. */
    remove(id: string): Promise<boolean>
    /** What it is held against: null where nothing was said. It stays whatever is imported anew. `revision` is 0 before the first save. */
    baseline(id: string): Promise<{ readonly revision: number; readonly baseline: Json }>
    /** As of edits of UI logs. */
    setBaseline(id: string, baseline: Json, revision: number): Promise<boolean>
  }
  readonly uiLogs: {
    /** By creation, oldest first. */
    list(): Promise<readonly UiLogRecord[]>
    get(id: string): Promise<UiLogRecord | null>
    add(log: Omit<UiLogRecord, 'created' | 'changed'>): Promise<UiLogRecord>
    /** False where there is no such UI log. */
    change(id: string, change: UiLogChange): Promise<boolean>
    /** With its edits, views and jobs, leaving nothing of it in the database's files. */
    remove(id: string): Promise<boolean>
    /**
     * What people said of it and of what was mined: null where nothing was. It stays whatever is imported or mined anew.
     * `revision` is 0 before the first save.
     */
    edits(id: string): Promise<{ readonly revision: number; readonly edits: Json }>
    /**
     * Replaces all of it, under the next revision. False where there is no such UI log, or where `revision` is not the one
     * that is kept: of several at once one is saved.
     */
    setEdits(id: string, edits: Json, revision: number): Promise<boolean>
  }
  readonly ruleDocuments: {
    /** Of a log: null and revision 0 where none was saved. */
    get(log: string): Promise<{ readonly revision: number; readonly document: string | null }>
    /** Replaces it under the next revision. False where there is no such log, or `revision` is not the one that is kept. */
    set(log: string, document: string, revision: number): Promise<boolean>
  }
  readonly uploads: {
    list(): Promise<readonly UploadRecord[]>
    get(id: string): Promise<UploadRecord | null>
    add(upload: Omit<UploadRecord, 'created'>): Promise<UploadRecord>
    remove(id: string): Promise<boolean>
  }
  readonly mappings: {
    /** By name. */
    list(): Promise<readonly MappingRecord[]>
    get(id: string): Promise<MappingRecord | null>
    add(mapping: Pick<MappingRecord, 'name' | 'mapping'>): Promise<MappingRecord>
    change(id: string, change: Partial<Pick<MappingRecord, 'name' | 'mapping'>>): Promise<boolean>
    remove(id: string): Promise<boolean>
  }
  readonly views: {
    /** By name, of one log or of all. */
    list(owner?: ViewOwner): Promise<readonly ViewRecord[]>
    get(id: string): Promise<ViewRecord | null>
    add(view: Omit<ViewRecord, 'id' | 'created' | 'changed'>): Promise<ViewRecord>
    change(id: string, change: Partial<Pick<ViewRecord, 'name' | 'filter' | 'view' | 'sliders'>>): Promise<boolean>
    remove(id: string): Promise<boolean>
  }
  readonly jobs: {
    /** Newest first. */
    list(limit?: number): Promise<readonly JobRecord[]>
    get(id: string): Promise<JobRecord | null>
    add(job: Pick<JobRecord, 'kind' | 'log'>): Promise<JobRecord>
    change(id: string, change: Partial<Pick<JobRecord, 'status' | 'started' | 'ended' | 'error'>>): Promise<boolean>
    /** Forget ended jobs of a kind and log, all but this one. */
    removeEnded(kind: JobKind, log: string, but: string): Promise<void>
    /** Jobs that a stopped server left queued or running become interrupted, and so do logs and UI logs that were importing. */
    interrupt(): Promise<number>
  }
  readonly principals: {
    list(): Promise<readonly Principal[]>
    /** Public key (X25519, base64url) under which parts of sealed names are given to them; null where they gave none. */
    publicKey(id: string): Promise<string | null>
    /** Throws `RequestError` where somebody else has the same. False where there is no such principal. */
    setPublicKey(id: string, key: string): Promise<boolean>
    add(principal: Pick<Principal, 'name' | 'role'>): Promise<Principal>
    /** Only the hash of the token is kept. `expires` in epoch ms. */
    addToken(principal: string, token: string, expires?: number | null): Promise<TokenRecord>
    /** Who the token belongs to; null where it is unknown, withdrawn or expired. */
    byToken(token: string): Promise<Principal | null>
    tokens(principal: string): Promise<readonly TokenRecord[]>
    removeToken(id: string): Promise<boolean>
    remove(id: string): Promise<boolean>
  }
  readonly settings: {
    get(key: string): Promise<Json>
    set(key: string, value: Json): Promise<void>
  }
  readonly audit: {
    add(entry: Omit<AuditEntry, 'at'>): Promise<void>
    /** Newest first. */
    list(limit?: number): Promise<readonly AuditEntry[]>
  }
  /** Who was shown the names behind pseudonyms: append-only, and kept whatever becomes of logs and people. */
  readonly revealLog: {
    add(step: RevealStepRecord): Promise<RevealEntry>
    /** Oldest first, all of it: a chain is judged as a whole. */
    list(): Promise<readonly RevealEntry[]>
  }
  /** The database answers. */
  check(): Promise<void>
  close(): Promise<void>
}

/** What the store is given: the clock and a source of ids, so that tests can fix both. */
export interface StoreContext {
  readonly now: () => number
  readonly id: () => string
}
