import { type PeopleRule, uiLogOf } from '../analyses/index.ts'
import { RequestError } from '../base/errors.ts'
import type { Json } from '../base/json.ts'
import type { Cancel } from '../base/platform.ts'
import { engineOver } from '../engine/index.ts'
import type { Engine } from '../log/engine.ts'
import type { DataFolder } from '../store/index.ts'
import type { TaskLibrary } from './task-library.ts'
import { savedEditsFrom } from './ui-edits.ts'

/**
 * One engine over the logs of cases and over the routine logs of UI logs (`routineLogId`): these are answered by the thread
 * that holds the UI log, as its edits are now, with the runs that `rule` allows to be shown.
 */
export const withRoutineLogs = (
  engine: Engine,
  { store }: DataFolder,
  tasks: Pick<TaskLibrary, 'askRoutineLog'>,
  rule: PeopleRule,
): Engine =>
  engineOver(async (question, params, cancel) => {
    if (question === 'logs') return engine.logs(cancel)
    const { log } = params as { readonly log: string }
    const uiLog = uiLogOf(log)
    if (uiLog === null)
      return (engine[question] as (params: object, cancel?: Cancel) => Promise<unknown>)(params, cancel)
    if (!(await store.uiLogs.get(uiLog))) throw new RequestError(`There is no log "${log.slice(0, 80)}".`, 'not-found')
    const saved = savedEditsFrom(await store.uiLogs.edits(uiLog))
    const asked = { uiLog, params: params as Json, rule, saved }
    return JSON.parse(await tasks.askRoutineLog(question, asked, signalOf(cancel))) as unknown
  })

/** Routes give a cancel that tells when it is pulled; what is asked without one is answered in any case. */
const signalOf = (cancel: Cancel | undefined): AbortSignal =>
  cancel !== undefined && 'signal' in cancel ? (cancel.signal as AbortSignal) : new AbortController().signal
