import type { Ask, Traces } from '../../../../log/engine.ts'
import { askEngine } from '../../../engine/use-answer.ts'
import { thinned } from './moves.ts'

/** Cases that move at most, and cases read to choose them from. */
export const TOKENS = 5000
const READ = 50_000

/** Cases from all over the log: every n-th, so that not only the first weeks are seen. */
export async function sample(ask: Ask, signal: AbortSignal): Promise<Traces> {
  const pages: Traces[] = []
  let cursor: string | undefined
  let read = 0
  do {
    const page: Traces = await askEngine(
      'traces',
      { ...ask, limit: TOKENS, ...(cursor === undefined ? {} : { cursor }) },
      signal,
    )
    pages.push(page)
    read += page.id.length
    cursor = page.next
  } while (cursor !== undefined && read < READ)
  return thinned(pages, Math.max(1, Math.ceil(read / TOKENS)))
}
