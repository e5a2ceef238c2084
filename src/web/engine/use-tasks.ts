import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { didChange } from '../state/history.ts'
import { notify, sentenceOf } from '../state/notices.ts'
import { drawn, usePlace } from '../state/place.ts'
import { isTaskLog } from './log-ids.ts'
import { askTasks, changeTaskEdits, type EditsChange, editsNow, taskEdits } from './recordings.ts'
import { reverted } from './revert-edits.ts'
import { type EditedTaskEngine, noEdits, type TaskEdits, type TaskQuestion } from './task-edits.ts'
import { useReadOnly } from './use-server.ts'

type Answer<Q extends TaskQuestion> = Awaited<ReturnType<EditedTaskEngine[Q]>>

/** The log of interactions that the address names; null where it names none, or one of cases. */
export function useTaskLog(): string | null {
  const { log } = usePlace()
  return isTaskLog(log) ? log : null
}

/**
 * The answer to a question about the tasks of the open log; the one before stays while a new one is computed.
 * `params: null` asks nothing.
 */
export function useTasks<Q extends TaskQuestion>(
  question: Q,
  params: Parameters<EditedTaskEngine[Q]> | null,
): UseQueryResult<Answer<Q>, Error> {
  const log = useTaskLog()
  return useQuery<Answer<Q>, Error>({
    queryKey: ['tasks', { log }, question, params],
    queryFn: ({ signal }) => askTasks(log!, question, params!, signal),
    enabled: log !== null && params !== null,
    placeholderData: (previous, query) =>
      (query?.queryKey[1] as { log?: string } | undefined)?.log === log ? previous : undefined,
  })
}

/** Why the open log may not be edited; null where it may. For `title`s of what is disabled then. */
export const useEditsReadOnly = (): string | null => useReadOnly(useTaskLog())

export type ChangeEdits = (change: (edits: TaskEdits) => TaskEdits) => Promise<boolean>

const keptKey = (log: string | null) => ['tasks', { log }, 'kept edits']

/** Everything that was answered under other edits is asked anew. */
async function askAnew(log: string, queries: QueryClient): Promise<void> {
  // The list first: a routine that is not in it any more is not asked for.
  await queries.invalidateQueries({ queryKey: ['tasks', { log }, 'routines'] })
  await drawn()
  await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] !== 'routines' })
}

/** Looks for edits that others, or another tab, made meanwhile, whenever one comes back to this window. */
export function useEditsElsewhere(): void {
  const log = useTaskLog()
  const queries = useQueryClient()
  useEffect(() => {
    if (log === null) return
    let looking = false
    const look = async () => {
      const known = queries.getQueryData<TaskEdits>(keptKey(log))
      if (looking || known === undefined || document.visibilityState !== 'visible') return
      looking = true
      try {
        const now = await editsNow(log)
        if (JSON.stringify(now) === JSON.stringify(known)) return
        await askAnew(log, queries)
        notify('The edits were changed elsewhere meanwhile: what you see is made with them now.')
      } catch {
        // A server that does not answer says so when it is asked something.
      } finally {
        looking = false
      }
    }
    const heard = () => void look()
    window.addEventListener('focus', heard)
    document.addEventListener('visibilitychange', heard)
    return () => {
      window.removeEventListener('focus', heard)
      document.removeEventListener('visibilitychange', heard)
    }
  }, [log, queries])
}

/**
 * The edits of the open log, and the way to change them: a change is made on the edits as they are kept now, and everything
 * that was answered before is asked anew. It is a step of undo.
 */
export function useTaskEdits(): readonly [TaskEdits, ChangeEdits] {
  const log = useTaskLog()
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: keptKey(log),
    queryFn: ({ signal }) => taskEdits(log!, signal),
    enabled: log !== null,
  })
  const set: ChangeEdits = useCallback(
    async change => {
      if (log === null) return false
      const put = async (change: (edits: TaskEdits) => TaskEdits, made: (change: EditsChange) => void) => {
        try {
          made(await changeTaskEdits(log, change))
          await askAnew(log, queries)
          return true
        } catch (error) {
          notify(sentenceOf(error), 'error')
          return false
        }
      }
      return put(change, ({ before, after }) =>
        didChange(
          () =>
            put(
              now => reverted(now, before, after),
              () => {},
            ),
          () =>
            put(
              now => reverted(now, after, before),
              () => {},
            ),
        ),
      )
    },
    [log, queries],
  )
  return [data ?? noEdits, set]
}
