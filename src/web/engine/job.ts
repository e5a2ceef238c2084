import type { ProgressReport } from '../../base/platform.ts'
import { store } from '../state/store.ts'

/** The file that is being read or sent right now, for the note that shows its progress. */
export interface Job {
  /** What is being done: "Reading orders.csv". */
  readonly title: string
  readonly report: ProgressReport | null
  readonly cancel: (() => void) | null
}
export const job = store<Job | null>(null)

/** What the work may say of itself meanwhile. */
export interface JobControl {
  readonly signal: AbortSignal
  progress(report: ProgressReport): void
  /** The work has come to another part. */
  retitle(title: string): void
}

/** Runs work that reports, one at a time on the screen. */
export async function withJob<T>(title: string, work: (control: JobControl) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  let mine: Job = { title, report: null, cancel: () => controller.abort() }
  const show = (change: Partial<Job>) => {
    mine = { ...mine, ...change }
    job.set(mine)
  }
  show({})
  try {
    return await work({
      signal: controller.signal,
      progress: report => show({ report }),
      retitle: title => show({ title, report: null }),
    })
  } finally {
    job.set(null)
  }
}
