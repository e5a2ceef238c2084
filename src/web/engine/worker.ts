import { analyses, askAnalysis, checkMaskingRules } from '../../analyses/index.ts'
import { answerRules } from '../../analyses/rules-check.ts'
import { type Cancel, cancellable, type ProgressReport } from '../../base/platform.ts'
import { blobSource, webPlatform } from '../../base/platform.web.ts'
import { engineFor } from '../../engine/gated.ts'
import { createMemoryEngine } from '../../engine/memory/memory-engine.ts'
import { lookAtLog, openLog, proposeMapping, proposeUiMapping } from '../../formats/index.ts'
import type { OpenSqlite } from '../../formats/ocel/sqlite.ts'
import { type Engine, type Question, questions } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import { fingerprintOf } from '../../log/fingerprint.ts'
import { PersonGate } from '../../privacy/index.ts'
import { previewRecording } from './preview-recording.ts'
import { type Opened, type Request, type Response, troubleOf } from './protocol.ts'
import { TaskLogs } from './task-logs.ts'

/** The logs that were opened in this browser, and the engine over them. Nothing of it is sent anywhere. */
const engine = createMemoryEngine({ platform: webPlatform })
const gate = new PersonGate()
const owner = { kind: 'owner-of-file', mayLift: true } as const
const gated = engineFor(owner, engine, gate)
const lifted = engineFor({ ...owner, lifted: true }, engine, gate)
const tasks = new TaskLogs(engine)
let sqlite: Promise<OpenSqlite> | null = null
/** SQLite is fetched when a database is opened, not before. */
const openSqlite: OpenSqlite = async source => {
  sqlite ??= Promise.all([import('../../formats/ocel/sqlite.web.ts'), import('sql.js/dist/sql-wasm.wasm?url')]).then(
    ([{ sqliteFor }, wasm]) => sqliteFor(() => wasm.default),
  )
  return (await sqlite)(source)
}
/** The same columns that the engine holds, for their fingerprint. */
const opened = new Map<string, EventLog>()
const running = new Map<number, () => void>()
const answer = (response: Response) => self.postMessage(response)

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'cancel') {
    running.get(data.id)?.()
    return
  }
  const { cancel, stop } = cancellable()
  running.set(data.id, stop)
  try {
    answer({ id: data.id, ok: true, value: await work(data, cancel) })
  } catch (error) {
    answer({ id: data.id, ok: false, error: troubleOf(error) })
  } finally {
    running.delete(data.id)
  }
}

async function work(request: Exclude<Request, { kind: 'cancel' }>, cancel: Cancel): Promise<unknown> {
  switch (request.kind) {
    case 'ask':
      return ask(request.showPeople ? lifted : gated, request.question, request.params, cancel)
    case 'open': {
      const { mapping, pseudonymKey, objectType } = request.options
      const progress = (report: ProgressReport) => answer({ id: request.id, progress: report })
      const { log, problems, objects } = await openLog(blobSource(request.name, request.file), {
        platform: webPlatform,
        cancel,
        progress,
        openSqlite,
        ...(objectType === undefined ? {} : { objectType }),
        ...(mapping === undefined ? {} : { mapping }),
        ...(pseudonymKey ? { pseudonymKey } : {}),
      })
      opened.set(request.log, log)
      engine.add(request.log, { log: log.name ? log : { ...log, name: request.name }, problems })
      return { objects: objects ?? null } satisfies Opened
    }
    case 'propose':
      return proposeMapping(blobSource(request.name, request.file), {
        platform: webPlatform,
        cancel,
        progress: report => answer({ id: request.id, progress: report }),
        ...(request.settings ? { settings: request.settings } : {}),
      })
    case 'analyse': {
      const analysis = analyses.find(({ id }) => id === request.analysis)
      if (!analysis) throw new Error(`There is no analysis "${request.analysis}".`)
      return askAnalysis(
        analysis,
        request.showPeople ? lifted : gated,
        request.ask,
        request.params,
        cancel,
        webPlatform,
      )
    }
    case 'check-rules': {
      const asked = request.showPeople ? lifted : gated
      const progress = (report: ProgressReport) => answer({ id: request.id, progress: report })
      return answerRules(asked, request.ask, request.rules, cancel, webPlatform, progress)
    }
    case 'fingerprint': {
      const log = opened.get(request.log)
      if (!log) throw new Error(`There is no log "${request.log}".`)
      return fingerprintOf(log)
    }
    case 'recognise':
      return lookAtLog(blobSource(request.name, request.file), { platform: webPlatform, cancel, openSqlite })
    case 'propose-ui':
      return proposeUiMapping(blobSource(request.name, request.file), {
        platform: webPlatform,
        cancel,
        ...request.known,
      })
    case 'preview-ui':
      return previewRecording(request, cancel)
    case 'check-masking':
      return checkMaskingRules(request.text)
    case 'open-recordings':
      return tasks.open(request.log, request.files, request.options, cancel, report =>
        answer({ id: request.id, progress: report }),
      )
    case 'tasks':
      return tasks.ask(request.log, request.question, request.params, request.showPeople)
    case 'training':
      return tasks.training(request.log, request.asked)
    case 'edit-tasks':
      return tasks.edit(request.log, request.edits, cancel)
    case 'close':
      tasks.close(request.log)
      opened.delete(request.log)
      return engine.remove(request.log)
  }
}

function ask(engine: Engine, question: Question, params: unknown, cancel: Cancel): Promise<unknown> {
  if (!questions.includes(question)) throw new Error(`There is no question "${question}".`)
  if (question === 'logs') return engine.logs(cancel)
  return (engine[question] as (params: unknown, cancel: Cancel) => Promise<unknown>)(params, cancel)
}
