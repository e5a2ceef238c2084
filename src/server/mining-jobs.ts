import { Cancelled } from '../base/platform.ts'
import type { Store } from '../store/index.ts'
import type { Job, JobControl, Jobs } from './jobs.ts'
import type { Mining } from './task-thread.ts'

const KIND = 'ui-mining'

/**
 * Mining of UI logs as jobs, whoever began it: somebody who asked for it, or a question that waits for it. The last one of
 * a UI log is remembered.
 */
export interface MiningJobs {
  /** Mining has begun: it is a job from now on, or what one that was asked for does. */
  begun(uiLog: string, mining: Mining): void
  /** The job that mines a UI log: one that is under way, else a new one, whose work is `mine`. */
  start(uiLog: string, mine: (signal: AbortSignal) => Promise<void>): Promise<Job>
}

export function createMiningJobs(jobs: Jobs, store: Store): MiningJobs {
  /** Jobs that were asked for, by their UI logs. */
  const asked = new Map<string, JobControl>()
  const starting = new Map<string, Promise<Job>>()

  const follow = async (mining: Mining, { progress, signal }: JobControl) => {
    mining.listen(progress)
    const cancel = () => void mining.cancel()
    signal.addEventListener('abort', cancel, { once: true })
    if (signal.aborted) cancel()
    await mining.ended
  }
  const add = async (uiLog: string, work: (control: JobControl) => Promise<void>): Promise<Job> => {
    const job = await jobs.beside(KIND, uiLog, work)
    void jobs.ended(job.id).then(() => store.jobs.removeEnded(KIND, uiLog, job.id).catch(() => undefined))
    return job
  }
  const begin = (uiLog: string, mine: (signal: AbortSignal) => Promise<void>) =>
    add(uiLog, async control => {
      asked.set(uiLog, control)
      try {
        await mine(control.signal)
      } catch (error) {
        // Whoever cancelled it, it was.
        throw control.signal.aborted ? new Cancelled() : error
      } finally {
        asked.delete(uiLog)
      }
    })

  return {
    begun(uiLog, mining) {
      const control = asked.get(uiLog)
      const followed = control ? follow(mining, control) : add(uiLog, job => follow(mining, job))
      // The UI log was deleted, or the server closes; else the job tells.
      followed.catch(() => undefined)
    },
    start(uiLog, mine) {
      const underWay = jobs.underWay(KIND, uiLog)
      if (underWay) return Promise.resolve(underWay)
      const known = starting.get(uiLog)
      if (known) return known
      const started = begin(uiLog, mine).finally(() => starting.delete(uiLog))
      starting.set(uiLog, started)
      return started
    },
  }
}
