import { type Cancel, Cancelled } from '../base/platform.ts'

/** A cancel that another thread pulls by setting the flag: it is heard by work that never lets messages in. */
export function flagCancel(flag: Int32Array): Cancel {
  const isCancelled = () => Atomics.load(flag, 0) === 1
  return {
    get cancelled() {
      return isCancelled()
    },
    throwIfCancelled() {
      if (isCancelled()) throw new Cancelled()
    },
  }
}
