import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Ask } from '../../../log/engine.ts'
import { answerQuery } from '../../engine/use-answer.ts'
import { useDescription } from '../../state/place.ts'
import { Figures } from './figures.tsx'
import css from './map.module.css'
import { amountMetrics, amountsOf, type Metric, printAmount } from './metrics.ts'

/** The named numbers, money and due dates of the log at one activity, and those that the map shows; exact. */
export function AmountFigures(props: { readonly ask: Ask; readonly name: string; readonly chosen: readonly Metric[] }) {
  const { ask, name, chosen } = props
  const attributes = useDescription()?.attributes
  const list = useMemo(() => {
    const named = amountMetrics((attributes ?? []).filter(attribute => attribute.meaning !== null))
    return [...named, ...chosen.filter(metric => !named.some(({ id }) => id === metric.id))]
  }, [attributes, chosen])
  const answers = useQueries({
    queries: list.map(({ amount }) =>
      answerQuery('measures', { ...ask, scope: amount!.scope, key: amount!.key, per: 'activity' as const }),
    ),
  })
  if (list.length === 0) return null
  const rows = list.map(({ title, amount }, i): readonly [string, string] => {
    const data = answers[i]?.data
    const value = data ? (amountsOf(amount!, data).get(name) ?? null) : null
    return [title, value === null ? '–' : printAmount(amount!, value, true)]
  })
  return (
    <>
      <div className={css.panelHead}>Numbers of the log</div>
      <Figures rows={rows} />
    </>
  )
}
