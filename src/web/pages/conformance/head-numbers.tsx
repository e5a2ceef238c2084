import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ConformanceCheck } from '../../../analyses/models/conformance-check.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { intervalText, sentence } from '../model/numbers.tsx'
import page from '../page.module.css'
import css from './conformance.module.css'
import type { TaskState } from './use-task.ts'

export function Figure({
  name,
  value,
  title,
}: {
  readonly name: string
  readonly value: ReactNode
  readonly title?: string
}) {
  return (
    <div className={page.figure} title={title}>
      <strong>{value}</strong>
      <span className="muted small">{name}</span>
    </div>
  )
}

/** How well the cases conform as a whole, and what is still being computed. */
export function HeadNumbers(props: {
  readonly check: ConformanceCheck | null
  readonly source: TaskState<'mine' | 'read'>
  readonly checking: TaskState<'check'>
  /** The numbers are those of another question; the new one is being computed. */
  readonly isOld: boolean
  readonly longer: () => void
  /** Why there are no numbers, where nothing below tells it. */
  readonly refusal: string | null
  /** Choices that the numbers depend on. */
  readonly children: ReactNode
}) {
  const { check } = props
  return (
    <div className={`${page.figures} ${css.heads}`} data-testid="figures">
      {check && (
        <div className={css.known} aria-busy={props.isOld} data-old={props.isOld || undefined}>
          <Known check={check} />
        </div>
      )}
      {props.refusal !== null && (
        <div className={`${css.refusal} small`} role="status">
          <strong>This could not be answered.</strong> {sentence(props.refusal)}
        </div>
      )}
      <div className={page.spacer} />
      <Working
        source={props.source}
        checking={props.checking}
        isAnswered={check !== null}
        open={check?.variants.filter(({ lower, upper }) => lower < upper).length ?? 0}
        longer={props.longer}
      />
      {props.children}
    </div>
  )
}

function Known({ check }: { readonly check: ConformanceCheck }) {
  const { fitness, departing, departingWithAllowed, deviations, cases } = check
  const conforming = cases - departing.cases
  const isAllowed = departing.cases !== departingWithAllowed.cases || deviations.some(one => one.allowed)
  const strict = cases - departingWithAllowed.cases
  return (
    <>
      <Figure
        value={formatShare(conforming, cases)}
        name={`conform: ${formatNumber(conforming)} of ${plural(cases, 'case')}`}
      />
      {isAllowed && <Figure value={formatShare(strict, cases)} name="with nothing allowed" />}
      <Figure
        value={intervalText([fitness.averageFitness, fitness.averageFitnessAtMost])}
        name="fitness, mean by cases"
        title={`Over all events: ${intervalText([fitness.logFitness, fitness.logFitnessAtMost])}`}
      />
      <Figure
        value={formatNumber(deviations.length)}
        name={
          isAllowed ? `deviations, ${formatNumber(deviations.filter(one => one.allowed).length)} allowed` : 'deviations'
        }
      />
      {check.runningCases > 0 && <Figure value={formatNumber(check.runningCases)} name="cases still run" />}
    </>
  )
}

/** What is still being computed, and the button that stops it; or that it was stopped, or that the time did not suffice. */
export function Working(props: {
  readonly source: TaskState<'mine' | 'read'>
  readonly checking: TaskState<'check' | 'statements'>
  readonly isAnswered: boolean
  /** Variants that the time did not suffice for. */
  readonly open?: number
  readonly longer?: () => void
}) {
  const { source, checking, open = 0 } = props
  const isMining = source.work !== null
  const { work, progress, stop, retry } = isMining ? source : checking
  if (work === 'working')
    return (
      <div className={page.work} role="status">
        <span className="muted small number">
          {isMining
            ? `Preparing the model…${progress ? ` ${formatShare(progress.done, 1)}` : ''}`
            : progress
              ? `Aligned ${formatNumber(progress.done)} of ${plural(progress.total ?? 0, 'case')}`
              : 'Asking for the cases…'}
        </span>
        <Button size="compact-xs" variant="default" onClick={stop}>
          Stop
        </Button>
      </div>
    )
  if (work === 'stopped')
    return (
      <div className={page.work} role="status">
        <span className="muted small">
          {props.isAnswered ? 'Stopped: what is shown is the answer before.' : 'Stopped.'}
        </span>
        <Button size="compact-xs" variant="default" onClick={retry}>
          Go on
        </Button>
      </div>
    )
  if (open === 0) return null
  return (
    <div className={page.work} role="status">
      <span className="muted small">The time ended with {plural(open, 'variant')} not aligned for certain.</span>
      <Button size="compact-xs" variant="default" onClick={props.longer}>
        Take longer
      </Button>
    </div>
  )
}
