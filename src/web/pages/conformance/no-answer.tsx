import type { ReactNode } from 'react'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { sentence } from '../model/numbers.tsx'
import type { TaskState } from './use-task.ts'

/** In place of an answer: what went wrong, why it is refused, or that it is not there yet. */
export function NoAnswer(props: {
  readonly source: TaskState<'mine' | 'read'>
  readonly checking: TaskState<'check'> | TaskState<'statements'>
  readonly action?: ReactNode
}) {
  const { source, checking, action } = props
  const { answer } = checking
  if (checking.error) return <ErrorNote error={checking.error} retry={checking.retry} />
  if (answer && !answer.ok)
    return (
      <EmptyState icon="conformance" title="This could not be answered" action={action}>
        {sentence(answer.because)}
      </EmptyState>
    )
  const isStopped = source.work === 'stopped' || checking.work === 'stopped'
  return (
    <EmptyState
      icon="conformance"
      title={isStopped ? 'Stopped before there was an answer' : 'Holding the cases against the model…'}
    />
  )
}
