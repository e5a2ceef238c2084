import { totalmem } from 'node:os'
import type { Limits } from '../formats/format.ts'
import type { IdentifierForm } from '../privacy/index.ts'

export interface ServerLimits {
  /** Bytes of one uploaded file. */
  readonly uploadBytes: number
  /** Bytes of any other request body. */
  readonly bodyBytes: number
  /** Imports that run at once, and those that may wait; a further one is refused. */
  readonly jobsAtOnce: number
  readonly jobsWaiting: number
  /** Uploads that are received at once. */
  readonly uploadsAtOnce: number
  /** Models that are found, checked or converted at once, each in a thread of its own; a further one is refused. */
  readonly modelsAtOnce: number
  /** Analyses that run at once, each in a thread, and those that may wait; a further one is refused. */
  readonly analysesAtOnce: number
  readonly analysesWaiting: number
  /** Open logs, each in a thread of its own, are closed, least recently asked first, above this many bytes (as they lie on disk) and this many logs. */
  readonly openLogBytes: number
  readonly openLogs: number
  /** Logs that are read as a whole at once (exports, fingerprints), each in a thread of its own, and those that may wait; a further one is refused. */
  readonly wholeLogs: number
  readonly wholeLogsWaiting: number
  /** UI logs that are held open, each in a thread of its own; the least recently asked is closed for a further one. */
  readonly openUiLogs: number
  /** How long a reveal of names waits for its second person, and how long its names can be seen then, in ms. */
  readonly revealAskedMs: number
  readonly revealSeenMs: number
  /** How long an upload may pause, an export may go untaken, and a request's head may take, in ms. */
  readonly idleMs: number
  readonly exportIdleMs: number
  readonly headersMs: number
  /** Bounds of the readers against hostile files. */
  readonly reading: Partial<Limits>
}

export const defaultServerLimits: ServerLimits = {
  uploadBytes: 20 * 2 ** 30,
  bodyBytes: 8 * 2 ** 20,
  jobsAtOnce: 1,
  jobsWaiting: 32,
  uploadsAtOnce: 8,
  modelsAtOnce: 2,
  analysesAtOnce: 2,
  analysesWaiting: 32,
  openLogs: 16,
  openLogBytes: Math.floor(totalmem() / 2),
  wholeLogs: 4,
  wholeLogsWaiting: 32,
  openUiLogs: 3,
  revealAskedMs: 24 * 3_600_000,
  revealSeenMs: 15 * 60_000,
  idleMs: 60_000,
  exportIdleMs: 300_000,
  headersMs: 20_000,
  reading: {},
}

export interface ServerOptions {
  /** Where logs are kept; null: a temporary folder that goes with the server. */
  readonly dataFolder: string | null
  /** Absent: 127.0.0.1, which only this machine reaches. Anything beyond loopback needs a token. */
  readonly host?: string | undefined
  /** 0: any free one. Default 7345. */
  readonly port?: number | undefined
  /** The owner's bearer token, at least 16 characters. Where it is given it is needed for everything under /api, on loopback too. */
  readonly token?: string | null | undefined
  /** A log file to show where the folder has not got it yet. */
  readonly sample?: string | undefined
  /** The built web app; absent: the one of this package. null: none. */
  readonly webRoot?: string | null | undefined
  /** Default true: only warnings and errors are written to stderr. */
  readonly quiet?: boolean | undefined
  readonly limits?: Partial<ServerLimits> | undefined
  /** `postgres://...` for what the server remembers; default: SQLite in the data folder. */
  readonly databaseUrl?: string | undefined
  /** Names besides localhost under which a loopback server may be reached (a reverse proxy on this machine). */
  readonly allowedHosts?: readonly string[] | undefined
  /** Forms of the project's business identifiers, which recordings that are imported here keep as hashes under `projectKey`. */
  readonly identifiers?: readonly IdentifierForm[] | undefined
  /** Never asked for in a request, never stored and never told: it belongs to who records and who links. */
  readonly projectKey?: Uint8Array | undefined
  /** Show their owner what the person gate holds back. Only on loopback: it stays for everybody else. Default false. */
  readonly liftPersonGate?: boolean | undefined
  /** Whether SIGTERM and SIGINT close the server. Default true. */
  readonly handleSignals?: boolean | undefined
}

export const DEFAULT_PORT = 7345

/** Whether a host to listen on is reached from this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
