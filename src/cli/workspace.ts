import { type Analysis, type Answer, askAnalysis } from '../analyses/index.ts'
import { nodePlatform } from '../base/platform.node.ts'
import { createMemoryEngine, engineFor } from '../engine/index.ts'
import type { Reading } from '../formats/format.ts'
import type { Ask, Engine, LogDescription } from '../log/engine.ts'
import type { Mapping } from '../log/mapping.ts'
import { PersonGate } from '../privacy/person-gate.ts'
import { UsageError } from './exit.ts'
import type { Io } from './io.ts'
import type { LogOptions } from './options.ts'
import { type ReadLog, readLog } from './read-log.ts'
import { openRemote } from './remote-log.ts'
import { readRoutineLog } from './routine-log.ts'
import { problemText } from './tell.ts'
import { filterOf, viewOf } from './view.ts'

/** A log that is open for questions, with the question's view and filter as the options say. */
export interface Workspace {
  readonly engine: Engine
  readonly ask: Ask
  readonly description: LogDescription
  readonly format: string
  /** How the columns of a table were read; null for other formats. */
  readonly mapping: Mapping | null
  /** What an object-centric log was flattened by; null for other logs. */
  readonly objects: Reading['objects'] | null
  /** The answer of an analysis; `params` are checked. */
  analyse(analysis: Analysis, params: Record<string, unknown>): Promise<Answer>
}

const LOG = 'log'

const readAnyLog = (file: string, options: LogOptions, io: Io): Promise<ReadLog> =>
  options.routine === undefined ? readLog(file, options, io) : readRoutineLog(file, options, io)

/** Read the log, or find it on the server of --server, and stand ready to ask about it. Losses met while reading are told at once. */
export async function openWorkspace(file: string | undefined, options: LogOptions, io: Io): Promise<Workspace> {
  const { server } = options
  if (server !== undefined) return openRemote(file, { ...options, server }, io)
  if (options.token !== undefined) throw new UsageError('--token is for a server: name it with --server.')
  if (file === undefined) throw new UsageError('Name a log: a file, a folder that `parfocal import` made, or -.')
  const filter = await filterOf(options)
  const { log, problems, format, objects = null, mapping = null } = await readAnyLog(file, options, io)
  for (const problem of problems)
    if (problem.severity === 'loss' || problem.kind === 'chosen-object-type')
      io.note(`Warning: ${problemText(problem)}`)
  const memory = createMemoryEngine({ platform: nodePlatform, logs: new Map([[LOG, { log, problems }]]) })
  // The file is the user's own: they may lift the gate, and have to say so.
  const owner = { kind: 'owner-of-file', mayLift: true, lifted: options.showPeople === true } as const
  const engine = engineFor(owner, memory, new PersonGate())
  const ask = { log: LOG, view: await viewOf(options, log), filter }
  return {
    engine,
    ask,
    description: await engine.describe({ log: LOG }, io.cancel),
    format,
    mapping,
    objects,
    analyse: (analysis, params) => askAnalysis(analysis, engine, ask, params, io.cancel, nodePlatform),
  }
}
