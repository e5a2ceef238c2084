import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type BaselineDocument, baselineDocumentFrom } from '../../analyses/models/baseline-document.ts'
import { notify, sentenceOf } from '../state/notices.ts'
import { baselinesHere, forgetBaselineHere, keepBaselineHere } from './baselines-here.ts'

/** A model that a log is held against, with its label mapping and what is allowed, as it is remembered for that log. */
export interface KeptBaseline {
  readonly id: string
  readonly document: BaselineDocument
}
/** What is remembered for the model that is mined anew each time: what is allowed. */
export const MINED = 'mined'
export const minedDocument: BaselineDocument = {
  parfocal: 'baseline',
  version: 1,
  name: 'Mined from these cases',
  model: '',
  noise: 0.2,
  labels: null,
  allow: [],
}

async function baselinesOf(log: string): Promise<readonly KeptBaseline[]> {
  const all = await baselinesHere(log)
  return all.flatMap(({ id, document }) => {
    try {
      return [{ id, document: baselineDocumentFrom(document) }]
    } catch {
      return []
    }
  })
}

/** The baselines of a log, by id, and the ways to change them: what changes is seen at once, and kept. */
export function useBaselines(log: string) {
  const queries = useQueryClient()
  const queryKey = ['baselines', log]
  const { data } = useQuery({ queryKey, queryFn: () => baselinesOf(log), staleTime: Number.POSITIVE_INFINITY })
  const change = useCallback(
    (id: string, document: BaselineDocument | null) => {
      queries.setQueryData<readonly KeptBaseline[]>(['baselines', log], (before = []) => {
        const others = before.filter(one => one.id !== id)
        return document ? [...others, { id, document }] : others
      })
      const work = document ? keepBaselineHere(log, id, document) : forgetBaselineHere(log, id)
      work.catch(error =>
        notify(
          `This browser does not keep the baseline (${sentenceOf(error)}): it lasts as long as this page. Save it as a file.`,
          'error',
        ),
      )
    },
    [queries, log],
  )
  return {
    /** null until they are read. */
    list: data ?? null,
    keep: change as (id: string, document: BaselineDocument) => void,
    forget: useCallback((id: string) => change(id, null), [change]),
  }
}

/** A new one that no baseline has. */
export function freeId(known: readonly KeptBaseline[]): string {
  let n = known.length + 1
  while (known.some(({ id }) => id === `b${n}`)) n++
  return `b${n}`
}
