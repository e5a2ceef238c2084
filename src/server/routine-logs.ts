import { type PeopleRule, uiLogOf } from '../analyses/index.ts'
import { RequestError } from '../base/errors.ts'
import type { Json } from '../base/json.ts'
import type { DataFolder } from '../store/index.ts'
import { signalOf } from './routes/cancelled-with.ts'
import type { TaskLibrary } from './task-library.ts'
import { savedEditsFrom } from './ui-edits.ts'
import { type Ask, Written } from './written.ts'

/**
 * Questions to the logs of cases, and to the routine logs of UI logs (`routineLogId`): these are answered by the thread
 * that holds the UI log, as its edits are now, with the runs that `rule` allows to be shown.
 */
export const withRoutineLogs =
  (ask: Ask, { store }: DataFolder, tasks: Pick<TaskLibrary, 'askRoutineLog'>, rule: PeopleRule): Ask =>
  async (question, params, cancel) => {
    if (question === 'logs') return ask(question, params, cancel)
    const { log } = params as { readonly log: string }
    const uiLog = uiLogOf(log)
    if (uiLog === null) return ask(question, params, cancel)
    if (!(await store.uiLogs.get(uiLog))) throw new RequestError(`There is no log "${log.slice(0, 80)}".`, 'not-found')
    const saved = savedEditsFrom(await store.uiLogs.edits(uiLog))
    const asked = { uiLog, params: params as Json, rule, saved }
    const signal = signalOf(cancel) ?? new AbortController().signal
    return Written.in(new TextEncoder().encode(await tasks.askRoutineLog(question, asked, signal)))
  }
