import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RulesAnswer, RulesQuestion } from '../../../analyses/rules-check.ts'
import type { ProgressReport } from '../../../base/platform.ts'
import type { Ask } from '../../../log/engine.ts'
import { checkRules } from '../../engine/rules.ts'

/** Violations that are listed a rule, as in a report of the command line. */
export const LISTED = 1000

/** The answer to a document; the one before stands while another is computed. `text: null` asks nothing. */
export function useRules(ask: Ask, text: string | null, { at, due }: { readonly at: string; readonly due: number }) {
  const [progress, setProgress] = useState<ProgressReport | null>(null)
  const [stopped, setStopped] = useState<string | null>(null)
  const queries = useQueryClient()
  const question: RulesQuestion = { rules: text ?? '', roles: '', allow: '', at, dueWithin: due, limit: LISTED }
  const key = ['check-rules', ask, question]
  const mine = JSON.stringify(key)
  const answer = useQuery<RulesAnswer, Error>({
    queryKey: key,
    queryFn: ({ signal }) => {
      setProgress(null)
      return checkRules(ask, question, signal, setProgress)
    },
    enabled: text !== null && stopped !== mine,
    placeholderData: (previous, query) =>
      (query?.queryKey[1] as Ask | undefined)?.log === ask.log ? previous : undefined,
  })
  return {
    answer,
    progress: answer.isFetching ? progress : null,
    isStopped: stopped === mine,
    stop: () => {
      setStopped(mine)
      void queries.cancelQueries({ queryKey: key })
    },
    start: () => setStopped(null),
  }
}
