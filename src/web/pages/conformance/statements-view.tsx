import { NumberInput, Select } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import type { StatementsCheck } from '../../../analyses/models/statements-check.ts'
import type { Ask } from '../../../log/engine.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import page from '../page.module.css'
import css from './conformance.module.css'
import { Figure, Working } from './head-numbers.tsx'
import { NoAnswer } from './no-answer.tsx'
import { Notes } from './notes.tsx'
import type { PreparedStatements } from './protocol.ts'
import { type ConformanceState, FAR, type SetState } from './state.ts'
import { StatementList } from './statement-list.tsx'
import { StatementPanel } from './statement-panel.tsx'
import { statementNames } from './statement-words.ts'
import type { TaskState } from './use-task.ts'

/** The cases under the filter held against statements, each with how often it matters and is broken. */
export function StatementsView(props: {
  readonly ask: Ask
  readonly state: ConformanceState
  readonly set: SetState
  readonly prepared: PreparedStatements
  readonly source: TaskState<'mine' | 'read'>
  readonly checking: TaskState<'statements'>
  /** Where to go where nothing can be held against this. */
  readonly reset: ReactNode
  readonly name: string
}) {
  const { state, set, prepared, source, checking } = props
  const check = checking.answer?.ok ? checking.answer.value : null
  const isOld = checking.isOld || source.isOld
  const statement = check?.statements.find(({ id }) => id === state.deviation) ?? null
  const { kind } = prepared.held
  return (
    <>
      <div className={`${page.figures} ${css.heads}`} data-testid="figures">
        {check && (
          <div className={css.known} aria-busy={isOld} data-old={isOld || undefined}>
            <Known check={check} />
          </div>
        )}
        <div className={page.spacer} />
        <Working source={source} checking={checking} isAnswered={check !== null} />
        {kind === 'temporal-profile' && <Far state={state} set={set} />}
      </div>
      <section className={`${css.half} ${css.fillAll}`} aria-label={statementNames[kind].title}>
        <div className={css.halfBar}>
          {check && <BrokenFilter check={check} state={state} set={set} />}
          <Notes notes={check?.notes ?? prepared.held.notes} />
        </div>
        <div className={css.fill} aria-busy={isOld} data-old={isOld || undefined}>
          <Found {...props} />
        </div>
      </section>
      {check && statement && (
        <StatementPanel
          ask={props.ask}
          check={check}
          statement={statement}
          close={() => set({ deviation: undefined })}
        />
      )}
    </>
  )
}

function Known({ check }: { readonly check: StatementsCheck }) {
  const { cases, fittingCases, kept, statements, kind } = check
  const broken = statements.filter(({ violated }) => violated > 0).length
  const { one, many } = statementNames[kind]
  return (
    <>
      <Figure
        value={formatShare(fittingCases, cases)}
        name={`conform: ${formatNumber(fittingCases)} of ${plural(cases, 'case')}`}
      />
      <Figure
        value={formatShare(kept, 1)}
        name={`of the ${many} not broken, mean by cases`}
        title={`Mean over cases of the share of the ${many} that they do not break`}
      />
      <Figure value={formatNumber(broken)} name={`of ${plural(statements.length, one, many)} broken`} />
    </>
  )
}

function BrokenFilter(props: {
  readonly check: StatementsCheck
  readonly state: ConformanceState
  readonly set: SetState
}) {
  const { statements, kind } = props.check
  const broken = statements.filter(({ violated }) => violated > 0).length
  const { many } = statementNames[kind]
  return (
    <Select
      aria-label={`Which ${many}`}
      size="xs"
      w={200}
      allowDeselect={false}
      checkIconPosition="right"
      value={props.state.broken ? 'broken' : ''}
      data={[
        { value: '', label: `All ${many} (${formatNumber(statements.length)})` },
        { value: 'broken', label: `Broken ${many} (${formatNumber(broken)})` },
      ]}
      onChange={value => props.set({ broken: value === 'broken' ? true : undefined, deviation: undefined })}
    />
  )
}

/** From how far from the mean on a time is unusual. */
function Far({ state, set }: { readonly state: ConformanceState; readonly set: SetState }) {
  return (
    <NumberInput
      label="Unusual from"
      size="xs"
      w={170}
      suffix=" standard deviations"
      min={0.5}
      max={100}
      step={0.5}
      decimalScale={1}
      value={state.far ?? FAR}
      onChange={value => {
        if (typeof value === 'number' && value > 0)
          set({ far: value === FAR ? undefined : value, deviation: undefined }, { replace: true })
      }}
    />
  )
}

function Found({ state, set, checking, source, reset, name }: Parameters<typeof StatementsView>[0]) {
  const { answer } = checking
  const check = answer?.ok ? answer.value : null
  const rows = useMemo(
    () => (check?.statements ?? []).filter(({ violated }) => !state.broken || violated > 0),
    [check, state.broken],
  )
  if (checking.error || !check) return <NoAnswer source={source} checking={checking} action={reset} />
  const { many } = statementNames[check.kind]
  if (check.statements.length === 0)
    return (
      <EmptyState icon="conformance" title={`There are no ${many}`} action={reset}>
        Where they are mined, nothing matters in so many cases and holds in so many of them: lower a threshold. A file
        may hold none.
      </EmptyState>
    )
  if (rows.length === 0)
    return (
      <EmptyState icon="conformance" title="Every case conforms">
        No case under the filter breaks one of the {plural(check.statements.length, many.slice(0, -1), many)}.
      </EmptyState>
    )
  return <StatementList check={check} rows={rows} state={state} set={set} name={name} />
}
