import { Cancelled } from '../base/platform.ts'

/** Places for work: so many at once, so many who wait for one in their order. */
export interface Places {
  /** Resolves to how the place is given back. Throws what `full` makes where too many wait, `Cancelled` once `signal` is aborted. */
  take(signal: AbortSignal): Promise<() => void>
}

export function createPlaces(atOnce: number, mayWait: number, full: (waiting: number) => Error): Places {
  const queue: (() => void)[] = []
  let taken = 0
  const back = () => {
    taken--
    queue.shift()?.()
  }
  /** Once, however often it is called. */
  const given = () => {
    taken++
    let isBack = false
    return () => {
      if (!isBack) back()
      isBack = true
    }
  }
  return {
    async take(signal) {
      if (signal.aborted) throw new Cancelled()
      if (taken < atOnce) return given()
      if (queue.length >= mayWait) throw full(queue.length)
      return new Promise((resolve, reject) => {
        const start = () => {
          signal.removeEventListener('abort', gone)
          resolve(given())
        }
        const gone = () => {
          queue.splice(queue.indexOf(start), 1)
          reject(new Cancelled())
        }
        signal.addEventListener('abort', gone, { once: true })
        queue.push(start)
      })
    },
  }
}
