import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Cancel } from '../../base/platform.ts'
import type { Ask, Engine, Question } from '../../log/engine.ts'
import { cancelOf } from './cancel.ts'
import { engine } from './workspace.ts'

/** Parameters of a question, without the cancel. */
export type ParamsOf<Q extends Question> = Engine[Q] extends (params: infer P, cancel?: Cancel) => unknown ? P : never
export type AnswerOf<Q extends Question> = Awaited<ReturnType<Engine[Q]>>

/** Asks one question outside a component. */
export function askEngine<Q extends Exclude<Question, 'logs'>>(
  question: Q,
  params: ParamsOf<Q>,
  signal?: AbortSignal,
): Promise<AnswerOf<Q>> {
  const ask = engine[question] as unknown as (params: ParamsOf<Q>, cancel?: Cancel) => Promise<AnswerOf<Q>>
  return ask(params, signal ? cancelOf(signal) : undefined)
}

/** How TanStack Query asks it: the key holds the whole question, so that equal questions are asked once. */
export const answerQuery = <Q extends Exclude<Question, 'logs'>>(question: Q, params: ParamsOf<Q>) => ({
  queryKey: [question, params] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => askEngine(question, params, signal),
})

/**
 * The answer to a question. The one before stays while a new one is computed (`isPlaceholderData` tells), and a
 * question that nobody waits for any more is cancelled. `params: null` asks nothing.
 */
export function useAnswer<Q extends Exclude<Question, 'logs'>>(
  question: Q,
  params: ParamsOf<Q> | null,
): UseQueryResult<AnswerOf<Q>, Error> {
  return useQuery<AnswerOf<Q>, Error>({
    queryKey: [question, params],
    queryFn: ({ signal }) => askEngine(question, params!, signal),
    enabled: params !== null,
    // Only an answer about the same log may stand in: numbers of another log would be false.
    placeholderData: (previous, query) =>
      params !== null && (query?.queryKey[1] as Ask | null | undefined)?.log === (params as Ask).log
        ? previous
        : undefined,
  })
}
