import type { ProgressReport } from '../../base/platform.ts'
import { store } from '../state/store.ts'

/** The file that is being read right now, for the note that shows its progress. */
export interface Job {
  readonly name: string
  readonly report: ProgressReport | null
  readonly cancel: (() => void) | null
}
export const job = store<Job | null>(null)

/** Runs work that reports, one at a time on the screen. */
export async function withJob<T>(
  name: string,
  work: (signal: AbortSignal, progress: (report: ProgressReport) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const mine = { name, report: null, cancel: () => controller.abort() }
  job.set(mine)
  try {
    return await work(controller.signal, report => job.set({ ...mine, report }))
  } finally {
    job.set(null)
  }
}
