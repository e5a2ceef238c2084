import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AttributeDescription } from '../../../log/engine.ts'
import { answerQuery, useAnswer } from '../../engine/use-answer.ts'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { Card } from '../../parts/card.tsx'
import { useAsk, useDescription } from '../../state/place.ts'
import css from './amounts.module.css'

/** Columns that the importer named as money, numbers or due dates, summed up over all cases under the filter. */
export function Amounts() {
  const description = useDescription()
  const ask = useAsk()
  const meant = useMemo(() => (description?.attributes ?? []).filter(a => a.meaning !== null), [description])
  const answers = useQueries({
    queries: meant.map(({ scope, key }) => ({
      ...answerQuery('measures', { ...ask!, scope, key, per: 'all' as const }),
      enabled: ask !== null,
    })),
  })
  const csv = () => ({
    header: ['column', 'of', 'n', 'sum', 'mean', 'median', 'unit', 'on time', 'with a due date'],
    rows: meant.map(({ key, scope, meaning }, i) => {
      const { stats: [stats] = [], onTime, decided } = answers[i]?.data ?? {}
      const numbers = meaning?.kind === 'due' ? [null, null, null] : [stats?.total, stats?.mean, stats?.median]
      return [key, scope, stats?.n, ...numbers, meaning?.unit, onTime?.[0], decided?.[0]]
    }),
  })
  if (meant.length === 0) return null
  return (
    <Card
      wide
      csv={csv}
      title="What does it come to, and is it on time?"
      note="Columns that were named as money, numbers or due dates at import. A case is on time if it ended by its due date, an event if it was done by then."
    >
      <table className={css.amounts}>
        <thead>
          <tr>
            {['Column', 'Of', 'Sum', 'Mean', 'Median', 'On time'].map(title => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {meant.map(attribute => (
            <Amount key={`${attribute.scope}:${attribute.key}`} attribute={attribute} />
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function Amount({ attribute }: { readonly attribute: AttributeDescription }) {
  const ask = useAsk()
  const { scope, key, meaning } = attribute
  const answer = useAnswer('measures', ask && { ...ask, scope, key, per: 'all' })
  const stats = answer.data?.stats[0]
  const unit = meaning?.unit ? ` ${meaning.unit}` : ''
  const print = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : `${formatNumber(value, 2)}${unit}`
  const due = meaning?.kind === 'due'
  const [onTime, decided] = [answer.data?.onTime?.[0], answer.data?.decided?.[0]]
  return (
    <tr>
      <th scope="row" dir="auto">
        {key}
      </th>
      <td>
        {formatNumber(stats?.n)} {scope === 'case' ? 'cases' : 'events'}
      </td>
      <td>{due ? '' : print(stats?.total)}</td>
      <td>{due ? '' : print(stats?.mean)}</td>
      <td>{due ? '' : print(stats?.median)}</td>
      <td>
        {due && onTime !== undefined && decided !== undefined
          ? `${formatShare(onTime, decided)} (${formatNumber(onTime)} of ${formatNumber(decided)})`
          : ''}
      </td>
    </tr>
  )
}
