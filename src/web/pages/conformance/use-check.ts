import { useMemo } from 'react'
import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import type { StatementsSettings } from '../../../analyses/models/held-statements.ts'
import type { MinerSettings } from '../../../analyses/models/mined-model.ts'
import type { Ask } from '../../../log/engine.ts'
import type { Task } from './protocol.ts'
import { type ConformanceState, FAR, SECONDS } from './state.ts'
import { type TaskState, useTask } from './use-task.ts'

type TaskOf<K extends Task['kind']> = Extract<Task, { kind: K }>

/** The model of a baseline in every way that the page needs, and the cases held against it. The answers before stand meanwhile. */
export function useCheck(
  ask: Ask,
  state: ConformanceState,
  document: BaselineDocument,
  settings: MinerSettings | StatementsSettings,
  isAsked: boolean,
): {
  readonly source: TaskState<'mine' | 'read'>
  readonly check: TaskState<'check'>
  readonly statements: TaskState<'statements'>
} {
  const { log, view } = ask
  const { model, name, noise } = document
  const isKept = state.baseline !== undefined
  // a kept baseline without a model is mined as it says
  const mined = JSON.stringify(isKept ? { miner: 'inductive', noise } : settings)
  // of a model that is given only the log matters, of a mined one the cases too
  const cases = model === '' ? ask : null
  const source = useMemo((): TaskOf<'mine' | 'read'> => {
    if (cases) return { kind: 'mine', ask: cases, settings: JSON.parse(mined) as typeof settings }
    return { kind: 'read', text: model, name, ask: { log, view, filter: [] } }
  }, [cases, mined, model, name, log, view])
  const prepared = useTask<'mine' | 'read'>(isAsked ? source : null)
  const found = prepared.answer?.ok && !prepared.isOld ? prepared.answer.value : null
  const text = found?.kind === 'flow' ? found.model.text : null
  const statements = found?.kind === 'statements' ? found.held.text : null
  const labels = useSame(document.labels)
  const allow = useSame(document.allow)
  const endedBy = useSame(state.endedBy ?? [])
  const { measure = '', measureOf = 'mean', runningDays = 0, timeBy = 'start', seconds = SECONDS, far = FAR } = state
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
  const held = useMemo(
    (): TaskOf<'statements'> | null =>
      statements === null || !isAsked ? null : { kind: 'statements', ask, text: statements, far },
    [isAsked, statements, ask, far],
  )
  return { source: prepared, check: useTask<'check'>(question), statements: useTask<'statements'>(held) }
}

/** The same object for the same content, so that nothing is asked twice. */
function useSame<T>(value: T): T {
  const text = JSON.stringify(value)
  return useMemo(() => JSON.parse(text) as T, [text])
}
