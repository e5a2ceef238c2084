import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Answer } from '../../../analyses/index.ts'
import type { Ask, Durations, Summary } from '../../../log/engine.ts'
import type { Filter } from '../../../log/filter.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { analyse } from '../../engine/workspace.ts'
import { describeClause } from '../../filter/describe-clause.ts'
import { formatDuration, formatNumber } from '../../format/numbers.ts'
import { Card, Cards } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useAsk, usePageState } from '../../state/place.ts'
import { readFilter } from '../../state/read-filter.ts'
import { AnswerView } from '../findings/answer-view.tsx'
import css from '../page.module.css'
import own from './compare.module.css'
import { GroupChooser } from './group-chooser.tsx'
import { Maps, type MapsState } from './maps.tsx'

interface State extends MapsState {
  readonly a: Filter
  readonly b: Filter
}
const readState = (value: Record<string, unknown>): State => {
  const { n, p } = value
  return {
    a: readFilter(value['a'] ?? []).filter,
    b: readFilter(value['b'] ?? []).filter,
    ...(typeof n === 'number' && n >= 1 ? { n: Math.floor(n) } : {}),
    ...(typeof p === 'number' && p >= 0 && p <= 1 ? { p } : {}),
  }
}

/** What differs between two groups of cases: figures side by side, and findings with effect sizes. */
export default function ComparePage() {
  const ask = useAsk()
  const [state, setState] = usePageState('compare', readState)
  const a = useMemo(() => ask && { ...ask, filter: [...ask.filter, ...state.a] }, [ask, state.a])
  const b = useMemo(() => ask && { ...ask, filter: [...ask.filter, ...state.b] }, [ask, state.b])
  const chosen = state.a.length > 0 || state.b.length > 0
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <GroupChooser choose={(first, second) => setState({ a: first, b: second })} />
      </div>
      <div className={css.scroll}>
        {!chosen ? (
          <EmptyState icon="compare" title="Two groups of cases, side by side">
            Choose above how the cases fall into two groups: by time, or by an attribute. Both groups stay under the
            filter in force.
          </EmptyState>
        ) : (
          a &&
          b && (
            <>
              <Figures a={a} b={b} first={state.a} second={state.b} />
              <div className={own.maps}>
                <Maps
                  ask={ask!}
                  groups={[a, b]}
                  names={[wordsOf(state.a), wordsOf(state.b)]}
                  state={state}
                  set={setState}
                />
              </div>
              <Differences ask={ask!} first={state.a} second={state.b} />
            </>
          )
        )}
      </div>
    </div>
  )
}

const wordsOf = (filter: Filter) =>
  filter.length ? filter.map(clause => describeClause(clause)).join('; ') : 'All cases under the filter'

function Figures(props: { readonly a: Ask; readonly b: Ask; readonly first: Filter; readonly second: Filter }) {
  const first = useAnswer('summary', props.a)
  const second = useAnswer('summary', props.b)
  const error = first.error ?? second.error
  if (error) return <ErrorNote error={error} />
  const rows: readonly (readonly [string, (s: Summary) => number | null, (value: number | null) => string])[] = [
    ['cases', s => s.cases, formatNumber],
    ['events', s => s.events, formatNumber],
    ['variants', s => s.variants, formatNumber],
    ['events per case, mean', s => s.eventsPerCase.mean, value => formatNumber(value, 2)],
    ...(['median', 'mean', 'p90', 'min', 'max'] as const).map(
      key =>
        [
          `throughput time, ${key === 'p90' ? '90th percentile' : key}`,
          (s: Summary) => s.throughput[key as keyof Durations] as number | null,
          formatDuration,
        ] as const,
    ),
  ]
  const data = first.data && second.data ? ([first.data, second.data] as const) : null
  return (
    <Cards>
      <Card
        wide
        title="How do the two groups compare?"
        {...(data
          ? {
              csv: () => ({
                header: ['figure', 'first group', 'second group'],
                rows: rows.map(([name, value]) => [name, value(data[0]), value(data[1])]),
              }),
            }
          : {})}
      >
        <table className={own.figures}>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" dir="auto">
                {wordsOf(props.first)}
              </th>
              <th scope="col" dir="auto">
                {wordsOf(props.second)}
              </th>
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            {data &&
              rows.map(([name, value, print]) => {
                const [x, y] = [value(data[0]), value(data[1])]
                return (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{print(x)}</td>
                    <td>{print(y)}</td>
                    <td>{x === null || y === null ? '–' : change(x, y, print)}</td>
                  </tr>
                )
              })}
          </tbody>
        </table>
      </Card>
    </Cards>
  )
}

function change(x: number, y: number, print: (value: number) => string): string {
  if (x === y) return 'equal'
  const sign = y > x ? '+' : '−'
  const relative = x === 0 ? '' : ` (${sign}${formatNumber((100 * Math.abs(y - x)) / Math.abs(x))} %)`
  return `${sign}${print(Math.abs(y - x))}${relative}`
}

function Differences({ ask, first, second }: { readonly ask: Ask; readonly first: Filter; readonly second: Filter }) {
  const params = useMemo(() => ({ a: first, b: second }), [first, second])
  const answer = useQuery({
    queryKey: ['analysis', 'compare', ask, params],
    queryFn: ({ signal }) => analyse('compare', ask, params, signal) as Promise<Answer>,
  })
  if (answer.error) return <ErrorNote error={answer.error} />
  if (!answer.data)
    return (
      <p className="muted" role="status" style={{ padding: '0 16px' }}>
        Testing differences…
      </p>
    )
  return <AnswerView answer={answer.data} />
}
