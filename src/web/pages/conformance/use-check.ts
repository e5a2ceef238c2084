import { useMemo } from 'react'
import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import type { MinerSettings } from '../../../analyses/models/mined-model.ts'
import type { Ask } from '../../../log/engine.ts'
import type { Task } from './protocol.ts'
import { type ConformanceState, SECONDS } from './state.ts'
import { type TaskState, useTask } from './use-task.ts'

type TaskOf<K extends Task['kind']> = Extract<Task, { kind: K }>

/** The model of a baseline in every way that the page needs, and the cases held against it. The answers before stand meanwhile. */
export function useCheck(
  ask: Ask,
  state: ConformanceState,
  document: BaselineDocument,
  settings: MinerSettings,
  isAsked: boolean,
): { readonly source: TaskState<'mine' | 'read'>; readonly check: TaskState<'check'> } {
  const { log, view } = ask
  const { model, name, noise } = document
  const isKept = state.baseline !== undefined
  // a kept baseline without a model is mined as it says
  const mined = JSON.stringify(isKept ? { miner: 'inductive', noise } : settings)
  // of a model that is given only the log matters, of a mined one the cases too
  const cases = model === '' ? ask : null
  const source = useMemo((): TaskOf<'mine' | 'read'> => {
    if (cases) return { kind: 'mine', ask: cases, settings: JSON.parse(mined) as MinerSettings }
    return { kind: 'read', text: model, name, ask: { log, view, filter: [] } }
  }, [cases, mined, model, name, log, view])
  const prepared = useTask<'mine' | 'read'>(isAsked ? source : null)
  const text = prepared.answer?.ok && !prepared.isOld ? prepared.answer.value.model.text : null
  const labels = useSame(document.labels)
  const allow = useSame(document.allow)
  const endedBy = useSame(state.endedBy ?? [])
  const { measure = '', measureOf = 'mean', runningDays = 0, timeBy = 'start', seconds = SECONDS } = state
  const question = useMemo(
    (): TaskOf<'check'> | null =>
      text === null || !isAsked
        ? null
        : {
            kind: 'check',
            ask,
            question: {
              model: text,
              labels,
              allow,
              endedBy: [...endedBy],
              measure,
              measureOf,
              runningDays,
              timeBy,
              seconds,
            },
          },
    [isAsked, text, ask, labels, allow, endedBy, measure, measureOf, runningDays, timeBy, seconds],
  )
  return { source: prepared, check: useTask<'check'>(question) }
}

/** The same object for the same content, so that nothing is asked twice. */
function useSame<T>(value: T): T {
  const text = JSON.stringify(value)
  return useMemo(() => JSON.parse(text) as T, [text])
}
