import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { notify, sentenceOf } from '../state/notices.ts'
import { drawn, usePlace } from '../state/place.ts'
import { isTaskLog } from './log-ids.ts'
import { askTasks, changeTaskEdits, taskEdits } from './recordings.ts'
import { type EditedTaskEngine, noEdits, type TaskEdits, type TaskQuestion } from './task-edits.ts'

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

export type ChangeEdits = (change: (edits: TaskEdits) => TaskEdits) => Promise<boolean>

/**
 * The edits of the open log, and the way to change them: a change is made on the edits as they are kept now, and everything
 * that was answered before is asked anew.
 */
export function useTaskEdits(): readonly [TaskEdits, ChangeEdits] {
  const log = useTaskLog()
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: ['tasks', { log }, 'kept edits'],
    queryFn: ({ signal }) => taskEdits(log!, signal),
    enabled: log !== null,
  })
  const set: ChangeEdits = useCallback(
    async change => {
      if (log === null) return false
      try {
        await changeTaskEdits(log, change)
        // The list first: a routine that is not in it any more is not asked for.
        await queries.invalidateQueries({ queryKey: ['tasks', { log }, 'routines'] })
        await drawn()
        await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] !== 'routines' })
        return true
      } catch (error) {
        notify(sentenceOf(error), 'error')
        return false
      }
    },
    [log, queries],
  )
  return [data ?? noEdits, set]
}
