import { Tooltip } from '@mantine/core'
import type { Procedure, ProcedureStep, ValueSource } from '../../../tasks/index.ts'
import { Inspector, useEscape } from '../../app/inspector.tsx'
import { formatShare } from '../../format/numbers.ts'
import { Facts } from '../../parts/facts.tsx'
import own from './routines.module.css'
import { conditionText, hiddenText, kindMeanings, kindNames, sourceText } from './source-text.ts'

/** The steps in order: what is done, where its value comes from, how often, and by whom it can be done. */
export function Steps(props: {
  readonly procedure: Procedure
  readonly selected: string | null
  readonly select: (step: string | null) => void
}) {
  const { procedure, selected } = props
  return (
    <>
      <div className={own.stepHead} aria-hidden="true">
        <span>#</span>
        <span>Step</span>
        <span>Its value</span>
        <span>Runs</span>
        <span>Needs</span>
      </div>
      <ol className={own.steps} aria-label="Steps">
        {procedure.steps.map((step, at) => (
          <li key={step.id}>
            <button
              type="button"
              className={own.step}
              aria-pressed={step.id === selected}
              onClick={() => props.select(step.id === selected ? null : step.id)}
            >
              <span className="muted number">{at + 1}</span>
              <span className={own.stepText} dir="auto">
                {step.label}
                {step.irreversible && <span className="small"> · cannot be taken back</span>}
                {step.condition && <span className="muted small"> · {conditionText(step)}</span>}
              </span>
              <span className={`${own.stepText} muted small`} dir="auto">
                {step.reads !== null ? `reads “${step.reads}”` : step.value ? listText(step.value, procedure) : ''}
              </span>
              <span className="number">{formatShare(step.share, 1)}</span>
              <Tooltip label={kindMeanings[step.kind]}>
                <span className={own.kind} data-kind={step.kind}>
                  {kindNames[step.kind]}
                </span>
              </Tooltip>
            </button>
          </li>
        ))}
      </ol>
      <Exceptions procedure={procedure} />
    </>
  )
}

/** In a list, what nobody knows is said in short; the inspector tells why. */
function listText(source: ValueSource, procedure: Procedure): string {
  if (source.kind !== 'unknown') return sourceText(source, procedure)
  return source.of ? `${hiddenText(source.of, procedure)}, hidden by masking` : 'not known from where'
}

/** Ways in which runs leave the usual steps, with how many do. */
function Exceptions({ procedure: { exceptions } }: { readonly procedure: Procedure }) {
  if (exceptions.length === 0) return <p className={`${own.note} muted small`}>No run leaves these steps.</p>
  return (
    <div className={own.note}>
      <strong>Where runs leave these steps</strong>
      <ul className={own.toDo}>
        {exceptions.map(({ label, instances, share }) => (
          <li key={label}>
            <span className="number">
              {instances} × ({formatShare(share, 1)})
            </span>{' '}
            {label}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Everything about one step. */
export function StepInspector(props: {
  readonly procedure: Procedure
  readonly step: ProcedureStep
  readonly close: () => void
}) {
  const { procedure, step } = props
  useEscape(props.close)
  const { element, cell } = step
  const places: readonly (readonly [string, string | null | undefined])[] = [
    ['Application', element?.application],
    ['Document', element?.document],
    ['Page', element?.page],
    ['Window', element?.window],
    ['Form, table or sheet', element?.group],
    ['Element', [element?.role, element?.name].filter(Boolean).join(' ') || null],
    ['Identifier', element?.identifier],
    [
      'Place in the table',
      cell && `column ${cell.column}${cell.row === null ? ', the next row' : `, row ${cell.row}`}`,
    ],
  ]
  return (
    <Inspector kind="Step" title={step.label} close={props.close}>
      <Facts
        rows={[
          ['Action', step.action],
          ['In runs', formatShare(step.share, 1)],
          ...places.flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
        ]}
      />
      {step.value && (
        <>
          <strong>Where its value comes from</strong>
          <p dir="auto" className={step.value.kind === 'computed' ? own.program : undefined}>
            {sourceText(step.value, procedure)}
          </p>
          {step.value.kind === 'computed' && (
            <p className="muted small">Learned from runs; confidence {formatShare(step.value.confidence, 1)}.</p>
          )}
        </>
      )}
      {step.condition && (
        <p>
          It is done {conditionText(step)}; {formatShare(step.condition.agreement, 1)} of runs agree.
        </p>
      )}
      <strong>Who can do it</strong>
      <p>{kindMeanings[step.kind]}</p>
      <p className="muted small">Because: {step.because}.</p>
      {step.irreversible && <p>It cannot be taken back: a bot asks a person before it.</p>}
      {element && element.selectors.length > 0 && (
        <>
          <strong>How it is found again</strong>
          <ul className={own.toDo}>
            {element.selectors.map(({ kind, text }) => (
              <li key={`${kind}${text}`} className={own.program} style={{ overflowWrap: 'anywhere' }}>
                {kind}: {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </Inspector>
  )
}
