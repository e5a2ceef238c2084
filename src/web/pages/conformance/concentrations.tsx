import { useMemo } from 'react'
import type { ConcentratedValue } from '../../../analyses/models/where-concentrated.ts'
import type { Ask } from '../../../log/engine.ts'
import type { Clause, Filter } from '../../../log/filter.ts'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { ErrorNote } from '../../parts/error-note.tsx'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { useFilter } from '../../state/place.ts'
import css from './conformance.module.css'
import { useTask } from './use-task.ts'

/** In which attribute values the cases concentrate that a filter keeps; a click keeps the cases with the value. */
export function Concentrations(props: {
  readonly ask: Ask
  readonly evidence: Filter
  /** Activities of which it is clear that they go with these cases. */
  readonly named: readonly string[]
  /** `have the deviation` */
  readonly have: string
  readonly exportName: string
}) {
  const { ask, evidence, named, have } = props
  const { add } = useFilter()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same clauses are the same question
  const task = useMemo(
    () => ({ kind: 'concentrated' as const, ask, inside: evidence, named }),
    [ask, JSON.stringify(evidence), JSON.stringify(named)],
  )
  const { answer, error, retry, work } = useTask<'concentrated'>(task)
  return (
    <>
      <div className={css.panelHead}>Where do these cases concentrate?</div>
      {error ? (
        <ErrorNote error={error} retry={retry} />
      ) : answer === null || work === 'working' ? (
        <div className="muted small" role="status">
          Comparing attribute values…
        </div>
      ) : !answer.ok ? (
        <div className="muted small">{answer.because}</div>
      ) : answer.value.length === 0 ? (
        <div className="muted small">In no value of an attribute more than chance would have it.</div>
      ) : (
        <SortedTable
          label="Attribute values"
          rows={answer.value}
          rowKey={row => JSON.stringify([row.scope, row.attribute, row.value])}
          first={{ by: 'ratio', descending: true }}
          most={280}
          rowHeight={44}
          exportName={props.exportName}
          onSelect={row => add([valueClause(row)])}
          columns={[
            {
              key: 'value',
              label: 'Value',
              value: row => `${row.attribute}: ${row.value}`,
              show: row => (
                <span className={css.value}>
                  <span className="ellipsis" dir="auto">
                    {row.value}
                  </span>
                  <span className="muted small ellipsis">{attributeName(row)}</span>
                </span>
              ),
              width: 'minmax(80px, 1fr)',
            },
            {
              key: 'share',
              label: 'Have it',
              title: `Share of the cases with this value that ${have}`,
              value: row => row.share,
              show: row => formatShare(row.inside, row.cases),
              align: 'right',
              width: '52px',
            },
            {
              key: 'otherShare',
              label: 'Others',
              title: `Share of the cases without this value that ${have}`,
              value: row => row.otherShare,
              show: row => formatShare(row.otherInside, row.otherCases),
              align: 'right',
              width: '52px',
            },
            {
              key: 'ratio',
              label: 'Ratio',
              value: row => row.ratio,
              show: row => (row.ratio === null ? 'only' : `${formatNumber(row.ratio)}×`),
              align: 'right',
              width: '52px',
            },
          ]}
        />
      )}
    </>
  )
}

const attributeName = ({ attribute, scope }: ConcentratedValue) =>
  attribute === 'concept:name' && scope === 'event' ? 'is done in the case' : attribute

const valueClause = ({ attribute, scope, value }: ConcentratedValue): Clause =>
  attribute === 'concept:name' && scope === 'event'
    ? { kind: 'activity', activities: [value], mode: 'mandatory' }
    : scope === 'case'
      ? { kind: 'case-attribute', key: attribute, values: [flagOr(value)] }
      : { kind: 'event-attribute', key: attribute, values: [flagOr(value)], mode: 'mandatory' }
/** Flags come as their text. */
const flagOr = (text: string) => (text === 'true' ? true : text === 'false' ? false : text)
