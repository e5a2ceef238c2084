import { useEffect, useRef, useState } from 'react'
import { Cancelled, type ProgressReport } from '../../../base/platform.ts'
import type { Answers, Task } from './protocol.ts'
import { runTask } from './run-task.ts'

export interface TaskState<K extends Task['kind']> {
  /** Of the task before, while the next one is done (`isOld`); null: none yet. */
  readonly answer: Answers[K] | null
  readonly isOld: boolean
  readonly work: 'working' | 'stopped' | null
  readonly progress: ProgressReport | null
  readonly error: Error | null
  readonly stop: () => void
  readonly retry: () => void
}

/** Does a task in a worker of its own, which another task ends at once. `task` must be memoised; null does nothing. */
export function useTask<K extends Task['kind']>(task: Extract<Task, { kind: K }> | null): TaskState<K> {
  const [done, setDone] = useState<{ task: unknown; answer: Answers[K] } | null>(null)
  const [state, setState] = useState<{ work: 'working' | 'stopped' | null; error: Error | null }>({
    work: null,
    error: null,
  })
  const [progress, setProgress] = useState<ProgressReport | null>(null)
  const [round, setRound] = useState(0)
  const stop = useRef<() => void>(() => {})
  // biome-ignore lint/correctness/useExhaustiveDependencies: the round asks once more
  useEffect(() => {
    setProgress(null)
    if (task === null) return
    const controller = new AbortController()
    setState({ work: 'working', error: null })
    runTask(task, controller.signal, setProgress).then(
      answer => {
        if (controller.signal.aborted) return
        setDone({ task, answer })
        setState({ work: null, error: null })
      },
      error => {
        if (controller.signal.aborted || error instanceof Cancelled) return
        setState({ work: null, error })
      },
    )
    stop.current = () => {
      controller.abort()
      setState({ work: 'stopped', error: null })
    }
    return () => controller.abort()
  }, [task, round])
  return {
    answer: done?.answer ?? null,
    isOld: done !== null && done.task !== task,
    work: task === null ? null : state.work,
    progress,
    error: state.error,
    stop: () => stop.current(),
    retry: () => setRound(round + 1),
  }
}
