import { useMemo } from 'react'
import { useAnswer } from '../../engine/use-answer.ts'
import { useAsk } from '../../state/place.ts'
import { rowsOf } from './rows.ts'
import { useMeasure } from './use-measure.ts'

const LIMIT = 5000

/** The variants under the filter with what the table says of each; `chosen` is the attribute that is summed up. */
export function useRows(chosen: string | null) {
  const ask = useAsk()
  const answer = useAnswer('variants', ask && { ...ask, limit: LIMIT })
  // numbers are those of the unfiltered log, so that a variant keeps its number under every filter
  const all = useAnswer('variants', ask && { ...ask, filter: [], limit: LIMIT })
  const { options, measure, due } = useMeasure(chosen)
  const measured = useAnswer('measures', ask && measure ? { ...ask, ...measure, per: 'variant' } : null)
  const rows = useMemo(() => {
    const numbers = new Map(all.data?.variants.map((variant, i) => [variant.id, i + 1]))
    return rowsOf(answer.data?.variants ?? [], numbers, measure ? measured.data : undefined)
  }, [answer.data, all.data, measured.data, measure])
  return { answer, rows, options, measure, due }
}
