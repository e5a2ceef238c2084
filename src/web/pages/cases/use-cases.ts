import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CaseSort, Cases } from '../../../log/engine.ts'
import { askEngine } from '../../engine/use-answer.ts'
import { useAsk } from '../../state/place.ts'
import { type Row, rowsOf } from './rows.ts'

const PAGE = 200
/** Rows a question, where all are exported. */
const EXPORTED = 5000

/** The cases under the filter, page by page as they are scrolled to, with the attributes of these keys; all of them for a file. */
export function useCases(keys: readonly string[], sort: CaseSort) {
  const ask = useAsk()
  const questionOf = (limit: number, cursor: string | undefined) => ({
    ...ask!,
    limit,
    sort: sort,
    attributes: keys,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const allRows = async () => {
    const all: Row[] = []
    let cursor: string | undefined
    do {
      const page: Cases = await askEngine('cases', questionOf(EXPORTED, cursor))
      for (const row of rowsOf(page, keys)) all.push(row)
      cursor = page.next
    } while (cursor !== undefined)
    return all
  }
  const pages = useInfiniteQuery({
    queryKey: ['cases', ask, sort, keys],
    enabled: ask !== null,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => askEngine('cases', questionOf(PAGE, pageParam), signal),
    getNextPageParam: (last: Cases) => last.next,
  })
  const rows = useMemo(() => (pages.data?.pages ?? []).flatMap(page => rowsOf(page, keys)), [pages.data, keys])
  return { pages, rows, allRows }
}
